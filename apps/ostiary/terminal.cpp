#include "terminal.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "command_error.hpp"
#include "printable_text.hpp"

namespace ostiary::program {
namespace {

constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
volatile std::sig_atomic_t caught_signal = 0;

/// While it lives, a signal interrupts a read instead of ending the process with the echo off.
class SignalsHeld {
public:
    SignalsHeld() {
        caught_signal = 0;
        struct sigaction action{};
        action.sa_handler = [](int number) { caught_signal = number; };
        for (std::size_t i = 0; i < ending_signals.size(); ++i) ::sigaction(ending_signals[i], &action, &before_[i]);
    }
    ~SignalsHeld() {
        for (std::size_t i = 0; i < ending_signals.size(); ++i) ::sigaction(ending_signals[i], &before_[i], nullptr);
        if (caught_signal != 0) std::raise(caught_signal);
    }
    SignalsHeld(const SignalsHeld&) = delete;
    SignalsHeld& operator=(const SignalsHeld&) = delete;

private:
    std::array<struct sigaction, ending_signals.size()> before_{};
};

class EchoOff {
public:
    explicit EchoOff(int file) : file_(file) {
        termios state{};
        if (::tcgetattr(file_, &state) != 0) return;
        before_ = state;
        state.c_lflag &= static_cast<tcflag_t>(~(ECHO | ECHONL));
        ::tcsetattr(file_, TCSAFLUSH, &state);
    }
    ~EchoOff() {
        if (before_) ::tcsetattr(file_, TCSAFLUSH, &*before_);
    }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;

private:
    int file_;
    std::optional<termios> before_{};
};

void write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(file, text.data(), text.size());
        if (count <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

/// Nothing at the end of input, or where a signal came.
std::optional<Secret> read_line(int file) {
    std::string line;
    line.reserve(4096);
    while (line.size() < line.capacity()) {
        char c = 0;
        const ssize_t count = ::read(file, &c, 1);
        if (count < 0 && errno == EINTR && caught_signal == 0) continue;
        if (count <= 0) break;
        if (c == '\n') return Secret{std::move(line)};
        line += c;
    }
    static_cast<void>(Secret{std::move(line)});
    return std::nullopt;
}

}  // namespace

Terminal::Terminal() : file_(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (file_ < 0)
        throw CommandError(
            "There is no terminal to ask at: give the password on standard input, with --password-stdin.");
}

Terminal::~Terminal() {
    ::close(file_);
}

Secret Terminal::ask_hidden(const std::string& prompt) {
    std::optional<Secret> line;
    {
        const SignalsHeld signals;
        const EchoOff echo{file_};
        write_all(file_, printable(prompt));
        line = read_line(file_);
        write_all(file_, "\n");
    }
    if (!line) throw CommandError("No password was given; nothing was changed.");
    return std::move(*line);
}

}  // namespace ostiary::program
