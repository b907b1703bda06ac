#include "settings_help.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ostiary::program {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::vector<Setting> all_settings() {
    std::vector<Setting> settings;
    for (const SettingGroup& group : setting_table())
        settings.insert(settings.end(), group.settings.begin(), group.settings.end());
    return settings;
}

std::string read_file(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return std::move(text).str();
}

TEST(SettingTable, DeclaresEachSettingOnceAndSaysWhatItDoes) {
    std::set<std::string_view> names;
    for (const Setting& setting : all_settings()) {
        EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
        EXPECT_TRUE(setting.help.ends_with('.')) << setting.name;
        EXPECT_EQ(setting.value.empty(), setting.is_switch() || setting.is_secret()) << setting.name;
    }
}

TEST(SettingTable, SpellsANameInThreeWays) {
    const Setting setting{.name = "session-expiry"};
    EXPECT_EQ(setting.flag(), "--session-expiry");
    EXPECT_EQ(setting.key(), "session_expiry");
    EXPECT_EQ(setting.variable(), "OSTIARY_SESSION_EXPIRY");
}

TEST(SettingsHelp, NamesEachSettingWithItsDefault) {
    const std::string help = settings_help(SettingScope::serving);
    for (const Setting& setting : all_settings()) {
        EXPECT_THAT(help, HasSubstr("\n  " + (setting.is_secret() ? setting.variable() : setting.flag())));
        const std::string fallback = setting.fallback.empty() ? "" : "[" + std::string{setting.fallback} + "]";
        EXPECT_THAT(help, HasSubstr(fallback));
    }
}

TEST(SettingsHelp, OffersNoFlagForASecret) {
    EXPECT_THAT(settings_help(SettingScope::serving), Not(HasSubstr("--captcha-secret ")));
}

TEST(SettingsHelp, OfOtherCommandsIsShort) {
    const std::string help = settings_help(SettingScope::all_commands);
    EXPECT_THAT(help, HasSubstr("--database"));
    EXPECT_THAT(help, Not(HasSubstr("--listen")));
}

TEST(SettingsHelp, KeepsToTheWidthOfATerminal) {
    std::istringstream help{settings_help(SettingScope::serving)};
    for (std::string line; std::getline(help, line);) EXPECT_LE(line.size(), 88U) << line;
}

/// Where this fails, put the text between the two marks of the document.
TEST(SettingsMarkdown, IsWhatTheDocumentSays) {
    const std::string document = read_file(std::filesystem::path{OSTIARY_SOURCE_DIR} / "docs/configuration.md");
    EXPECT_THAT(document, HasSubstr("<!-- settings -->\n\n" + settings_markdown() + "<!-- end of settings -->"));
}

}  // namespace
}  // namespace ostiary::program
