#include "toml_file.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <ostiary/values/errors.hpp>

// The parser alone, as a value to look through: the rest only costs compile time.
#define TOML_ENABLE_FORMATTERS 0
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

namespace ostiary::program {
namespace {

constexpr std::uintmax_t most_toml_bytes = 1024 * 1024;

std::string read_file(const std::string& path) {
    std::error_code fault;
    if (!std::filesystem::is_regular_file(path, fault)) throw ConfigError("config: " + path + " is no file");
    if (std::filesystem::file_size(path, fault) > most_toml_bytes || fault)
        throw ConfigError("config: " + path + " is larger than 1 MiB");
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf() || file.peek() == std::ifstream::traits_type::eof()))
        throw ConfigError("config: " + path + " can't be read");
    return std::move(text).str();
}

GivenValue list_of(const toml::array& array) {
    GivenValue list{.type = GivenValue::Type::list};
    for (const auto& node : array) {
        const auto text = node.value_exact<std::string>();
        if (!text) return {.type = GivenValue::Type::other};
        list.items.push_back(*text);
    }
    return list;
}

GivenValue value_of(const toml::node& node) {
    using Type = GivenValue::Type;
    if (const auto text = node.value_exact<std::string>()) return {.type = Type::text, .text = *text};
    if (const auto number = node.value_exact<std::int64_t>())
        return {.type = Type::number, .text = std::to_string(*number)};
    if (const auto truth = node.value_exact<bool>()) return {.type = Type::boolean, .text = *truth ? "true" : "false"};
    if (const auto* array = node.as_array()) return list_of(*array);
    return {.type = Type::other};
}

std::vector<GivenTable> tables_of(const toml::array& array) {
    std::vector<GivenTable> tables;
    for (const auto& node : array) {
        GivenTable& table = tables.emplace_back();
        for (const auto& [key, value] : *node.as_table()) table.emplace(std::string{key.str()}, value_of(value));
    }
    return tables;
}

}  // namespace

TomlFile read_toml_file(const std::string& path) {
    const auto parsed = toml::parse(std::string_view{read_file(path)});
    if (!parsed) {
        // Only where it is: the line itself, which the parser may quote, could hold a secret.
        throw ConfigError("config: line " + std::to_string(parsed.error().source().begin.line) + " of " + path +
                          " is no valid TOML");
    }
    TomlFile file;
    for (const auto& [key, node] : parsed.table()) {
        if (node.is_array_of_tables()) {
            file.tables.emplace(std::string{key.str()}, tables_of(*node.as_array()));
        } else {
            file.values.emplace(std::string{key.str()}, value_of(node));
        }
    }
    return file;
}

}  // namespace ostiary::program
