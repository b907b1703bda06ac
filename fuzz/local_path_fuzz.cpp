#include <ostiary/auth/local_path.hpp>

#include "fuzz_target.hpp"

OSTIARY_FUZZ_TARGET(local_path) {
    const auto path = ostiary::local_path(input);
    if (!path) return;
    ostiary::fuzz::require(*path == input, "what is accepted stays as it is");
    ostiary::fuzz::require(path->starts_with('/') && !path->starts_with("//"), "it starts with exactly one slash");
    ostiary::fuzz::require(path->find('\\') == std::string::npos, "it holds no backslash");
    ostiary::fuzz::require(!ostiary::fuzz::has_control_character(*path), "it holds no control character");
    ostiary::fuzz::require(path->find(' ') == std::string::npos, "it holds no space");
    ostiary::fuzz::require(path->find("://") == std::string::npos || path->find("://") > path->find('?'),
                           "its path holds no scheme");
}
