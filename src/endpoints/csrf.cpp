#include <ostiary/endpoints/csrf.hpp>

#include <expected>
#include <span>
#include <string_view>
#include <utility>

#include <ostiary/values/cookie.hpp>
#include <ostiary/values/errors.hpp>
#include <ostiary/values/session_token.hpp>

#include "auth/constant_time.hpp"
#include "auth/csrf_tokens.hpp"
#include "endpoints/answers.hpp"
#include "endpoints/form.hpp"
#include "endpoints/media_type.hpp"
#include "endpoints/origin.hpp"
#include "endpoints/page_template.hpp"
#include "endpoints/session_cookie.hpp"

namespace ostiary {
namespace {

Secret fresh_secret() {
    return Secret{std::string{SessionToken::generate().reveal()}};
}

/// The given one; or the one that all processes on the database share; or this process's, which all its pages share as
/// they share the cookie.
Secret secret_of(const CsrfOptions& options) {
    if (!options.secret.empty()) return options.secret;
    if (options.database) return options.database->secrets()->find_or_keep("csrf", fresh_secret());
    static const Secret of_this_process = fresh_secret();
    return of_this_process;
}

bool same_text(std::string_view left, std::string_view right) {
    return same_bytes(std::as_bytes(std::span{left}), std::as_bytes(std::span{right}));
}

bool is_form(const http::Request& request) {
    const auto type = parse_media_type(request.headers.get("Content-Type").value_or(""));
    return type && (type->name == "application/x-www-form-urlencoded" || type->name == "multipart/form-data");
}

/// An answer with somebody's token, in a cookie or in a form, must reach nobody else.
void keep_from_caches(http::Headers& headers) {
    const auto control = headers.get("Cache-Control").value_or("");
    if (!control.contains("no-store") && !control.contains("private")) headers.set("Cache-Control", "no-store");
}

class CsrfCheck {
public:
    CsrfCheck(Handler next, CsrfOptions options)
        : next_(std::move(next)),
          options_(std::move(options)),
          clock_(options_.clock ? options_.clock : system_clock()),
          origins_(options_.trusted_origins),
          session_(options_.session_cookie_name, {.production = options_.production,
                                                  .host_prefix = options_.host_cookie_prefix,
                                                  .domain = options_.dangerously_share_cookie_with}),
          page_(make_page("message.html", {.template_path = options_.template_path, .styles = options_.styles})),
          cookie_name_((options_.production ? "__Host-" : "") + options_.cookie_name),
          tokens_(secret_of(options_), options_.max_age) {
        if (!next_) throw ConfigError("csrf needs a handler to stand before");
        // The same rules as for the session's.
        static_cast<void>(SessionCookie{options_.cookie_name, {}});
        if (options_.cookie_name == options_.session_cookie_name)
            throw ConfigError("cookie_name must not be the session cookie's");
        if (!options_.allow_header_param && !options_.allow_form_param)
            throw ConfigError("allow_header_param and allow_form_param must not both be off");
        options_.secret = Secret{};
    }

    http::Response operator()(const http::Request& request) const {
        if (request.is_read()) return show(request);
        if (request.method == "OPTIONS" || request.method == "TRACE") return next_(request);
        if (!origins_.allows(request)) return refuse(request, {403, "This request came from another site."});
        const auto token = verified(request);
        return token ? next_(with_field(request, *token)) : refuse(request, token.error());
    }

private:
    http::Response show(const http::Request& request) const {
        const auto present = http::find_cookie(request.headers, cookie_name_).value;
        const Secret binding = binding_of(request);
        const bool good =
            present && tokens_.check(*present, binding.reveal(), clock_->now()) == CsrfTokens::Standing::good;
        const std::string token = good ? std::string{*present} : tokens_.issue(binding.reveal(), clock_->now());
        http::Response response = next_(with_field(request, token));
        if (!good) response.headers.add("Set-Cookie", cookie(token));
        keep_from_caches(response.headers);
        return response;
    }

    /// The token that came twice, in order; or why not.
    std::expected<std::string_view, FormError> verified(const http::Request& request) const {
        const auto kept = http::find_cookie(request.headers, cookie_name_).value;
        if (!kept || kept->empty()) return std::unexpected(FormError{403, "No CSRF cookie found"});
        const auto sent = submitted(request);
        if (!sent) return std::unexpected(sent.error());
        if (sent->token.empty())
            return std::unexpected(FormError{403, "The CSRF token wasn't found in the form data or header."});
        if (!same_text(*kept, sent->token))
            return std::unexpected(
                FormError{403, "The CSRF token in the " + sent->place + " doesn't match the cookie."});
        if (tokens_.check(*kept, binding_of(request).reveal(), clock_->now()) == CsrfTokens::Standing::refused)
            return std::unexpected(FormError{403, "The CSRF token is not valid any more: load the page again."});
        return *kept;
    }

    struct Submitted {
        std::string token{};
        std::string place{};
    };

    /// The token in the header, else in the form; empty where it is in neither.
    std::expected<Submitted, FormError> submitted(const http::Request& request) const {
        if (options_.allow_header_param) {
            const auto sent = request.headers.get(options_.header_name);
            if (sent && !sent->empty()) return Submitted{.token = std::string{*sent}, .place = "header"};
        }
        if (!options_.allow_form_param || !is_form(request)) return Submitted{};
        const auto form = read_form(request, options_.body_limit);
        if (!form) return std::unexpected(form.error());
        return Submitted{.token = std::string{form->text(options_.cookie_name)}, .place = "form"};
    }

    /// The token of the session that is presented, whether that lives or not: nothing is looked up. Before a login,
    /// nothing.
    Secret binding_of(const http::Request& request) const {
        const auto presented = session_.read(request);
        return presented.token ? Secret{std::string{presented.token->reveal()}} : Secret{};
    }

    http::Request with_field(const http::Request& request, std::string_view token) const {
        http::Request seen = request;
        seen.csrf = {.name = options_.cookie_name, .value = std::string{token}};
        return seen;
    }

    std::string cookie(const std::string& token) const {
        return http::Cookie{.name = cookie_name_,
                            .value = token,
                            .max_age = options_.max_age,
                            .secure = options_.production,
                            .http_only = false}
            .to_header();
    }

    http::Response refuse(const http::Request& request, const FormError& reason) const {
        return finish(say(request, reason), options_.production);
    }

    /// A person can only have kept the page open for too long, or logged in beside it.
    http::Response say(const http::Request& request, const FormError& reason) const {
        if (wanted_type(request.headers.get("Accept").value_or("")) != Wanted::html)
            return failure(request, reason.status, reason.message);
        return page_response(*page_, {.values = {{"title", "Please try again"}, {"message", reason.message}}},
                             reason.status, {});
    }

    Handler next_;
    CsrfOptions options_;
    std::shared_ptr<Clock> clock_;
    OriginRule origins_;
    SessionCookie session_;
    std::shared_ptr<PageRenderer> page_;
    std::string cookie_name_;
    CsrfTokens tokens_;
};

}  // namespace

Handler csrf(Handler next, CsrfOptions options) {
    return [check = std::make_shared<const CsrfCheck>(std::move(next), std::move(options))](
               const http::Request& request) { return (*check)(request); };
}

}  // namespace ostiary
