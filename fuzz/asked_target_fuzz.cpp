#include "auth/access_rules.hpp"
#include "auth/asked_target.hpp"
#include "fuzz_target.hpp"
#include "values/encoding.hpp"

namespace {

using ostiary::Access;
using ostiary::fuzz::require;

/// What a careless reader may make of the path: decoded once more, a segment cut at its semicolon.
bool has_odd_segment(std::string_view path) {
    return path.find("/./") != std::string_view::npos || path.find("/../") != std::string_view::npos ||
           path.find("//") != std::string_view::npos || path.find_first_of(";?#%\\") != std::string_view::npos;
}

}  // namespace

OSTIARY_FUZZ_TARGET(asked_target) {
    const auto target = ostiary::read_asked_target({.method = "GET", .target = std::string{input}}, "app.example");
    if (!target) return;
    const std::string below = target->path + (target->path.ends_with('/') ? "x" : "/x");
    require(target->path.starts_with('/') && !has_odd_segment(below), "every reader reads it alike");
    require(!ostiary::fuzz::has_control_character(target->path), "it holds no control character");
    require(ostiary::is_plain_path(target->path), "a rule could name it");
    const std::string again = ostiary::percent_encode(target->path);
    const auto reread = ostiary::read_asked_target({.method = "GET", .target = again}, "app.example");
    require(reread && reread->path == target->path, "encoded anew it is the same");

    static const ostiary::AccessRules rules{{{.path = "/admin/*", .require = Access::admin}}};
    const auto* demand = rules.access_to(*target);
    const bool named = demand != nullptr && demand->require == Access::admin;
    require(named == (target->path == "/admin" || target->path.starts_with("/admin/")), "a rule holds for its paths");
}
