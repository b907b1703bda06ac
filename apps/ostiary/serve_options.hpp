#pragma once

#include <memory>
#include <optional>

#include <ostiary/auth/password_hashing.hpp>
#include <ostiary/auth/password_policy.hpp>
#include <ostiary/ostiary.hpp>
#include <ostiary/server.hpp>

#include "settings.hpp"
#include "template_folder.hpp"

namespace ostiary::program {

// From the program's settings to the library's options. Each throws `ConfigError` where settings don't go together.

[[nodiscard]] DatabaseOptions database_options(const Settings& settings);
/// To look at a database without making or changing a table.
[[nodiscard]] DatabaseOptions looking_options(const Settings& settings);
[[nodiscard]] PasswordHashing hashing_options(const Settings& settings);
[[nodiscard]] PasswordPolicy password_policy(const Settings& settings);
[[nodiscard]] ThrottleOptions throttle_options(const Settings& settings);
[[nodiscard]] Styles styles(const Settings& settings);
/// Reads the secret, from its file or as it was given.
[[nodiscard]] std::optional<Captcha> chosen_captcha(const Settings& settings);
/// Without `on_answer`.
[[nodiscard]] ServerOptions server_options(const Settings& settings);

[[nodiscard]] SessionLoginOptions login_options(const Settings& settings, const TemplateFolder& templates,
                                                std::shared_ptr<PasswordHasher> hasher);
[[nodiscard]] SessionLogoutOptions logout_options(const Settings& settings, const TemplateFolder& templates);
[[nodiscard]] AccountOptions account_options(const Settings& settings, const TemplateFolder& templates);
[[nodiscard]] HomePageOptions home_options(const Settings& settings, const TemplateFolder& templates);
/// Of `/verify`.
[[nodiscard]] VerifyOptions verify_options(const Settings& settings);
/// A guard that answers 401, whoever asks.
[[nodiscard]] SessionGuardOptions guard_options(const Settings& settings);

}  // namespace ostiary::program
