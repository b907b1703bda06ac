#include <ostiary/auth/password_policy.hpp>

#include <algorithm>
#include <string_view>

#include "auth/guessability.hpp"
#include "auth/leet.hpp"
#include "auth/unicode.hpp"
#include "auth/word_list.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

// What is measured is bounded, for anybody may ask: compatibility forms unfold into eighteen times their length, and
// what a password is worth shows at one of its ends.
constexpr std::size_t longest_measured = 256;
constexpr std::size_t longest_context_word = 128;

/// The least that a password may be worth, in random characters: eight, or less where shorter ones are allowed.
std::size_t least_worth(const PasswordPolicy& policy) {
    return std::min<std::size_t>(8, policy.min_length / 2 + 1);
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_word_character(char c) {
    return is_letter(c) || (c >= '0' && c <= '9');
}

/// The words of the context, whole and in parts: of `bob.miller@example.com` also `bob`, `miller`, `example`.
std::vector<std::string> context_words(std::span<const std::string> context) {
    constexpr std::size_t shortest = 3;
    std::vector<std::string> words;
    const auto add = [&](std::string_view word) {
        if (word.size() >= shortest) words.emplace_back(utf8_prefix(word, longest_context_word));
    };
    for (const std::string& text : context) {
        const std::string folded = fold(text).value_or("");
        add(folded);
        for (auto from = std::ranges::find_if(folded, is_word_character); from != folded.end();) {
            const auto to = std::find_if_not(from, folded.end(), is_word_character);
            add({from, to});
            from = std::find_if(to, folded.end(), is_word_character);
        }
    }
    return words;
}

/// What is left without the digits and signs around and between: `2024-p4ss_word!!` is `password`.
Secret letters_only(std::string_view text, LeetOne one) {
    const auto from = std::ranges::find_if(text, is_letter);
    const auto to = std::find_if(text.rbegin(), std::make_reverse_iterator(from), is_letter).base();
    std::string letters = undo_leet({from, to}, one);
    std::erase_if(letters, [](char c) { return !is_letter(c); });
    return Secret{std::move(letters)};
}

/// One word with whatever digits and signs: they are the first thing that is tried around one.
bool is_decorated_word(std::string_view letters, std::span<const std::string> context, const WordList* dictionary) {
    constexpr std::size_t one_word_twice = 4;
    const Guessability found = measure_guessability(letters, context, dictionary, one_word_twice + 1);
    return !letters.empty() && found.loose == 0 && found.worth <= one_word_twice &&
           (found.has_context || found.has_word);
}

std::string reason(const Guessability& found) {
    const std::string start = "Password is too easy to guess: ";
    if (found.has_context) return start + "it is built on your name, your address or the name of this service.";
    if (found.has_word) return start + "it is built on common words. Four or more unrelated ones would do.";
    if (found.has_repeat) return start + "it repeats a few characters.";
    return start + "it is a run of neighbouring characters.";
}

/// What the text is worth at least: as much as the better one of its ends.
Guessability measure_ends(std::string_view text, std::span<const std::string> context, const WordList* dictionary,
                          std::size_t least) {
    const Guessability head = measure_guessability(text.substr(0, longest_measured), context, dictionary, least);
    if (head.worth >= least || text.size() <= longest_measured) return head;
    const Guessability tail =
        measure_guessability(text.substr(text.size() - longest_measured), context, dictionary, least);
    return tail.worth >= least ? tail : head;
}

std::optional<std::string> check_guesses(const PasswordPolicy& policy, const Secret& password,
                                         std::span<const std::string> context) {
    const auto dictionary = cracklib_words(policy.dictionary);
    const auto words = context_words(context);
    const std::string_view text = password.reveal();
    const std::size_t least = least_worth(policy);
    const Guessability whole = measure_ends(text, words, dictionary.get(), least);
    if (whole.worth < least) return reason(whole);
    if (text.size() > longest_measured) return std::nullopt;
    for (const LeetOne one : {LeetOne::i, LeetOne::l}) {
        const Secret letters = letters_only(text, one);
        if (!is_decorated_word(letters.reveal(), words, dictionary.get())) continue;
        return reason(measure_guessability(letters.reveal(), words, dictionary.get(), least));
    }
    return std::nullopt;
}

}  // namespace

PasswordPolicy piccolo_password_policy() {
    return {.min_length = 6, .max_length = 128, .blocklist = false};
}

std::optional<std::string> check_password(const PasswordPolicy& policy, const Secret& password,
                                          std::span<const std::string> context) {
    if (password.reveal().size() > policy.max_bytes) {
        return "Password must be at most " + std::to_string(policy.max_bytes) + " bytes long.";
    }
    const auto code_points = decode_utf8(password.reveal());
    if (!code_points) return "Password must be text in UTF-8.";
    if (code_points->size() < policy.min_length) {
        return "Password must be at least " + std::to_string(policy.min_length) + " characters long.";
    }
    if (policy.max_length > 0 && code_points->size() > policy.max_length) {
        return "Password must be at most " + std::to_string(policy.max_length) + " characters long.";
    }
    if (!policy.blocklist) return std::nullopt;
    // A code point that folds to nothing known is looked at as it is.
    const Secret folded{fold(password.reveal()).value_or(std::string{password.reveal()})};
    return check_guesses(policy, folded, context);
}

}  // namespace ostiary
