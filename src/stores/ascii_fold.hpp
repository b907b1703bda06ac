#pragma once

#include <string>
#include <string_view>

namespace ostiary {

/// ASCII letters made small, as SQL's `lower` makes them: the form in which email addresses are compared.
[[nodiscard]] inline std::string ascii_fold(std::string_view text) {
    std::string folded{text};
    for (char& c : folded) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return folded;
}

}  // namespace ostiary
