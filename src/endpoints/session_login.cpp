#include <ostiary/endpoints/session_login.hpp>

#include <utility>
#include <variant>

#include <ostiary/auth/password_hashing.hpp>
#include <ostiary/ports/log.hpp>
#include <ostiary/values/errors.hpp>

#include "auth/audit_trail.hpp"
#include "auth/authenticator.hpp"
#include "auth/login_gate.hpp"
#include "auth/recent_keys.hpp"
#include "auth/refusal_pace.hpp"
#include "auth/session_lifecycle.hpp"
#include "endpoints/answers.hpp"
#include "endpoints/hook_runner.hpp"
#include "endpoints/login_failure.hpp"
#include "endpoints/login_input.hpp"
#include "endpoints/login_page.hpp"
#include "endpoints/origin.hpp"
#include "endpoints/session_cookie.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

void check(const SessionLoginOptions& options) {
    if (options.session_expiry <= std::chrono::seconds(0)) throw ConfigError("session_expiry must be positive");
    if (options.max_session_expiry < options.session_expiry) {
        throw ConfigError("max_session_expiry must not be less than session_expiry");
    }
    if (options.refusal_time < std::chrono::milliseconds(0)) throw ConfigError("refusal_time must not be negative");
    if (options.body_limit == 0) throw ConfigError("body_limit must be positive");
    if (options.captcha && (!options.captcha->validator || options.captcha->token_field.empty())) {
        throw ConfigError("captcha needs a token_field and a validator");
    }
}

class SessionLogin {
public:
    SessionLogin(const std::shared_ptr<Database>& database, SessionLoginOptions options)
        : options_((check(options), std::move(options))),
          clock_(options_.clock ? options_.clock : system_clock()),
          hasher_(options_.hasher ? options_.hasher : default_password_hasher()),
          users_(database->users(options_.auth_table)),
          fields_{.captcha_token = options_.captcha ? std::optional{options_.captcha->token_field} : std::nullopt,
                  .next = options_.next_param},
          origins_(options_.trusted_origins),
          cookie_(options_.cookie_name, options_.production),
          page_(options_),
          pace_(options_.refusal_time),
          gate_(hasher_->load().slots + hasher_->load().queue),
          authenticator_(users_, hasher_, Throttle{database->attempts(), options_.throttle, options_.auth_table},
                         options_.upgrade_hashes),
          sessions_(database->sessions(options_.session_table, options_.auth_table), clock_),
          audit_(database->audit(), clock_) {}

    http::Response operator()(const http::Request& request) { return finish(answer(request), options_.production); }

private:
    http::Response answer(const http::Request& request) {
        if (request.subpath().size() > 1) return failure(request, 404, "Not found");
        if (request.is_read()) return page_.show({.next = next_in_query(request, fields_)});
        if (request.method != "POST") return method_not_allowed(request, "GET, HEAD, POST");
        if (!origins_.allows(request)) return failure(request, 403, "This request came from another site.");

        const auto form = read_form(request, options_.body_limit);
        if (!form) return failure(request, form.error().status, form.error().message);
        const auto input = read_login(request, *form, fields_);
        if (!input) return malformed(request, *form, input.error());
        return log_in(request, *input);
    }

    http::Response malformed(const http::Request& request, const Form& form, const FormError& error) const {
        if (form.text("format") != "html") return failure(request, error.status, error.message);
        return page_.show({.status = error.status,
                           .error_html = escape_html(error.message),
                           .username = std::string{form.text("username")},
                           .next = next_in_query(request, fields_)});
    }

    http::Response log_in(const http::Request& request, const LoginInput& input) {
        const LoginGate::Place place{gate_};
        const Instant came = clock_->now();
        if (auto text = run_hooks(options_.hooks.pre_login, request, input.username)) {
            return refuse(request, input, refused_by_hook(*text, "pre_login hook"));
        }
        if (const auto text = captcha_refusal(request, input)) {
            return refuse(request, input, refused_by_captcha(*text));
        }
        const auto result = authenticator_.check(input.username, input.password, request.client, came);
        if (const auto* throttled = std::get_if<Throttled>(&result))
            return refuse(request, input, too_many_tries(throttled->retry_after));
        if (const auto* refused = std::get_if<Refused>(&result)) {
            return refuse_credentials(request, input, refused->reason, came);
        }
        const auto& authenticated = std::get<Authenticated>(result);
        if (auto text = run_hooks(options_.hooks.login_success, request, input.username, authenticated.user.id)) {
            return refuse(request, input, refused_by_hook(*text, "login_success hook"));
        }
        return admit(request, input, authenticated, came);
    }

    std::optional<std::string> captcha_refusal(const http::Request& request, const LoginInput& input) const {
        if (!options_.captcha) return std::nullopt;
        try {
            return options_.captcha->validator(request, input.captcha_token);
        } catch (const std::exception& error) {
            log({LogLevel::error, "captcha_failed", {{"reason", error.what()}}});
            return "The captcha could not be checked. Please try again.";
        }
    }

    /// The answer comes no sooner than `refusal_time` after the request: see `RefusalPace`.
    http::Response refuse_credentials(const http::Request& request, const LoginInput& input, std::string_view reason,
                                      Instant came) {
        const auto text = run_hooks(options_.hooks.login_failure, request, input.username);
        const LoginFailure failed = text ? refused_by_hook(*text, reason) : LoginFailure{.reason = std::string{reason}};
        auto response = refuse(request, input, failed);
        clock_->wait_until(pace_.release(came, clock_->now()));
        return response;
    }

    http::Response refuse(const http::Request& request, const LoginInput& input, const LoginFailure& failed) {
        record_refusal(request, input, failed);
        auto response = input.wants_page ? page_.show({.status = failed.status,
                                                       .error_html = failed.html,
                                                       .username = input.username,
                                                       .next = input.next})
                                         : failure(request, failed.status, failed.text);
        if (failed.retry_after) {
            const auto seconds = std::chrono::ceil<std::chrono::seconds>(*failed.retry_after);
            response.headers.add("Retry-After", std::to_string(seconds.count()));
        }
        return response;
    }

    /// A refused password is recorded each time, a try that was not even looked at once a minute.
    void record_refusal(const http::Request& request, const LoginInput& input, const LoginFailure& failed) {
        const bool throttled = failed.status == 429;
        if (throttled && !throttled_.is_first(request.client + " " + input.username, clock_->now())) return;
        const auto kind = throttled ? AuditKind::login_throttled : AuditKind::login_failed;
        audit_.record({.kind = kind, .username = input.username, .detail = failed.reason}, client_of(request));
    }

    http::Response admit(const http::Request& request, const LoginInput& input, const Authenticated& authenticated,
                         Instant came) {
        const Client client = client_of(request);
        const auto started = sessions_.start(authenticated.user.id, client,
                                             {.idle = options_.session_expiry, .absolute = options_.max_session_expiry},
                                             cookie_.read(request).token);
        if (!authenticator_.is_current(authenticated)) {
            sessions_.end(started.token);
            return refuse_credentials(request, input, "password changed meanwhile", came);
        }
        const User& user = authenticated.user;
        if (authenticated.upgraded) {
            audit_.record({.kind = AuditKind::password_upgraded, .user_id = user.id, .username = user.username},
                          client);
        }
        audit_.record(
            {.kind = AuditKind::login, .user_id = user.id, .username = user.username, .session_id = started.session.id},
            client);
        users_->record_login(user.id, started.session.created_at);
        auto response = welcome(input);
        response.headers.add("Set-Cookie", cookie_.set(started.token, options_.max_session_expiry));
        return response;
    }

    http::Response welcome(const LoginInput& input) const {
        if (!input.next.empty()) return http::redirect(input.next);
        if (options_.redirect_to) return http::redirect(*options_.redirect_to);
        return http::json(R"({"message": "logged in"})");
    }

    SessionLoginOptions options_;
    std::shared_ptr<Clock> clock_;
    std::shared_ptr<PasswordHasher> hasher_;
    std::shared_ptr<UserStore> users_;
    LoginFields fields_;
    OriginRule origins_;
    SessionCookie cookie_;
    LoginPage page_;
    RefusalPace pace_;
    LoginGate gate_;
    Authenticator authenticator_;
    SessionLifecycle sessions_;
    AuditTrail audit_;
    RecentKeys throttled_;
};

}  // namespace

Handler session_login(std::shared_ptr<Database> database, SessionLoginOptions options) {
    if (!options.production) {
        log({LogLevel::warning,
             "not_production",
             {{"detail", "session cookies are sent over plain HTTP; set production behind HTTPS"}}});
    }
    auto endpoint = std::make_shared<SessionLogin>(database, std::move(options));
    return [endpoint](const http::Request& request) { return (*endpoint)(request); };
}

}  // namespace ostiary
