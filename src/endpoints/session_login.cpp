#include <ostiary/endpoints/session_login.hpp>

#include <stdexcept>
#include <utility>
#include <variant>

#include <ostiary/auth/password_hashing.hpp>
#include <ostiary/ports/log.hpp>
#include <ostiary/values/errors.hpp>

#include "auth/audit_trail.hpp"
#include "auth/authenticator.hpp"
#include "auth/login_gate.hpp"
#include "auth/session_lifecycle.hpp"
#include "auth/throttle.hpp"
#include "endpoints/answers.hpp"
#include "endpoints/captcha_check.hpp"
#include "endpoints/hook_runner.hpp"
#include "endpoints/login_failure.hpp"
#include "endpoints/login_input.hpp"
#include "endpoints/login_page.hpp"
#include "endpoints/login_refusals.hpp"
#include "endpoints/origin.hpp"
#include "endpoints/posted_form.hpp"
#include "endpoints/session_cookie.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

void require_valid(const SessionLoginOptions& options) {
    require_lifetime({.idle = options.session_expiry, .absolute = options.max_session_expiry});
    require_location("redirect_to", options.redirect_to);
    if (options.refusal_time < std::chrono::milliseconds(0)) throw ConfigError("refusal_time must not be negative");
    if (options.body_limit == 0) throw ConfigError("body_limit must be positive");
}

class SessionLogin {
public:
    SessionLogin(const std::shared_ptr<Database>& database, SessionLoginOptions options)
        : options_((require_valid(options), std::move(options))),
          clock_(options_.clock ? options_.clock : system_clock()),
          hasher_(options_.hasher ? options_.hasher : default_password_hasher()),
          users_(database->users(options_.auth_table)),
          captcha_(options_.captcha),
          fields_{.captcha_token = captcha_.token_field(),
                  .next = options_.next_param,
                  .returns = ReturnAddresses{options_.return_hosts}},
          origins_(options_.trusted_origins),
          cookie_(options_.cookie_name, {.production = options_.production,
                                         .host_prefix = options_.host_cookie_prefix,
                                         .domain = options_.dangerously_share_cookie_with}),
          page_(options_),
          audit_(database->audit(), clock_),
          refusals_(page_, audit_, clock_, options_.refusal_time),
          throttle_(database->attempts(), options_.throttle,
                    {.table = options_.auth_table, .tells_spellings_apart = users_->tells_spellings_apart()}),
          hashing_gate_(hasher_->load().slots + hasher_->load().queue),
          authenticator_(users_, hasher_, options_.upgrade_hashes),
          sessions_(database->sessions(options_.session_table, options_.auth_table), clock_) {}

    http::Response operator()(const http::Request& request) { return finish(answer(request), options_.production); }

private:
    http::Response answer(const http::Request& request) {
        if (request.subpath().size() > 1) return failure(request, 404, "Not found");
        if (request.is_read()) return page_.show(request, {.next = next_in_query(request, fields_)});
        const auto form = posted_form(request, origins_, options_.body_limit);
        if (!form) return form.error();
        const auto input = read_login(request, *form, fields_);
        if (!input) return malformed(request, *form, input.error());
        return log_in(request, *input);
    }

    http::Response malformed(const http::Request& request, const Form& form, const FormError& error) const {
        if (form.text("format") != "html") return failure(request, error.status, error.message);
        return page_.show(request, {.status = error.status,
                                    .error_html = escape_html(error.message),
                                    .username = std::string{form.text("username")},
                                    .next = next_in_query(request, fields_)});
    }

    http::Response log_in(const http::Request& request, const LoginInput& input) {
        const Instant came = clock_->now();
        const auto failed = refused_unlooked(request, input, came);
        if (!failed) return evaluate(request, input, came);
        return refusals_.answer(request, input, *failed, throttle_.address_key(request.client));
    }

    /// What can end a login before its password is looked at. The address pays before a captcha's provider is asked, or
    /// a flood of guesses would be passed on to the provider.
    std::optional<FormFailure> refused_unlooked(const http::Request& request, const LoginInput& input, Instant came) {
        if (const auto text = run_hooks(options_.hooks.pre_login, request, input.username)) {
            return login_refused_by_hook(*text, "pre_login hook");
        }
        const auto asking = captcha_.enter();
        if (const auto wait = throttle_.reserve_address(request.client, came)) return too_many_logins(*wait);
        if (const auto text = captcha_.refusal(request, input.captcha_token)) return refused_by_captcha(*text);
        const auto wait = throttle_.reserve_account(input.username, came);
        if (!wait) return std::nullopt;
        throttle_.release_address(request.client);
        return too_many_logins(*wait);
    }

    http::Response evaluate(const http::Request& request, const LoginInput& input, Instant came) {
        const auto result = check(request, input);
        if (const auto* refused = std::get_if<Refused>(&result)) {
            return refuse_credentials(request, input, refused->reason, came);
        }
        const auto& authenticated = std::get<Authenticated>(result);
        if (const auto text = run_hooks(options_.hooks.login_success, request, input.username, authenticated.user.id)) {
            return refusals_.answer_in_time(request, input, login_refused_by_hook(*text, "login_success hook"), came);
        }
        return admit(request, input, authenticated, came);
    }

    AuthenticationResult check(const http::Request& request, const LoginInput& input) {
        try {
            const LoginGate::Place place{hashing_gate_};
            return authenticator_.check(input.username, input.password);
        } catch (const HashingBusy&) {
            throttle_.release(input.username, request.client);
            throw;
        }
    }

    http::Response refuse_credentials(const http::Request& request, const LoginInput& input, std::string_view reason,
                                      Instant came) {
        const auto text = run_hooks(options_.hooks.login_failure, request, input.username);
        const FormFailure failed = text ? login_refused_by_hook(*text, reason) : wrong_credentials(reason);
        return refusals_.answer_in_time(request, input, failed, came);
    }

    http::Response admit(const http::Request& request, const LoginInput& input, const Authenticated& authenticated,
                         Instant came) {
        // A hook took too long, and the client has its answer: nobody would ever hold this session's cookie.
        if (request.is_abandoned()) throw std::runtime_error("answered already: no session is made");
        const Client client = client_of(request);
        const auto started = sessions_.start(authenticated.user.id, client,
                                             {.idle = options_.session_expiry, .absolute = options_.max_session_expiry},
                                             cookie_.read(request).token);
        if (!authenticator_.is_current(authenticated)) {
            sessions_.end(started.token);
            return refuse_credentials(request, input, "password changed meanwhile", came);
        }
        // Only now: a hook may have asked for more than the password, and must not be guessed at for free.
        throttle_.clear(input.username, request.client);
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
        return http::json(R"({"message":"logged in"})");
    }

    SessionLoginOptions options_;
    std::shared_ptr<Clock> clock_;
    std::shared_ptr<PasswordHasher> hasher_;
    std::shared_ptr<UserStore> users_;
    CaptchaCheck captcha_;
    LoginFields fields_;
    OriginRule origins_;
    SessionCookie cookie_;
    LoginPage page_;
    AuditTrail audit_;
    LoginRefusals refusals_;
    Throttle throttle_;
    LoginGate hashing_gate_;
    Authenticator authenticator_;
    SessionLifecycle sessions_;
};

}  // namespace

Handler session_login(std::shared_ptr<Database> database, SessionLoginOptions options) {
    const bool production = options.production;
    auto endpoint = std::make_shared<SessionLogin>(database, std::move(options));
    if (!production) {
        log({LogLevel::warning,
             "not_production",
             {{"detail", "session cookies are sent over plain HTTP; set production behind HTTPS"}}});
    }
    return [endpoint](const http::Request& request) { return (*endpoint)(request); };
}

}  // namespace ostiary
