#pragma once

#include "serve_options.hpp"

namespace ostiary::program {

/// Of `/register/`. Throws `ConfigError`, as the next.
[[nodiscard]] RegisterUserOptions register_options(const Settings& settings, const TemplateFolder& templates,
                                                   std::shared_ptr<PasswordHasher> hasher);
/// Of `/change-password/`.
[[nodiscard]] ChangePasswordOptions change_password_options(const Settings& settings, const TemplateFolder& templates,
                                                            std::shared_ptr<PasswordHasher> hasher);

/// Throws `ConfigError` that names a setting which says how something is to be that is off.
void refuse_idle_settings(const Settings& settings);

}  // namespace ostiary::program
