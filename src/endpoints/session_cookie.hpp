#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <ostiary/values/request.hpp>
#include <ostiary/values/response.hpp>
#include <ostiary/values/session_token.hpp>

namespace ostiary {

/// The cookie that carries a session's token: how it is named, read, set and unset. In production its name begins with
/// `__Host-`, so that no neighbouring host and no plain-HTTP page can plant one (RFC 6265bis, 4.1.3.2).
class SessionCookie {
public:
    struct Traits {
        bool production = false;
        bool host_prefix = true;  ///< False: the plain name in production too.
        /// Of which all hosts get the cookie; in production its name then begins with `__Secure-`.
        std::optional<std::string> domain{};
    };

    /// Throws `ConfigError` for a name that is no token (RFC 9110, 5.6.2) or carries a prefix of its own, and
    /// for a domain that is no name with a dot.
    SessionCookie(std::string name, Traits traits);

    struct Presented {
        bool any = false;                     ///< A cookie of that name came, whatever its worth.
        std::optional<SessionToken> token{};  ///< There was exactly one, and it can be a token.
    };
    /// Outside of production a `__Host-` cookie goes before a plain one: it is harder to plant.
    [[nodiscard]] Presented read(const http::Request& request) const;

    [[nodiscard]] std::string set(const SessionToken& token, std::chrono::seconds max_age) const;
    /// One header for each name under which a cookie may be there, with the attributes it was set with, or a browser
    /// would keep it.
    [[nodiscard]] std::vector<std::string> unset(const http::Request& request) const;

private:
    [[nodiscard]] std::string host_cookie(std::string value, std::chrono::seconds max_age) const;
    [[nodiscard]] std::string plain_cookie(std::string value, std::chrono::seconds max_age) const;
    [[nodiscard]] bool sets_host_name() const noexcept { return production_ && host_prefix_ && domain_.empty(); }

    std::string plain_name_;
    std::string host_name_;
    bool production_;
    bool host_prefix_;
    std::string domain_;
};

/// Takes a browser's session back, with what pages may have kept of it (`Clear-Site-Data`).
void unset_session(http::Response& response, const SessionCookie& cookie, const http::Request& request);

}  // namespace ostiary
