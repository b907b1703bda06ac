#include "password_entry.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

#include <ostiary/values/session_token.hpp>

#include "command_error.hpp"
#include "terminal.hpp"

namespace ostiary::program {
namespace {

constexpr std::size_t most_bytes = 64 * 1024;

/// What a pipe gives, byte for byte but for the line's end.
Secret read_standard_input() {
    std::string text;
    text.reserve(most_bytes + 1);
    std::array<char, 4096> chunk{};
    while (text.size() <= most_bytes) {
        const ssize_t count = ::read(STDIN_FILENO, chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        text.append(chunk.data(), static_cast<std::size_t>(count));
        if (text.ends_with('\n') && ::isatty(STDIN_FILENO) == 1) break;
    }
    ::explicit_bzero(chunk.data(), chunk.size());
    Secret all{std::move(text)};
    if (all.reveal().size() > most_bytes) throw CommandError("The password is too long.");
    std::string_view line = all.reveal();
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.contains('\n')) throw CommandError("Standard input holds more than one line: a password is one.");
    return Secret{std::string{line}};
}

Secret ask_twice(const std::string& username) {
    Terminal terminal;
    Secret first = terminal.ask_hidden("Password for " + username + ": ");
    const Secret second = terminal.ask_hidden("The same password again: ");
    if (first.reveal() != second.reveal()) throw CommandError("The two passwords differ; nothing was changed.");
    return first;
}

/// Without what looks alike: five groups of five of 55 letters and digits are 144 bits.
Secret generate() {
    constexpr std::string_view allowed = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
    constexpr std::size_t letters = 25;
    std::string text;
    std::size_t taken = 0;
    while (taken < letters) {
        const auto source = SessionToken::generate();
        for (const char c : source.reveal()) {
            if (taken == letters || !allowed.contains(c)) continue;
            if (taken > 0 && taken % 5 == 0) text += '-';
            text += c;
            ++taken;
        }
    }
    return Secret{std::move(text)};
}

}  // namespace

Secret enter_password(PasswordSource source, const std::string& username) {
    switch (source) {
        case PasswordSource::prompt:
            return ask_twice(username);
        case PasswordSource::standard_input:
            return read_standard_input();
        case PasswordSource::generated:
            return generate();
    }
    throw CommandError("There is no password.");
}

}  // namespace ostiary::program
