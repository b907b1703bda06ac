#include <ostiary/values/request.hpp>

#include "fuzz_target.hpp"
#include "values/encoding.hpp"

OSTIARY_FUZZ_TARGET(normalise_path) {
    const auto path = ostiary::http::normalise_path(input);
    if (!path) return;
    const std::string closed = *path + "/";
    ostiary::fuzz::require(input.starts_with('/') && path->starts_with('/'), "it starts at the root");
    ostiary::fuzz::require(closed.find("/../") == std::string::npos && closed.find("/./") == std::string::npos,
                           "it holds no dot segment");
    ostiary::fuzz::require(path->find('%') == std::string::npos, "nothing is left to decode");
    ostiary::fuzz::require(path->find('\\') == std::string::npos, "it holds no backslash");
    ostiary::fuzz::require(!ostiary::fuzz::has_control_character(*path), "it holds no control character");
    ostiary::fuzz::require(ostiary::is_utf8(*path), "it is UTF-8");
    ostiary::fuzz::require(ostiary::http::normalise_path(*path) == path, "to normalise it again changes nothing");
}
