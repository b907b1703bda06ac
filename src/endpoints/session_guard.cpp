#include <ostiary/endpoints/session_guard.hpp>

#include <utility>

#include <ostiary/values/errors.hpp>

#include "endpoints/answers.hpp"
#include "endpoints/navigation.hpp"
#include "endpoints/origin.hpp"
#include "endpoints/session_check.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

class SessionGuard {
public:
    SessionGuard(const std::shared_ptr<Database>& database, SessionGuardOptions options, Handler next)
        : options_(std::move(options)),
          next_(std::move(next)),
          origins_(options_.trusted_origins),
          check_(database, options_) {
        if (!next_) throw ConfigError("session_guard needs a handler to guard");
    }

    http::Response operator()(const http::Request& request) {
        if (!origins_.allows(request)) {
            return finish(failure(request, 403, "This request came from another site."), options_.production);
        }
        http::Request seen = request;
        if (const auto refusal = check_.identify(seen)) {
            return finish(refuse(request, *refusal), options_.production);
        }
        http::Response response = next_(seen);
        // What a session lets somebody see is no proxy's to keep.
        if (!response.headers.contains("Cache-Control")) response.headers.add("Cache-Control", "no-store");
        return response;
    }

private:
    http::Response refuse(const http::Request& request, const SessionRefusal& refusal) const {
        if (refusal.status == 401 && options_.login_url && is_navigation(request, request.method))
            return http::redirect(login_address(request));
        return failure(request, refusal.status, refusal.message);
    }

    std::string login_address(const http::Request& request) const {
        if (!options_.next_param) return *options_.login_url;
        std::string page = percent_encode(request.path);
        if (!request.query.empty()) page += "?" + request.query;
        return with_parameter(*options_.login_url, *options_.next_param, page);
    }

    SessionGuardOptions options_;
    Handler next_;
    OriginRule origins_;
    SessionCheck check_;
};

}  // namespace

Handler session_guard(std::shared_ptr<Database> database, SessionGuardOptions options, Handler next) {
    auto guard = std::make_shared<SessionGuard>(database, std::move(options), std::move(next));
    return [guard](const http::Request& request) { return (*guard)(request); };
}

}  // namespace ostiary
