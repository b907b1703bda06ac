#include "secret_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <ostiary/values/errors.hpp>

namespace ostiary::program {

Secret read_secret_file(const std::string& path, std::string_view setting) {
    const auto refuse = [&](const std::string& why) {
        throw ConfigError(std::string{setting} + ": " + path + " " + why);
    };
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0) refuse("can't be read: " + std::system_category().message(errno));
    std::array<char, 4096> bytes{};
    const ssize_t count = ::read(file, bytes.data(), bytes.size());
    ::close(file);
    if (count < 0) refuse("can't be read: " + std::system_category().message(errno));
    std::string_view text{bytes.data(), static_cast<std::size_t>(count)};
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    Secret secret{std::string{text}};
    ::explicit_bzero(bytes.data(), bytes.size());
    if (secret.empty()) refuse("is empty");
    if (secret.reveal().contains('\n') || count == static_cast<ssize_t>(bytes.size())) refuse("must be one short line");
    return secret;
}

}  // namespace ostiary::program
