#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <ostiary/values/secret.hpp>

namespace ostiary {

/// What a new password must be (NIST SP 800-63B-4, 3.1.1.2; ASVS 5.0, 6.2). No composition rules: they make passwords
/// worse. Applies where a password is set, never where one is checked.
struct PasswordPolicy {
    /// In code points. 15 where the password is the only factor, 8 where there is a second one.
    std::size_t min_length = 15;
    /// In bytes. Far above what anybody types; a bound so that hashing has one.
    std::size_t max_bytes = 1024;
    /// In code points; 0: no limit but that in bytes. For a table whose other programs take no more.
    std::size_t max_length = 0;
    /// Refuse what a guessing tool tries first: dictionary words (cracklib), also repeated, reversed or with digits
    /// around them; runs and repeats; and the context words.
    bool blocklist = true;
    /// The dictionary, without its ending. Debian's `cracklib-runtime` makes this one.
    std::string dictionary = "/var/cache/cracklib/cracklib_dict";
};

/// What piccolo_api asks for: 6 to 128 characters, nothing else. Far weaker; for an app that moves here and must not
/// refuse what it took before.
[[nodiscard]] PasswordPolicy piccolo_password_policy();

/// Why the password is refused, as a sentence for its owner; nothing where it will do. `context` are words that make a
/// password guessable here: the user's name, their address, the service's name.
[[nodiscard]] std::optional<std::string> check_password(const PasswordPolicy& policy, const Secret& password,
                                                        std::span<const std::string> context);

}  // namespace ostiary
