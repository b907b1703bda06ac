#include "command_line_texts.hpp"

#include <algorithm>

#include "printable_text.hpp"

namespace ostiary::program {

std::string unexpected_argument(const std::vector<std::string>& arguments) {
    const auto flag =
        std::ranges::find_if(arguments, [](const std::string& argument) { return argument.starts_with('-'); });
    if (flag == arguments.end()) return "there is an argument too many";
    return "there is no " + printable(flag->substr(0, flag->find('=')));
}

std::string one_line(std::string_view text) {
    std::string line{text};
    std::ranges::replace(line, '\n', ' ');
    return line;
}

}  // namespace ostiary::program
