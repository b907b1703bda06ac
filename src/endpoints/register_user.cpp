#include <ostiary/endpoints/register_user.hpp>

#include <set>
#include <stdexcept>
#include <utility>

#include <ostiary/auth/password_hashing.hpp>
#include <ostiary/auth/username.hpp>
#include <ostiary/values/errors.hpp>

#include "auth/answer_pace.hpp"
#include "auth/audit_trail.hpp"
#include "auth/recent_keys.hpp"
#include "auth/throttle.hpp"
#include "endpoints/afterwards.hpp"
#include "endpoints/captcha_check.hpp"
#include "endpoints/form_page.hpp"
#include "endpoints/hook_runner.hpp"
#include "endpoints/posted_form.hpp"
#include "endpoints/register_input.hpp"
#include "values/ascii.hpp"

namespace ostiary {
namespace {

RegisterUserOptions checked_registration(RegisterUserOptions options) {
    require_location("redirect_to", options.redirect_to);
    if (options.refusal_time < std::chrono::milliseconds(0)) throw ConfigError("refusal_time must not be negative");
    if (options.body_limit == 0) throw ConfigError("body_limit must be positive");
    if (options.enumeration_safe && options.user_defaults.active) {
        throw ConfigError("enumeration_safe needs user_defaults.active = false: a login would tell who is new");
    }
    return options;
}

std::set<std::string> keys_of(const std::vector<std::string>& names) {
    std::set<std::string> keys;
    for (const std::string& name : names) {
        const auto username = canonical_username(name);
        if (!username) throw ConfigError("reserved_names holds what can be no name");
        keys.insert(username->key);
    }
    return keys;
}

class RegisterUser {
public:
    RegisterUser(const std::shared_ptr<Database>& database, RegisterUserOptions options)
        : options_(checked_registration(std::move(options))),
          clock_(options_.clock ? options_.clock : system_clock()),
          hasher_(options_.hasher ? options_.hasher : default_password_hasher()),
          users_(database->users(options_.auth_table)),
          origins_(options_.trusted_origins),
          captcha_(options_.captcha),
          page_("register.html",
                {.template_path = options_.template_path, .renderer = options_.renderer, .styles = options_.styles},
                options_.captcha, options_.redirect_to),
          audit_(database->audit(), clock_),
          reserved_(keys_of(options_.reserved_names)),
          pace_(clock_, options_.refusal_time),
          throttle_(database->attempts(), options_.throttle,
                    {.table = options_.auth_table, .tells_spellings_apart = users_->tells_spellings_apart()}) {}

    http::Response operator()(const http::Request& request) { return finish(answer(request), options_.production); }

private:
    http::Response answer(const http::Request& request) {
        if (request.subpath().size() > 1) return failure(request, 404, "Not found");
        if (request.is_read()) return page_.show(request, fields({}), {});
        if (options_.read_only) return read_only(request);
        const auto form = posted_form(request, origins_, options_.body_limit);
        if (!form) return form.error();
        const RegisterInput input = read_registration(*form, captcha_.token_field());
        if (const auto error = check_registration(*form, input, options_.password_policy)) {
            return refuse(request, input, refused_form(error->status, error->message));
        }
        if (reserved_.contains(canonical_username(input.username)->key)) {
            return refuse(request, input, refused_form(422, "Invalid username."));
        }
        return enrol(request, input);
    }

    http::Response enrol(const http::Request& request, const RegisterInput& input) {
        const Instant came = clock_->now();
        if (const auto failed = refused_unhashed(request, input, came)) {
            // A flood of what costs its sender nothing must fill neither the disk nor the log.
            const std::string key = failed->reason + " " + throttle_.address_key(request.client);
            if (recorded_.is_first(key, came)) record_failure(request, input, failed->reason);
            return refuse(request, input, *failed);
        }
        const auto id = create(request, input);
        if (id) {
            welcome(request, input, *id);
        } else {
            tell_owner(request, input, came);
        }
        if (options_.enumeration_safe) pace_.wait(came);
        if (id || options_.enumeration_safe) return done();
        return refuse(request, input, refused_form(422, "User with email or username already exists."));
    }

    std::optional<FormFailure> refused_unhashed(const http::Request& request, const RegisterInput& input,
                                                Instant came) {
        if (const auto text = run_hooks(options_.hooks.pre_register, request, input.username, input.email)) {
            return FormFailure{.text = *text, .html = *text, .reason = "pre_register hook"};
        }
        const auto asking = captcha_.enter();
        if (const auto wait = throttle_.reserve_address(request.client, came)) {
            return too_many_tries("Too many attempts. Try again later.", *wait);
        }
        const auto text = captcha_.refusal(request, input.captcha_token);
        return text ? std::optional{refused_form(422, *text, "captcha")} : std::nullopt;
    }

    /// A name that is taken costs a hash like any other.
    std::optional<UserId> create(const http::Request& request, const RegisterInput& input) {
        std::string hash = hash_or_release(request, input.password);
        // The client has its answer, that it failed: it would find its own name taken.
        if (request.is_abandoned()) throw std::runtime_error("answered already: no user is made");
        return users_->create({.username = canonical_username(input.username).value(),
                               .email = input.email,
                               .password_hash = std::move(hash),
                               .active = options_.user_defaults.active,
                               .admin = options_.user_defaults.admin,
                               .superuser = options_.user_defaults.superuser,
                               .created_at = clock_->now()});
    }

    std::string hash_or_release(const http::Request& request, const Secret& password) {
        try {
            return hasher_->hash(password);
        } catch (const HashingBusy&) {
            throttle_.release_address(request.client);
            throw;
        }
    }

    void welcome(const http::Request& request, const RegisterInput& input, UserId id) {
        afterwards("record the registration", [&] {
            audit_.record({.kind = AuditKind::user_registered, .user_id = id, .username = input.username},
                          client_of(request));
        });
        notify_hooks(options_.hooks.registered, "registered", request, input.username, input.email, id);
    }

    /// Not more often than once a minute: letters must not be a weapon against the one who gets them.
    void tell_owner(const http::Request& request, const RegisterInput& input, Instant came) {
        record_failure(request, input, "taken");
        const auto named = users_->find(canonical_username(input.username).value());
        const std::string owner = named ? named->user.email : input.email;
        if (told_.is_first(to_lower(owner), came))
            notify_hooks(options_.hooks.taken, "taken", request, input.username, owner);
    }

    void record_failure(const http::Request& request, const RegisterInput& input, const std::string& reason) {
        audit_.record({.kind = AuditKind::registration_failed, .username = input.username, .detail = reason},
                      client_of(request));
    }

    http::Response done() const {
        if (options_.redirect_to) return http::redirect(*options_.redirect_to);
        return http::json(R"({"message":"registered"})");
    }

    http::Response refuse(const http::Request& request, const RegisterInput& input, const FormFailure& failed) const {
        return page_.refuse(request, input.wants_page, fields(input), failed);
    }

    Page fields(const RegisterInput& input) const {
        return {.values = {{"username", input.username},
                           {"email", input.email},
                           {"min_password_length", std::to_string(options_.password_policy.min_length)},
                           {"login_url", options_.login_url.value_or("")}}};
    }

    RegisterUserOptions options_;
    std::shared_ptr<Clock> clock_;
    std::shared_ptr<PasswordHasher> hasher_;
    std::shared_ptr<UserStore> users_;
    OriginRule origins_;
    CaptchaCheck captcha_;
    FormPage page_;
    AuditTrail audit_;
    std::set<std::string> reserved_;
    AnswerPace pace_;
    RecentKeys recorded_;
    RecentKeys told_;
    Throttle throttle_;
};

}  // namespace

Handler register_user(std::shared_ptr<Database> database, RegisterUserOptions options) {
    auto endpoint = std::make_shared<RegisterUser>(database, std::move(options));
    return [endpoint](const http::Request& request) { return (*endpoint)(request); };
}

}  // namespace ostiary
