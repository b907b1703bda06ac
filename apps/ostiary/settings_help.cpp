#include "settings_help.hpp"

#include <algorithm>
#include <string_view>

#include "setting_value.hpp"

namespace ostiary::program {
namespace {

constexpr std::size_t line_width = 88;

void append_wrapped(std::string& out, std::string_view text, std::string_view indent) {
    std::size_t width = line_width;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (width + 1 + end > line_width) {
            out.append("\n").append(indent);
            width = indent.size();
        } else {
            out += ' ';
            ++width;
        }
        out += text.substr(0, end);
        width += end;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string spelling(const Setting& setting) {
    if (setting.is_secret()) return setting.variable();
    if (setting.is_switch()) return setting.flag() + ", --no-" + std::string{setting.name};
    return setting.flag() + " " + std::string{setting.value};
}

std::string text_of(const Setting& setting) {
    std::string text{setting.help};
    if (const std::string limits = bounds(setting); !limits.empty()) text += " (" + limits + ")";
    if (!setting.fallback.empty()) text += " [" + std::string{setting.fallback} + "]";
    return text;
}

bool is_shown(const Setting& setting, SettingScope widest) {
    return widest == SettingScope::serving || setting.scope == SettingScope::all_commands;
}

}  // namespace

std::string settings_help(SettingScope widest) {
    std::string help =
        "Each setting is a flag, a key of the --config file (with _ for -), and a variable:\n"
        "--auth-table, auth_table, OSTIARY_AUTH_TABLE. [Defaults] in brackets.\n";
    if (widest == SettingScope::serving) help += "Durations: 250ms, 90s, 30m, 1h, 7d, or plain seconds.\n";
    for (const SettingGroup& group : setting_table()) {
        std::string lines;
        for (const Setting& setting : group.settings) {
            if (!is_shown(setting, widest)) continue;
            lines += "\n  " + spelling(setting);
            append_wrapped(lines, text_of(setting), "      ");
        }
        if (!lines.empty()) help += "\n" + std::string{group.title} + ":" + lines + "\n";
    }
    return help;
}

std::string settings_markdown() {
    std::string text;
    for (const SettingGroup& group : setting_table()) {
        text += "### " + std::string{group.title} + "\n\n| key | default | what it does |\n| --- | --- | --- |\n";
        for (const Setting& setting : group.settings) {
            const std::string key = setting.is_secret() ? setting.variable() : setting.key();
            const std::string fallback = setting.fallback.empty() ? "none" : "`" + std::string{setting.fallback} + "`";
            const std::string limits = bounds(setting).empty() ? "" : " (" + bounds(setting) + ")";
            text += "| `" + key + "` | " + fallback + " | " + std::string{setting.help} + limits + " |\n";
        }
        text += "\n";
    }
    return text;
}

}  // namespace ostiary::program
