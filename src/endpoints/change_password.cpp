#include <ostiary/endpoints/change_password.hpp>

#include <stdexcept>
#include <utility>
#include <variant>

#include <ostiary/auth/password_hashing.hpp>
#include <ostiary/values/errors.hpp>

#include "auth/audit_trail.hpp"
#include "auth/authenticator.hpp"
#include "auth/recent_keys.hpp"
#include "auth/session_lifecycle.hpp"
#include "auth/throttle.hpp"
#include "endpoints/afterwards.hpp"
#include "endpoints/change_password_input.hpp"
#include "endpoints/form_page.hpp"
#include "endpoints/hook_runner.hpp"
#include "endpoints/navigation.hpp"
#include "endpoints/posted_form.hpp"
#include "endpoints/session_check.hpp"

namespace ostiary {
namespace {

ChangePasswordOptions checked_change(ChangePasswordOptions options) {
    require_location("login_url", options.login_url);
    require_location("redirect_to", options.redirect_to);
    if (options.body_limit == 0) throw ConfigError("body_limit must be positive");
    require_lifetime({.idle = options.session_expiry, .absolute = options.max_session_expiry});
    return options;
}

SessionGuardOptions guard_of(const ChangePasswordOptions& options) {
    return {.auth_table = options.auth_table,
            .session_table = options.session_table,
            .cookie_name = options.cookie_name,
            .production = options.production,
            .host_cookie_prefix = options.host_cookie_prefix,
            .dangerously_share_cookie_with = options.dangerously_share_cookie_with,
            .clock = options.clock};
}

class ChangePassword {
public:
    ChangePassword(const std::shared_ptr<Database>& database, ChangePasswordOptions options)
        : options_(checked_change(std::move(options))),
          clock_(options_.clock ? options_.clock : system_clock()),
          hasher_(options_.hasher ? options_.hasher : default_password_hasher()),
          users_(database->users(options_.auth_table)),
          check_(database, guard_of(options_)),
          origins_(options_.trusted_origins),
          cookie_(options_.cookie_name, {.production = options_.production,
                                         .host_prefix = options_.host_cookie_prefix,
                                         .domain = options_.dangerously_share_cookie_with}),
          page_("change_password.html",
                {.template_path = options_.template_path, .renderer = options_.renderer, .styles = options_.styles},
                std::nullopt, options_.keep_session ? options_.redirect_to : options_.login_url),
          audit_(database->audit(), clock_),
          throttle_(database->attempts(), options_.throttle,
                    {.table = options_.auth_table, .tells_spellings_apart = users_->tells_spellings_apart()}),
          authenticator_(users_, hasher_, false),
          sessions_(database->sessions(options_.session_table, options_.auth_table), clock_) {}

    http::Response operator()(const http::Request& request) { return finish(answer(request), options_.production); }

private:
    http::Response answer(const http::Request& request) {
        if (request.subpath().size() > 1) return failure(request, 404, "Not found");
        http::Request seen = request;
        if (const auto refusal = check_.identify(seen)) return turn_away(request, *refusal);
        if (seen.is_read()) return page_.show(seen, fields(*seen.user), {});
        if (options_.read_only) return read_only(seen);
        const auto form = posted_form(seen, origins_, options_.body_limit);
        if (!form) return form.error();
        const ChangePasswordInput input = read_password_change(*form);
        if (const auto error = check_password_change(*form, input, options_.password_policy, *seen.user)) {
            return refuse(seen, input, refused_form(error->status, error->message));
        }
        return change(seen, input);
    }

    /// The form of a session that ended meanwhile leads to the login as well: it was a person who sent it.
    http::Response turn_away(const http::Request& request, const SessionRefusal& refusal) const {
        if (refusal.status == 401 && is_navigation(request, "GET")) return http::redirect(options_.login_url);
        return failure(request, refusal.status, refusal.message);
    }

    http::Response change(const http::Request& request, const ChangePasswordInput& input) {
        const User& user = *request.user;
        const Instant came = clock_->now();
        if (const auto wait = throttle_.reserve(user.username, request.client, came)) {
            // A flood of what costs its sender nothing must fill neither the disk nor the log.
            if (recorded_.is_first(throttle_.address_key(request.client), came)) record_failure(request, "throttled");
            return refuse(request, input, too_many_tries("Too many attempts. Try again later.", *wait));
        }
        const auto proven = check_current(request, input.current_password);
        if (const auto* refused = std::get_if<Refused>(&proven)) {
            record_failure(request, std::string{refused->reason});
            return refuse(request, input, refused_form(422, "Incorrect password."));
        }
        return set(request, input, std::get<Authenticated>(proven));
    }

    /// What was not evaluated is no try.
    template <class Work>
    auto or_release(const http::Request& request, Work work) {
        try {
            return work();
        } catch (const HashingBusy&) {
            throttle_.release(request.user->username, request.client);
            throw;
        }
    }

    AuthenticationResult check_current(const http::Request& request, const Secret& password) {
        return or_release(request, [&] { return authenticator_.check(request.user->username, password); });
    }

    http::Response set(const http::Request& request, const ChangePasswordInput& input, const Authenticated& proven) {
        const std::string hash = or_release(request, [&] { return hasher_->hash(input.new_password); });
        // The client has its answer, that it failed: its old password must still be the one.
        if (request.is_abandoned()) throw std::runtime_error("answered already: no password is changed");
        const User& user = *request.user;
        if (proven.user.id != user.id || !users_->change_password(user.id, proven.password_hash, hash)) {
            record_failure(request, "password changed meanwhile");
            return refuse(request, input, refused_form(422, "Incorrect password."));
        }
        auto response =
            options_.keep_session ? renewed(request, {.user = user, .password_hash = hash}) : logged_out(request);
        afterwards("clear the throttle", [&] { throttle_.clear(user.username, request.client); });
        afterwards("record the change", [&] {
            audit_.record({.kind = AuditKind::password_changed, .user_id = user.id, .username = user.username},
                          client_of(request));
        });
        notify_hooks(options_.hooks.password_changed, "password_changed", request, user.username, user.id);
        return response;
    }

    http::Response renewed(const http::Request& request, const Authenticated& now) {
        std::optional<StartedSession> renewed;
        afterwards("start a session", [&] {
            renewed = sessions_.start(now.user.id, client_of(request),
                                      {.idle = options_.session_expiry, .absolute = options_.max_session_expiry},
                                      std::nullopt);
        });
        if (!renewed) return logged_out(request);
        return keep(request, *renewed, now);
    }

    /// A password that somebody else has set meanwhile ends this session too.
    http::Response keep(const http::Request& request, const StartedSession& started, const Authenticated& now) {
        if (!authenticator_.is_current(now)) {
            sessions_.end(started.token);
            return logged_out(request);
        }
        auto response = options_.redirect_to ? http::redirect(*options_.redirect_to)
                                             : http::json(R"({"message":"password changed"})");
        response.headers.add("Set-Cookie", cookie_.set(started.token, options_.max_session_expiry));
        return response;
    }

    http::Response logged_out(const http::Request& request) const {
        auto response = http::redirect(options_.login_url);
        unset_session(response, cookie_, request);
        return response;
    }

    void record_failure(const http::Request& request, std::string reason) {
        audit_.record({.kind = AuditKind::password_change_failed,
                       .user_id = request.user->id,
                       .username = request.user->username,
                       .detail = std::move(reason)},
                      client_of(request));
    }

    http::Response refuse(const http::Request& request, const ChangePasswordInput& input,
                          const FormFailure& failed) const {
        return page_.refuse(request, input.wants_page, fields(*request.user), failed);
    }

    Page fields(const User& user) const {
        return {.values = {{"username", user.username},
                           {"min_password_length", std::to_string(options_.password_policy.min_length)},
                           {"keeps_session", options_.keep_session}}};
    }

    ChangePasswordOptions options_;
    std::shared_ptr<Clock> clock_;
    std::shared_ptr<PasswordHasher> hasher_;
    std::shared_ptr<UserStore> users_;
    SessionCheck check_;
    OriginRule origins_;
    SessionCookie cookie_;
    FormPage page_;
    AuditTrail audit_;
    RecentKeys recorded_;
    Throttle throttle_;
    Authenticator authenticator_;
    SessionLifecycle sessions_;
};

}  // namespace

Handler change_password(std::shared_ptr<Database> database, ChangePasswordOptions options) {
    auto endpoint = std::make_shared<ChangePassword>(database, std::move(options));
    return [endpoint](const http::Request& request) { return (*endpoint)(request); };
}

}  // namespace ostiary
