#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ostiary::fuzz {

using Target = void (*)(std::string_view input);

/// By name; filled before `main` by the targets that are linked. Replaying a saved corpus needs no fuzzer.
inline std::map<std::string, Target, std::less<>>& targets() {
    static std::map<std::string, Target, std::less<>> all;
    return all;
}

/// What must hold of every input. The exception ends the fuzzer with the input saved, and fails the replay.
inline void require(bool holds, const char* what) {
    if (!holds) throw std::logic_error(what);
}

inline bool has_control_character(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
    }
    return false;
}

}  // namespace ostiary::fuzz

/// `OSTIARY_FUZZ_TARGET(name) { … input … }` defines one target: the fuzzer's entry, or one more to replay.
#define OSTIARY_FUZZ_TARGET(name)                                                                     \
    static void fuzz_##name(std::string_view input);                                                  \
    static const bool name##_is_listed = ostiary::fuzz::targets().emplace(#name, fuzz_##name).second; \
    static void fuzz_##name([[maybe_unused]] std::string_view input)
