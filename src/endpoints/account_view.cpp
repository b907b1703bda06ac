#include "endpoints/account_view.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "endpoints/user_agent.hpp"
#include "values/timestamp.hpp"

namespace ostiary {
namespace {

// The epoch stands for a moment that the table doesn't tell: null to programs, nothing to people.

boost::json::value moment_or_null(Instant moment) {
    if (moment == Instant{}) return nullptr;
    return boost::json::value(to_iso(moment));
}

std::string readable_or_nothing(Instant moment) {
    return moment == Instant{} ? std::string{} : to_readable(moment);
}

boost::json::object session_object(const Session& session, bool current) {
    return {{"id", session.id.value},
            {"device", describe_user_agent(session.user_agent)},
            {"user_agent", session.user_agent},
            {"address", session.address},
            {"created_at", moment_or_null(session.created_at)},
            {"last_seen_at", moment_or_null(session.last_seen_at)},
            {"expires_at", to_iso(session.expires_at)},
            {"max_expires_at", to_iso(session.max_expires_at)},
            {"current", current}};
}

Page session_page(const Session& session, bool current) {
    return {.values = {{"id", session.id.value},
                       {"device", describe_user_agent(session.user_agent)},
                       {"address", session.address},
                       {"created", readable_or_nothing(session.created_at)},
                       {"created_iso", to_iso(session.created_at)},
                       {"last_seen", readable_or_nothing(session.last_seen_at)},
                       {"last_seen_iso", to_iso(session.last_seen_at)},
                       {"expires", to_readable(session.expires_at)},
                       {"expires_iso", to_iso(session.expires_at)},
                       {"current", current}}};
}

std::string roles_of(const User& user) {
    if (user.superuser) return "Superuser";
    return user.admin ? "Admin" : "";
}

}  // namespace

std::string to_json(const AccountView& view) {
    boost::json::array sessions;
    for (const Session& session : view.sessions) {
        sessions.emplace_back(session_object(session, session.id == view.current));
    }
    return boost::json::serialize(boost::json::object{{"username", view.user.username},
                                                      {"email", view.user.email},
                                                      {"admin", view.user.admin},
                                                      {"superuser", view.user.superuser},
                                                      {"sessions", std::move(sessions)}});
}

Page to_page(const AccountView& view, const std::string& logout_url) {
    std::vector<Page> sessions;
    sessions.reserve(view.sessions.size());
    for (const Session& session : view.sessions) sessions.push_back(session_page(session, session.id == view.current));
    const bool has_others = sessions.size() > 1;
    return {.values = {{"username", view.user.username},
                       {"email", view.user.email},
                       {"roles", roles_of(view.user)},
                       {"sessions", std::move(sessions)},
                       {"has_others", has_others},
                       {"logout_url", logout_url}}};
}

}  // namespace ostiary
