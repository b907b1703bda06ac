#pragma once

#include <optional>
#include <string_view>

#include <ostiary/values/audit_event.hpp>

namespace ostiary {

/// The kind whose `name_of` that is; nothing for a name from a newer version.
[[nodiscard]] inline std::optional<AuditKind> audit_kind_named(std::string_view name) noexcept {
    for (auto kind = AuditKind::login; kind <= AuditKind::group_left;
         kind = static_cast<AuditKind>(static_cast<int>(kind) + 1)) {
        if (name_of(kind) == name) return kind;
    }
    return std::nullopt;
}

}  // namespace ostiary
