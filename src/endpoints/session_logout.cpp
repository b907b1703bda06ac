#include <ostiary/endpoints/session_logout.hpp>

#include <utility>

#include "auth/audit_trail.hpp"
#include "auth/session_lifecycle.hpp"
#include "endpoints/answers.hpp"
#include "endpoints/form.hpp"
#include "endpoints/origin.hpp"
#include "endpoints/page_template.hpp"
#include "endpoints/session_cookie.hpp"

namespace ostiary {
namespace {

class SessionLogout {
public:
    SessionLogout(const std::shared_ptr<Database>& database, SessionLogoutOptions options)
        : options_(std::move(options)),
          clock_(options_.clock ? options_.clock : system_clock()),
          origins_(options_.trusted_origins),
          cookie_(options_.cookie_name, {.production = options_.production,
                                         .host_prefix = options_.host_cookie_prefix,
                                         .domain = options_.dangerously_share_cookie_with}),
          page_(make_page(
              "session_logout.html",
              {.template_path = options_.template_path, .renderer = options_.renderer, .styles = options_.styles})),
          users_(database->users(options_.auth_table)),
          sessions_(database->sessions(options_.session_table, options_.auth_table), clock_),
          audit_(database->audit(), clock_) {
        require_location("redirect_to", options_.redirect_to);
    }

    http::Response operator()(const http::Request& request) { return finish(answer(request), options_.production); }

private:
    http::Response answer(const http::Request& request) {
        if (request.subpath().size() > 1) return failure(request, 404, "Not found");
        if (request.is_read()) return show(request);
        if (request.method != "POST") return method_not_allowed(request, "GET, HEAD, POST");
        if (!origins_.allows(request)) return failure(request, 403, "This request came from another site.");
        const auto presented = cookie_.read(request);
        if (!presented.any) return failure(request, 401, "The session cookie wasn't found.");
        if (presented.token) end(*presented.token, request);
        return logged_out(request);
    }

    http::Response show(const http::Request& request) const {
        Page page;
        add_csrf_field(page, request);
        return page_response(*page_, std::move(page), 200, {});
    }

    void end(const SessionToken& token, const http::Request& request) {
        const auto session = sessions_.end(token);
        if (!session) return;
        const auto owner = users_->find(session->user_id);
        audit_.record({.kind = AuditKind::logout,
                       .user_id = session->user_id,
                       .username = owner ? owner->user.username : std::string{},
                       .session_id = session->id},
                      client_of(request));
    }

    http::Response logged_out(const http::Request& request) const {
        auto response =
            options_.redirect_to ? http::redirect(*options_.redirect_to) : http::text("Successfully logged out");
        unset_session(response, cookie_, request);
        return response;
    }

    SessionLogoutOptions options_;
    std::shared_ptr<Clock> clock_;
    OriginRule origins_;
    SessionCookie cookie_;
    std::shared_ptr<PageRenderer> page_;
    std::shared_ptr<UserStore> users_;
    SessionLifecycle sessions_;
    AuditTrail audit_;
};

}  // namespace

Handler session_logout(std::shared_ptr<Database> database, SessionLogoutOptions options) {
    auto endpoint = std::make_shared<SessionLogout>(database, std::move(options));
    return [endpoint](const http::Request& request) { return (*endpoint)(request); };
}

}  // namespace ostiary
