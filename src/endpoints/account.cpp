#include <ostiary/endpoints/account.hpp>

#include <utility>

#include "auth/audit_trail.hpp"
#include "endpoints/account_view.hpp"
#include "endpoints/answers.hpp"
#include "endpoints/form.hpp"
#include "endpoints/media_type.hpp"
#include "endpoints/page_template.hpp"

namespace ostiary {
namespace {

/// A page of more would cost more memory than anybody's session is worth.
constexpr std::size_t most_shown = 100;

class Account {
public:
    Account(const std::shared_ptr<Database>& database, AccountOptions options)
        : options_(std::move(options)),
          clock_(options_.clock ? options_.clock : system_clock()),
          page_(make_page("account.html", {.template_path = options_.template_path, .styles = options_.styles})),
          sessions_(database->sessions(options_.session_table, options_.auth_table)),
          audit_(database->audit(), clock_) {}

    http::Response operator()(const http::Request& request) { return finish(answer(request), options_.production); }

private:
    http::Response answer(const http::Request& request) {
        if (!request.user || !request.session) return failure(request, 401, "No session cookie found.");
        if (request.subpath().size() > 1) return failure(request, 404, "Not found");
        if (request.is_read()) return show(request);
        if (request.method != "POST") return method_not_allowed(request, "GET, HEAD, POST");
        const auto form = read_form(request, options_.body_limit);
        if (!form) return failure(request, form.error().status, form.error().message);
        if (!form->text("revoke").empty()) return revoke(request, SessionId{std::string{form->text("revoke")}});
        if (!form->text("revoke_others").empty()) return revoke_others(request);
        return failure(request, 422, "Say which session to end: revoke or revoke_others.");
    }

    http::Response show(const http::Request& request) const {
        const AccountView view{.user = *request.user,
                               .current = request.session->id,
                               .sessions = sessions_->list(request.user->id, clock_->now(), most_shown)};
        if (wants_json(request)) return http::json(to_json(view));
        Page page = to_page(view, options_.logout_url);
        page.values.emplace("change_password_url", options_.change_password_url.value_or(""));
        add_csrf_field(page, request);
        return page_response(*page_, std::move(page), 200, {});
    }

    http::Response revoke(const http::Request& request, const SessionId& id) {
        if (!sessions_->revoke(request.user->id, id)) return failure(request, 404, "No such session.");
        record(request, id, "");
        return done(request, 1);
    }

    http::Response revoke_others(const http::Request& request) {
        const std::size_t ended = sessions_->revoke_all(request.user->id, request.session->id);
        if (ended > 0) record(request, std::nullopt, std::to_string(ended) + " other sessions");
        return done(request, ended);
    }

    void record(const http::Request& request, std::optional<SessionId> id, std::string detail) {
        audit_.record({.kind = AuditKind::session_revoked,
                       .user_id = request.user->id,
                       .username = request.user->username,
                       .session_id = std::move(id),
                       .detail = std::move(detail)},
                      client_of(request));
    }

    static http::Response done(const http::Request& request, std::size_t ended) {
        if (wants_json(request)) return http::json("{\"revoked\": " + std::to_string(ended) + "}");
        return http::redirect(request.mount + "/");
    }

    static bool wants_json(const http::Request& request) {
        return wanted_type(request.headers.get("Accept").value_or("")) == Wanted::json;
    }

    AccountOptions options_;
    std::shared_ptr<Clock> clock_;
    std::shared_ptr<PageRenderer> page_;
    std::shared_ptr<SessionStore> sessions_;
    AuditTrail audit_;
};

}  // namespace

Handler account(std::shared_ptr<Database> database, AccountOptions options) {
    auto endpoint = std::make_shared<Account>(database, std::move(options));
    return [endpoint](const http::Request& request) { return (*endpoint)(request); };
}

}  // namespace ostiary
