#include <unistd.h>

#include <map>
#include <mutex>
#include <optional>

#include <ostiary/ports/log.hpp>

#include "auth/word_list.hpp"

// The packer's own view of a dictionary, with GetPW, which cracklib's unpacker reads one with.
#define IN_CRACKLIB
#define HAVE_STDINT_H
extern "C" {
#include <packer.h>
}

namespace ostiary {
namespace {

bool is_readable(const std::string& file) {
    return ::access(file.c_str(), R_OK) == 0;
}

/// PWOpen writes to standard error where a file is missing, so look first.
bool is_dictionary(const std::string& path) {
    return is_readable(path + ".pwi") && (is_readable(path + ".pwd") || is_readable(path + ".pwd.gz"));
}

std::optional<std::vector<std::string>> read_words(PWDICT* dictionary) {
    // GetPW keeps the block that it read last, even past PWClose; of another dictionary, it may be. So leave that
    // block.
    static_cast<void>(GetPW(dictionary, PW_WORDS(dictionary) - 1));
    std::vector<std::string> words;
    words.reserve(PW_WORDS(dictionary));
    for (std::uint32_t i = 0; i < PW_WORDS(dictionary); ++i) {
        const char* const word = GetPW(dictionary, i);
        if (!word) return std::nullopt;
        words.emplace_back(word);
    }
    return words;
}

std::shared_ptr<const WordList> load(const std::string& path) {
    if (!is_dictionary(path)) return nullptr;
    std::string mode = "r";
    PWDICT* const dictionary = PWOpen(path.c_str(), mode.data());
    if (!dictionary) return nullptr;
    const auto words = read_words(dictionary);
    PWClose(dictionary);
    return words ? std::make_shared<const WordList>(*words) : nullptr;
}

}  // namespace

std::shared_ptr<const WordList> cracklib_words(const std::string& path) {
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const WordList>> loaded;
    const std::scoped_lock lock{mutex};
    const auto known = loaded.find(path);
    if (known != loaded.end()) return known->second;
    auto words = load(path);
    if (!words) log({.level = LogLevel::warning, .event = "password_dictionary_missing", .fields = {{"path", path}}});
    return loaded[path] = std::move(words);
}

}  // namespace ostiary
