#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <ostiary/ports/log.hpp>

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

/// Runs all hooks of a point whose deed is done: one that throws is logged, and stops neither the others nor the
/// answer.
template <typename... Given, typename... Arguments>
void notify_hooks(const std::vector<std::function<void(Given...)>>& hooks, const char* point,
                  const Arguments&... arguments) {
    for (const auto& hook : hooks) {
        try {
            hook(arguments...);
        } catch (const std::exception& error) {
            log({LogLevel::error, "hook_failed", {{"hook", point}, {"reason", error.what()}}});
        }
    }
}

}  // namespace ostiary
