#include "endpoints/page_template_file.hpp"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

constexpr std::size_t max_size = 1024 * 1024;

[[noreturn]] void refuse(const std::filesystem::path& path, const char* reason) {
    throw ConfigError("template_path: " + path.string() + " " + reason + ".");
}

std::string read(const std::filesystem::path& path) {
    std::error_code error;
    // Not a device or a pipe, which would never end.
    if (!std::filesystem::is_regular_file(path, error)) refuse(path, "is not a file that can be read");
    std::ifstream file(path, std::ios::binary);
    std::string text(max_size + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad() || !file.is_open()) refuse(path, "can't be read");
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > max_size) refuse(path, "is larger than 1 MiB");
    return text;
}

}  // namespace

std::string read_template(const std::string& path) {
    const std::filesystem::path file{path};
    if (!file.is_absolute()) refuse(file, "must be an absolute path");
    return read(file);
}

std::optional<std::string> read_style_sheet_beside(const std::string& path) {
    const auto sheet = std::filesystem::path{path}.replace_filename("ostiary.css");
    std::error_code error;
    if (!std::filesystem::exists(sheet, error)) return std::nullopt;
    return read(sheet);
}

}  // namespace ostiary
