#include <ostiary/endpoints/session_guard.hpp>

#include <utility>

#include <ostiary/values/errors.hpp>

#include "auth/session_lifecycle.hpp"
#include "endpoints/answers.hpp"
#include "endpoints/excluded_paths.hpp"
#include "endpoints/media_type.hpp"
#include "endpoints/origin.hpp"
#include "endpoints/session_cookie.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

struct Refusal {
    int status = 401;
    const char* message = "";
};

class SessionGuard {
public:
    SessionGuard(const std::shared_ptr<Database>& database, SessionGuardOptions options, Handler next)
        : options_(std::move(options)),
          next_(std::move(next)),
          origins_(options_.trusted_origins),
          cookie_(options_.cookie_name, options_.production),
          excluded_(options_.excluded_paths),
          sessions_(database->sessions(options_.session_table, options_.auth_table),
                    options_.clock ? options_.clock : system_clock()) {
        if (!next_) throw ConfigError("session_guard needs a handler to guard");
        if (options_.increase_expiry && *options_.increase_expiry <= std::chrono::seconds(0)) {
            throw ConfigError("increase_expiry must be positive, or none");
        }
    }

    http::Response operator()(const http::Request& request) {
        if (!origins_.allows(request)) {
            return finish(failure(request, 403, "This request came from another site."), options_.production);
        }
        http::Request seen = request;
        seen.user.reset();
        seen.session.reset();
        if (!excluded_.contains(request.path)) {
            if (const auto refusal = identify(seen)) return finish(refuse(request, *refusal), options_.production);
        }
        http::Response response = next_(seen);
        // What a session lets somebody see is no proxy's to keep.
        if (!response.headers.contains("Cache-Control")) response.headers.add("Cache-Control", "no-store");
        return response;
    }

private:
    /// Sets the request's user and session, or tells why not.
    std::optional<Refusal> identify(http::Request& request) {
        const auto presented = cookie_.read(request);
        if (!presented.any) return unauthenticated("No session cookie found.");
        const auto found =
            presented.token ? sessions_.resume(*presented.token, options_.increase_expiry) : std::nullopt;
        if (!found) return unauthenticated("No matching session found.");
        if (!found->user) return unauthenticated("That user doesn't exist anymore");
        if (options_.admin_only && !found->user->admin) return Refusal{403, "Admin users only"};
        if (options_.superuser_only && !found->user->superuser) return Refusal{403, "Superusers only"};
        if (options_.active_only && !found->user->active) return Refusal{403, "Active users only"};
        request.user = found->user;
        request.session = found->session;
        return std::nullopt;
    }

    std::optional<Refusal> unauthenticated(const char* message) const {
        if (options_.allow_unauthenticated) return std::nullopt;
        return Refusal{401, message};
    }

    http::Response refuse(const http::Request& request, const Refusal& refusal) const {
        if (refusal.status == 401 && options_.login_url && is_navigation(request))
            return http::redirect(login_address(request));
        return failure(request, refusal.status, refusal.message);
    }

    /// A person who opens a page, not a script that fetches data: the latter is better told 401.
    static bool is_navigation(const http::Request& request) {
        const auto mode = request.headers.get("Sec-Fetch-Mode");
        return request.is_read() && (!mode || mode == "navigate") &&
               wanted_type(request.headers.get("Accept").value_or("")) == Wanted::html;
    }

    std::string login_address(const http::Request& request) const {
        if (!options_.next_param) return *options_.login_url;
        std::string page = percent_encode(request.path);
        if (!request.query.empty()) page += "?" + request.query;
        const char* separator = options_.login_url->contains('?') ? "&" : "?";
        return *options_.login_url + separator + *options_.next_param + "=" + percent_encode(page);
    }

    SessionGuardOptions options_;
    Handler next_;
    OriginRule origins_;
    SessionCookie cookie_;
    ExcludedPaths excluded_;
    SessionLifecycle sessions_;
};

}  // namespace

Handler session_guard(std::shared_ptr<Database> database, SessionGuardOptions options, Handler next) {
    auto guard = std::make_shared<SessionGuard>(database, std::move(options), std::move(next));
    return [guard](const http::Request& request) { return (*guard)(request); };
}

}  // namespace ostiary
