#include <ostiary/values/audit_event.hpp>

namespace ostiary {

std::string_view name_of(AuditKind kind) noexcept {
    switch (kind) {
        case AuditKind::login:
            return "login";
        case AuditKind::login_failed:
            return "login_failed";
        case AuditKind::login_throttled:
            return "login_throttled";
        case AuditKind::logout:
            return "logout";
        case AuditKind::session_revoked:
            return "session_revoked";
        case AuditKind::password_changed:
            return "password_changed";
        case AuditKind::password_change_failed:
            return "password_change_failed";
        case AuditKind::password_upgraded:
            return "password_upgraded";
        case AuditKind::user_registered:
            return "user_registered";
        case AuditKind::registration_failed:
            return "registration_failed";
        case AuditKind::user_created:
            return "user_created";
        case AuditKind::user_enabled:
            return "user_enabled";
        case AuditKind::user_disabled:
            return "user_disabled";
        case AuditKind::user_deleted:
            return "user_deleted";
        case AuditKind::group_joined:
            return "group_joined";
        case AuditKind::group_left:
            return "group_left";
    }
    return "unknown";
}

}  // namespace ostiary
