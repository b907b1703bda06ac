#include "command_line_texts.hpp"

#include <algorithm>

#include "printable_text.hpp"

namespace ostiary::program {

namespace {

/// Anything else that begins with a dash may be a password.
bool is_flag(const std::string& argument) {
    return argument.starts_with("--") || (argument.size() == 2 && argument.starts_with('-'));
}

}  // namespace

bool names_flag(const std::vector<std::string>& arguments) {
    return std::ranges::any_of(arguments, is_flag);
}

std::string unexpected_argument(const std::vector<std::string>& arguments) {
    const auto flag = std::ranges::find_if(arguments, is_flag);
    if (flag == arguments.end()) return "there is an argument too many";
    return "there is no " + printable(flag->substr(0, flag->find('=')));
}

std::string one_line(std::string_view text) {
    std::string line{text};
    std::ranges::replace(line, '\n', ' ');
    return line;
}

}  // namespace ostiary::program
