#include "rule_setting.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

#include "settings_loader.hpp"
#include "support/temporary_folder.hpp"

namespace ostiary::program {
namespace {

using ::testing::HasSubstr;

std::vector<AccessRule> rules_of(const std::string& text) {
    const ostiary::testing::TemporaryFolder folder;
    const std::string path = (folder / "ostiary.toml").string();
    std::ofstream{path} << text;
    return load_settings({{"config", path}}, {}).rules;
}

std::string complaint_about_rules(const std::string& text) {
    try {
        static_cast<void>(rules_of(text));
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "(none)";
}

TEST(RuleSetting, TablesAreRulesInTheirOrder) {
    const auto rules = rules_of(
        "production = true\n"
        "[[rules]]\npath = '/hook'\nmethods = ['POST', 'PUT']\nrequire = 'anyone'\n"
        "[[rules]]\nhost = 'www.example'\nrequire = 'superuser'\n"
        "[[rules]]\npath = '/admin/*'\nrequire = 'admin'\n");
    ASSERT_EQ(rules.size(), 3U);
    EXPECT_EQ(to_text(rules[0]), "POST, PUT /hook: anyone");
    EXPECT_EQ(to_text(rules[1]), "www.example/*: superuser");
    EXPECT_EQ(to_text(rules[2]), "/admin/*: admin");
    EXPECT_TRUE(rules_of("").empty());
}

TEST(RuleSetting, ARuleNamesGroupsInAList) {
    const auto rules = rules_of("[[rules]]\npath = '/ops/*'\nrequire = 'user'\ngroups = ['ops', 'dev']\n");
    ASSERT_EQ(rules.size(), 1U);
    EXPECT_EQ(to_text(rules[0]), "/ops/*: user in ops or dev");
    for (const auto* groups : {"'ops'", "[]", "['admin']", "['Ops']", "[1]"}) {
        EXPECT_THAT(
            complaint_about_rules("[[rules]]\npath = '/'\nrequire = 'user'\ngroups = " + std::string{groups} + "\n"),
            HasSubstr("groups"))
            << groups;
    }
}

TEST(RuleSetting, ARuleThatLacksAPartIsRefused) {
    EXPECT_THAT(complaint_about_rules("[[rules]]\npath = '/a'\n"), HasSubstr("require is missing in rule 1 of "));
    EXPECT_THAT(complaint_about_rules("[[rules]]\npath = '/a'\nrequire = 'user'\n[[rules]]\nrequire = 'anyone'\n"),
                HasSubstr("path or host is missing in rule 2 of "));
    EXPECT_THAT(complaint_about_rules("[[rules]]\n"), HasSubstr("rule 1"));
}

TEST(RuleSetting, AWrongPartIsRefusedByItsKey) {
    EXPECT_THAT(complaint_about_rules("[[rules]]\npath = '/a'\nrequire = 'everyone'\n"),
                HasSubstr("anyone, user, admin or superuser"));
    EXPECT_THAT(complaint_about_rules("[[rules]]\npath = ''\nrequire = 'user'\n"), HasSubstr("path"));
    EXPECT_THAT(complaint_about_rules("[[rules]]\npath = ['/a']\nrequire = 'user'\n"), HasSubstr("path"));
    EXPECT_THAT(complaint_about_rules("[[rules]]\npath = '/a'\nmethods = 'GET'\nrequire = 'user'\n"),
                HasSubstr("methods"));
    EXPECT_THAT(complaint_about_rules("[[rules]]\npath = '/a'\nmethods = []\nrequire = 'user'\n"),
                HasSubstr("methods"));
    EXPECT_THAT(complaint_about_rules("[[rules]]\npath = '/a'\nrequires = 'user'\n"), HasSubstr("requires"));
}

TEST(RuleSetting, RulesAreAnArrayOfTables) {
    EXPECT_THAT(complaint_about_rules("[rules]\npath = '/a'\n"), HasSubstr("[[rules]]"));
    EXPECT_THAT(complaint_about_rules("rules = '/a'\n"), HasSubstr("[[rules]]"));
    EXPECT_THAT(complaint_about_rules("[[rule]]\npath = '/a'\n"), HasSubstr("rule in "));
}

}  // namespace
}  // namespace ostiary::program
