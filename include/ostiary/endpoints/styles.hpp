#pragma once

#include <optional>
#include <string>

namespace ostiary {

/// The colours of the pages: any CSS colour, checked at construction (a name, `#hex`, or `rgb()`/`hsl()` with plain
/// arguments; anything else is a `ConfigError`). An unset colour follows the reference's look in light mode and its
/// dark counterpart in dark mode; a set one is used in both.
struct Styles {
    std::optional<std::string> background_color{};   ///< Light: `#EEF2F5`
    std::optional<std::string> foreground_color{};   ///< Light: `white`
    std::optional<std::string> text_color{};         ///< Light: `black`
    std::optional<std::string> error_text_color{};   ///< Light: a red that stays readable on the foreground
    std::optional<std::string> button_color{};       ///< Light: a blue close to `#419EF8`, dark enough for its text
    std::optional<std::string> button_text_color{};  ///< Light: `white`
    std::optional<std::string> link_color{};
    std::optional<std::string> border_color{};  ///< Light: `rgba(0, 0, 0, 0.2)`
};

}  // namespace ostiary
