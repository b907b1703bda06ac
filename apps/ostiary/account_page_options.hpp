#pragma once

#include "serve_options.hpp"

namespace ostiary::program {

/// Of `/register/`. Throws `ConfigError`, as the next.
[[nodiscard]] RegisterUserOptions register_options(const Settings& settings, const TemplateFolder& templates,
                                                   std::shared_ptr<PasswordHasher> hasher);
/// Of `/change-password/`.
[[nodiscard]] ChangePasswordOptions change_password_options(const Settings& settings, const TemplateFolder& templates,
                                                            std::shared_ptr<PasswordHasher> hasher);

}  // namespace ostiary::program
