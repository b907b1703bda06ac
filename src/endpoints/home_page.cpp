#include <ostiary/endpoints/home_page.hpp>

#include <memory>
#include <utility>

#include "endpoints/answers.hpp"
#include "endpoints/media_type.hpp"
#include "endpoints/page_template.hpp"

namespace ostiary {
namespace {

class HomePage {
public:
    explicit HomePage(const HomePageOptions& options)
        : production_(options.production),
          home_(make_page("home.html", {.template_path = options.template_path, .styles = options.styles})),
          message_(
              make_page("message.html", {.template_path = options.message_template_path, .styles = options.styles})) {}

    http::Response operator()(const http::Request& request) const { return finish(answer(request), production_); }

private:
    http::Response answer(const http::Request& request) const {
        if (request.subpath().size() > 1) return nothing_here(request);
        if (!request.is_read()) return method_not_allowed(request, "GET, HEAD");
        const std::string username = request.user ? request.user->username : std::string{};
        return page_response(*home_, {.values = {{"has_user", request.user.has_value()}, {"username", username}}}, 200,
                             {});
    }

    http::Response nothing_here(const http::Request& request) const {
        if (wanted_type(request.headers.get("Accept").value_or("")) != Wanted::html)
            return failure(request, 404, "Not found");
        return page_response(
            *message_, {.values = {{"title", "Not found"}, {"message", "There is nothing at this address."}}}, 404, {});
    }

    bool production_;
    std::shared_ptr<PageRenderer> home_;
    std::shared_ptr<PageRenderer> message_;
};

}  // namespace

Handler home_page(HomePageOptions options) {
    const auto page = std::make_shared<const HomePage>(options);
    return [page](const http::Request& request) { return (*page)(request); };
}

}  // namespace ostiary
