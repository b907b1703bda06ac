#include "auth/guessability.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <ostiary/values/secret.hpp>

#include "auth/character_run.hpp"
#include "auth/leet.hpp"

namespace ostiary {
namespace {

constexpr std::size_t shortest_piece = 3;
constexpr std::size_t shortest_word = 4;
/// cracklib's longest word.
constexpr std::size_t longest_piece = 32;

constexpr std::size_t piece_worth = 1;
constexpr std::size_t word_worth = 3;

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The text read plainly and as leet, forwards and backwards. All are of the same length.
class Readings {
public:
    explicit Readings(std::string_view text) {
        for (const std::string& plain : {std::string{text}, undo_leet(text, LeetOne::i), undo_leet(text, LeetOne::l)}) {
            forwards_.emplace_back(plain);
            backwards_.emplace_back(std::string{plain.rbegin(), plain.rend()});
        }
    }

    /// Whether a reading of the bytes from `begin` on, `length` of them, satisfies the predicate.
    template <class Predicate>
    [[nodiscard]] bool any(std::size_t begin, std::size_t length, const Predicate& predicate) const {
        const auto at = [length](const Secret& text, std::size_t from) { return text.reveal().substr(from, length); };
        const std::size_t mirrored = forwards_.front().reveal().size() - begin - length;
        return std::ranges::any_of(forwards_, [&](const Secret& text) { return predicate(at(text, begin)); }) ||
               std::ranges::any_of(backwards_, [&](const Secret& text) { return predicate(at(text, mirrored)); });
    }

private:
    std::vector<Secret> forwards_;
    std::vector<Secret> backwards_;
};

/// The cheapest way to each place of the text, from the left (dynamic programming).
class Assembly {
public:
    Assembly(std::string_view text, std::span<const std::string> context, const WordList* dictionary)
        : text_(text), context_(context), dictionary_(dictionary), readings_(text), ways_(text.size() + 1) {
        for (std::size_t i = 1; i < ways_.size(); ++i) ways_[i] = {.worth = i, .loose = i};
        for (const std::string& word : context_) reach_ = std::max(reach_, word.size());
    }

    Guessability cheapest(std::size_t enough) {
        for (std::size_t place = 0; place < text_.size(); ++place) {
            if (place > reach_ && is_worth(enough, place)) return ways_[place];
            step(place);
        }
        return ways_.back();
    }

private:
    /// Whether no piece can lead past `place` for less.
    [[nodiscard]] bool is_worth(std::size_t enough, std::size_t place) const {
        return std::ranges::all_of(std::span{ways_}.subspan(place - reach_, reach_ + 1),
                                   [&](const Guessability& way) { return way.worth >= enough; });
    }

    void step(std::size_t place) {
        add_context(place);
        add_runs(place);
        add_repeats(place);
        if (dictionary_) add_words(place);
        Guessability next = ways_[place];
        ++next.worth;
        ++next.loose;
        improve(place + 1, next);
    }

    void improve(std::size_t place, const Guessability& way) {
        if (way.worth < ways_[place].worth) ways_[place] = way;
    }

    void add(std::size_t place, std::size_t length, std::size_t worth, bool Guessability::* kind) {
        Guessability way = ways_[place];
        way.worth += worth;
        way.*kind = true;
        improve(place + length, way);
    }

    void add_context(std::size_t place) {
        for (const std::string& word : context_) {
            if (word.size() > text_.size() - place) continue;
            const auto is_word = [&](std::string_view reading) { return reading == word; };
            if (readings_.any(place, word.size(), is_word))
                add(place, word.size(), piece_worth, &Guessability::has_context);
        }
    }

    /// A run or a repeat of full reach goes on for nothing, or a thousand letters `a` would come to be worth something.
    [[nodiscard]] std::size_t pattern_worth(std::size_t length) const { return length < reach_ ? piece_worth : 0; }

    void add_runs(std::size_t place) {
        const std::size_t longest = std::min(run_length(text_.substr(place)), reach_);
        for (std::size_t length = shortest_piece; length <= longest; ++length) {
            add(place, length, pattern_worth(length), &Guessability::has_run);
        }
    }

    void add_repeats(std::size_t place) {
        const std::string_view before = text_.substr(0, place);
        for (std::size_t length = shortest_piece; length <= reach_ && length <= text_.size() - place; ++length) {
            const std::string_view piece = text_.substr(place, length);
            if (!is_ascii(piece) || !before.contains(piece)) return;
            add(place, length, pattern_worth(length), &Guessability::has_repeat);
        }
    }

    void add_words(std::size_t place) {
        const std::size_t longest = std::min(longest_piece, text_.size() - place);
        for (std::size_t length = shortest_word; length <= longest; ++length) {
            const auto is_word = [&](std::string_view reading) { return dictionary_->contains(reading); };
            if (readings_.any(place, length, is_word)) add(place, length, word_worth, &Guessability::has_word);
        }
    }

    std::string_view text_;
    std::span<const std::string> context_;
    const WordList* dictionary_;
    Readings readings_;
    std::vector<Guessability> ways_;
    std::size_t reach_ = longest_piece;
};

}  // namespace

Guessability measure_guessability(std::string_view text, std::span<const std::string> context,
                                  const WordList* dictionary, std::size_t enough) {
    return Assembly{text, context, dictionary}.cheapest(enough);
}

}  // namespace ostiary
