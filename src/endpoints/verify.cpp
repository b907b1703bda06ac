#include <ostiary/endpoints/verify.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

#include <ostiary/auth/local_path.hpp>
#include <ostiary/values/errors.hpp>

#include "auth/access_rules.hpp"
#include "auth/return_addresses.hpp"
#include "endpoints/answers.hpp"
#include "endpoints/navigation.hpp"
#include "endpoints/origin.hpp"
#include "endpoints/session_check.hpp"
#include "values/ascii.hpp"

namespace ostiary {
namespace {

SessionGuardOptions guard_of(const VerifyOptions& options) {
    return {.auth_table = options.auth_table,
            .session_table = options.session_table,
            .cookie_name = options.cookie_name,
            .active_only = false,
            .increase_expiry = options.increase_expiry,
            .production = options.production,
            .host_cookie_prefix = options.host_cookie_prefix,
            .dangerously_share_cookie_with = options.dangerously_share_cookie_with,
            .clock = options.clock};
}

/// A control character would end the header, or the proxy's patience: such a row names nobody here.
bool fits_a_header(std::string_view text) {
    return std::ranges::none_of(text, is_control);
}

/// A path, or the address of one.
bool is_login_url(std::string_view url) {
    if (url.starts_with('/')) return local_path(url).has_value();
    const std::size_t path = url.find('/', std::min(url.find("://"), url.size() - 1) + 3);
    return path != std::string_view::npos && canonical_origin(url.substr(0, path)) && local_path(url.substr(path));
}

VerifyOptions checked(VerifyOptions options) {
    if (options.login_url && !is_login_url(*options.login_url)) {
        throw ConfigError(
            "login_url must be a path such as /login/, or an address such as "
            "https://auth.example.com/login/");
    }
    if (options.redirect_browsers && !options.login_url) throw ConfigError("redirect_browsers needs a login_url");
    return options;
}

const char* message_of(AccessRefusal refusal) {
    switch (refusal) {
        case AccessRefusal::unauthenticated:
            return "No session cookie found.";
        case AccessRefusal::inactive:
            return "Active users only";
        case AccessRefusal::no_admin:
            return "Admin users only";
        case AccessRefusal::no_superuser:
            return "Superusers only";
        case AccessRefusal::no_member:
            return "Members of another group only";
    }
    return "Refused";
}

/// Null where the database has none.
std::shared_ptr<GroupStore> groups_in(Database& database, const VerifyOptions& options) {
    auto groups = database.groups(options.auth_table);
    const auto names_groups = [](const AccessRule& rule) { return !rule.groups.empty(); };
    if (!groups && std::ranges::any_of(options.rules, names_groups))
        throw ConfigError("rules: groups need Ostiary's own tables; piccolo's have none");
    return groups;
}

/// The marks, then the groups, with commas.
std::string to_list(const User& user, const std::vector<GroupName>& groups) {
    std::string list;
    const auto add = [&](std::string_view name) { list.append(list.empty() ? "" : ",").append(name); };
    if (user.admin) add("admin");
    if (user.superuser) add("superuser");
    for (const GroupName& group : groups) add(group.text());
    return list;
}

struct RemoteHeaders {
    std::string user{};
    std::string email{};
    std::string id{};
    std::string groups{};
};

class Verify {
public:
    Verify(const std::shared_ptr<Database>& database, VerifyOptions options)
        : options_(checked(std::move(options))),
          rules_(options_.rules),
          returns_(options_.return_hosts),
          check_(database, guard_of(options_)),
          groups_(groups_in(*database, options_)) {}

    http::Response operator()(const http::Request& request) { return finish(answer(request), options_.production); }

private:
    http::Response answer(const http::Request& request) {
        if (request.subpath().size() > 1) return failure(request, 404, "Not found");
        http::Request seen = request;
        const auto nobody = check_.identify(seen);
        const auto access = access_to(request);
        if (!access) {
            // Not with the login's address: there is nothing to come back to.
            if (nobody) return failure(request, nobody->status, nobody->message);
            return failure(request, 403, "What is asked for is unknown, or could be read in more than one way.");
        }
        const auto groups = groups_of(seen.user);
        const auto refusal = refusal_of(*access, seen.user, groups);
        if (refusal == AccessRefusal::unauthenticated) return unauthenticated(request, *nobody);
        if (refusal) return failure(request, 403, message_of(*refusal));
        // An inactive user may see what anyone may, but is nobody.
        return seen.user && seen.user->active ? identified(request, *seen.user, groups) : named({});
    }

    /// Null where that can't be judged.
    const AccessDemand* access_to(const http::Request& request) const {
        static const AccessDemand of_a_user{};
        if (rules_.empty()) return &of_a_user;
        if (!request.asked) return nullptr;
        const auto target = read_asked_target(*request.asked, request.host);
        return target ? rules_.access_to(*target) : nullptr;
    }

    std::vector<GroupName> groups_of(const std::optional<User>& user) const {
        return user && groups_ ? groups_->of(user->id) : std::vector<GroupName>{};
    }

    static http::Response identified(const http::Request& request, const User& user,
                                     const std::vector<GroupName>& groups) {
        if (!fits_a_header(user.username) || !fits_a_header(user.email))
            return failure(request, 401, "That user's name can't be sent in a header.");
        return named({.user = user.username,
                      .email = user.email,
                      .id = std::to_string(user.id.value),
                      .groups = to_list(user, groups)});
    }

    /// All of them, also where there is nothing to say: a proxy that copies a missing one leaves the client's own
    /// there, or, as Caddy 2.6, the name of its placeholder.
    static http::Response named(RemoteHeaders said) {
        http::Response response;
        response.headers.add("Remote-User", std::move(said.user));
        response.headers.add("Remote-Email", std::move(said.email));
        response.headers.add("Remote-Id", std::move(said.id));
        response.headers.add("Remote-Groups", std::move(said.groups));
        return response;
    }

    http::Response unauthenticated(const http::Request& request, const SessionRefusal& refusal) const {
        const std::string_view method = request.asked ? std::string_view{request.asked->method} : request.method;
        if (!options_.login_url || !is_navigation(request, method))
            return failure(request, refusal.status, refusal.message);
        if (options_.redirect_browsers) return http::redirect(login_address(request));
        auto response = failure(request, refusal.status, refusal.message);
        response.headers.add("Location", login_address(request));
        return response;
    }

    std::string login_address(const http::Request& request) const {
        const std::string& login = *options_.login_url;
        if (!options_.next_param || !request.asked) return login;
        const bool on_this_host = login.starts_with('/');
        const std::string origin = on_this_host ? "" : request.scheme + "://" + request.host;
        const auto page = returns_.accept(origin + request.asked->target, request.scheme);
        return page ? with_parameter(login, *options_.next_param, *page) : login;
    }

    VerifyOptions options_;
    AccessRules rules_;
    ReturnAddresses returns_;
    SessionCheck check_;
    std::shared_ptr<GroupStore> groups_;
};

}  // namespace

Handler verify(std::shared_ptr<Database> database, VerifyOptions options) {
    auto endpoint = std::make_shared<Verify>(database, std::move(options));
    return [endpoint](const http::Request& request) { return (*endpoint)(request); };
}

}  // namespace ostiary
