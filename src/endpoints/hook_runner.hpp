#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ostiary {

/// Runs a point's hooks in order and gives the first text that one of them returns.
template <typename... Given, typename... Arguments>
[[nodiscard]] std::optional<std::string> run_hooks(
    const std::vector<std::function<std::optional<std::string>(Given...)>>& hooks, const Arguments&... arguments) {
    for (const auto& hook : hooks) {
        if (auto text = hook(arguments...)) return text;
    }
    return std::nullopt;
}

}  // namespace ostiary
