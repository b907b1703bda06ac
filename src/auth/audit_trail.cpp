#include "auth/audit_trail.hpp"

#include <utility>

#include <ostiary/ports/log.hpp>

#include "values/encoding.hpp"

namespace ostiary {
namespace {

LogLevel level_of(AuditKind kind) {
    switch (kind) {
        case AuditKind::login_failed:
        case AuditKind::login_throttled:
        case AuditKind::password_change_failed:
        case AuditKind::registration_failed:
            return LogLevel::warning;
        default:
            return LogLevel::info;
    }
}

LogRecord to_record(const AuditEvent& event) {
    LogRecord record{.level = level_of(event.kind), .event = std::string{name_of(event.kind)}};
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) record.fields.emplace_back(name, value);
    };
    if (event.user_id) add("user_id", std::to_string(event.user_id->value));
    add("username", event.username);
    if (event.session_id) add("session_id", event.session_id->value);
    add("address", event.address);
    add("user_agent", event.user_agent);
    add("detail", event.detail);
    return record;
}

}  // namespace

AuditTrail::AuditTrail(std::shared_ptr<AuditStore> store, std::shared_ptr<Clock> clock)
    : store_(std::move(store)), clock_(std::move(clock)) {}

void AuditTrail::record(AuditEvent event, const Client& client) {
    event.at = clock_->now();
    event.username = utf8_prefix(event.username, 128);
    event.address = client.address;
    event.user_agent = client.user_agent;
    log(to_record(event));
    store_->append(event);
}

}  // namespace ostiary
