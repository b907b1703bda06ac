#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "auth/word_list.hpp"

namespace ostiary {

/// What makes a password easy to guess.
struct Guessability {
    /// How many random characters it is worth, roughly. A run, a repeat or a context word counts as one, a dictionary
    /// word as three, any other byte as one.
    std::size_t worth = 0;
    /// Bytes that belong to nothing known.
    std::size_t loose = 0;
    bool has_context = false;
    bool has_word = false;
    bool has_run = false;
    bool has_repeat = false;
};

/// Finds the cheapest way to put `text` together, as a guessing tool would. `text` and `context` are folded. Words are
/// found reversed and in leet spelling too. Stops once the result is `enough`. `dictionary` may be null.
[[nodiscard]] Guessability measure_guessability(std::string_view text, std::span<const std::string> context,
                                                const WordList* dictionary, std::size_t enough);

}  // namespace ostiary
