#pragma once

#include <optional>
#include <string>

namespace ostiary {

/// The colours of the pages: any CSS colour, checked at construction (a name, `#hex`, or `rgb()`/`hsl()` with plain
/// numbers; anything else is a `ConfigError`). An unset one follows the reference's look in light mode, where that can
/// be read, and a dark counterpart in dark mode; a set one is used in both. Where the background, the foreground or the
/// text is set, the pages stay light: dark colours beside them could not be read.
struct Styles {
    std::optional<std::string> background_color{};   ///< Of the page. Light: `#EEF2F5`
    std::optional<std::string> foreground_color{};   ///< Of the card. Light: `white`
    std::optional<std::string> text_color{};         ///< Light: `black`
    std::optional<std::string> error_text_color{};   ///< Light: `#B3261E`, a red that can be read on the card
    std::optional<std::string> button_color{};       ///< `#1769C2`: as blue as `#419EF8`, dark enough for white text
    std::optional<std::string> button_text_color{};  ///< `white`
    std::optional<std::string> link_color{};         ///< Also of the ring around what has the focus. Light: `#1565C0`
    std::optional<std::string> border_color{};       ///< Light: `rgba(0, 0, 0, 0.2)`
};

}  // namespace ostiary
