#include "json_lists.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "printable_text.hpp"

namespace ostiary::program {
namespace json = boost::json;
namespace {

/// The epoch stands for a moment that the table doesn't tell.
json::value moment_or_null(Instant moment) {
    if (moment == Instant{}) return nullptr;
    return json::value(to_iso_text(moment));
}

}  // namespace

std::string to_json(const std::vector<User>& users) {
    json::array list;
    for (const User& user : users) {
        list.push_back(json::object{
            {"id", user.id.value},
            {"username", printable(user.username)},
            {"email", printable(user.email)},
            {"active", user.active},
            {"admin", user.admin},
            {"superuser", user.superuser},
            {"created_at", moment_or_null(user.created_at)},
            {"last_login", user.last_login ? json::value(to_iso_text(*user.last_login)) : json::value(nullptr)}});
    }
    return json::serialize(list);
}

std::string to_json(const std::vector<ListedSession>& sessions) {
    json::array list;
    for (const auto& [username, session] : sessions) {
        list.push_back(json::object{{"id", session.id.value},
                                    {"user_id", session.user_id.value},
                                    {"username", printable(username)},
                                    {"address", printable(session.address)},
                                    {"user_agent", printable(session.user_agent)},
                                    {"created_at", moment_or_null(session.created_at)},
                                    {"last_seen_at", moment_or_null(session.last_seen_at)},
                                    {"expires_at", to_iso_text(session.expires_at)},
                                    {"max_expires_at", to_iso_text(session.max_expires_at)}});
    }
    return json::serialize(list);
}

}  // namespace ostiary::program
