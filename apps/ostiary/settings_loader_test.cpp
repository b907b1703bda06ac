#include "settings_loader.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

#include "support/temporary_folder.hpp"

namespace ostiary::program {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// A TOML file with that text, gone with the object.
class ConfigFile {
public:
    explicit ConfigFile(const std::string& text) { std::ofstream{path()} << text; }
    [[nodiscard]] std::string path() const { return (folder_ / "ostiary.toml").string(); }
    [[nodiscard]] GivenTexts flags(GivenTexts others = {}) const {
        others.emplace("config", path());
        return others;
    }

private:
    ostiary::testing::TemporaryFolder folder_;
};

Settings from_file(const std::string& text) {
    return load_settings(ConfigFile{text}.flags(), {});
}

std::string complaint(const GivenTexts& flags, const GivenTexts& variables) {
    try {
        static_cast<void>(load_settings(flags, variables));
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "(none)";
}

std::string complaint_about_file(const std::string& text) {
    return complaint(ConfigFile{text}.flags(), {});
}

TEST(Settings, AFlagGoesBeforeAVariableBeforeTheFileBeforeTheDefault) {
    const ConfigFile file{"session_expiry = '2h'\n"};
    const GivenTexts variable{{"OSTIARY_SESSION_EXPIRY", "3h"}};
    EXPECT_EQ(load_settings({}, {}).session_expiry, 1h);
    EXPECT_EQ(load_settings(file.flags(), {}).session_expiry, 2h);
    EXPECT_EQ(load_settings(file.flags(), variable).session_expiry, 3h);
    EXPECT_EQ(load_settings(file.flags({{"session-expiry", "4h"}}), variable).session_expiry, 4h);
}

TEST(Settings, TheTableOfUsersIsThatOfThePresetUnlessNamed) {
    EXPECT_EQ(load_settings({}, {}).auth_table, "users");
    EXPECT_EQ(load_settings({}, {{"OSTIARY_TABLE_PRESET", "piccolo"}}).auth_table, "piccolo_user");
    EXPECT_EQ(load_settings({{"table-preset", "piccolo"}, {"auth-table", "staff"}}, {}).auth_table, "staff");
    EXPECT_THROW(load_settings({{"table-preset", "django"}}, {}), ConfigError);
}

TEST(Settings, AVariableCanNameTheFile) {
    const ConfigFile file{"cookie_name = 'door'\n"};
    EXPECT_EQ(load_settings({}, {{"OSTIARY_CONFIG", file.path()}}).cookie_name, "door");
}

TEST(Settings, TheFileKnowsEachType) {
    const Settings settings = from_file(
        "production = true\nhash_queue = 7\nread_timeout = '250ms'\naccount_window = 90\n"
        "trusted_proxies = ['127.0.0.1', '10.0.0.0/8']\nredirect_to = ''\n");
    EXPECT_TRUE(settings.production);
    EXPECT_EQ(settings.hash_queue, 7U);
    EXPECT_EQ(settings.read_timeout, 250ms);
    EXPECT_EQ(settings.account_window, 90s);
    EXPECT_THAT(settings.trusted_proxies, ElementsAre("127.0.0.1", "10.0.0.0/8"));
    EXPECT_EQ(settings.redirect_to, "");
}

TEST(Settings, AWordIsAListByItsCommas) {
    EXPECT_THAT(load_settings({{"trusted-proxies", "::1, 10.0.0.0/8,"}}, {}).trusted_proxies,
                ElementsAre("::1", "10.0.0.0/8"));
}

TEST(Settings, AnUnknownNameIsRefusedWhereverItStands) {
    EXPECT_THAT(complaint_about_file("sesion_expiry = '1h'\n"), HasSubstr("sesion_expiry"));
    EXPECT_THAT(complaint_about_file("[serve]\nlisten = 'x'\n"), HasSubstr("serve"));
    EXPECT_THAT(complaint_about_file("config = 'other.toml'\n"), HasSubstr("config"));
    EXPECT_THAT(complaint({}, {{"OSTIARY_SESION_EXPIRY", "1h"}}), HasSubstr("OSTIARY_SESION_EXPIRY"));
    EXPECT_THAT(complaint({{"sesion-expiry", "1h"}}, {}), HasSubstr("--sesion-expiry"));
}

TEST(Settings, AWrongTypeInTheFileIsRefusedByItsKeyAndSaysWhatWouldDo) {
    EXPECT_THAT(complaint_about_file("production = 'true'\n"), AllOf(HasSubstr("production"), HasSubstr("true or")));
    EXPECT_THAT(complaint_about_file("hash_queue = '7'\n"), AllOf(HasSubstr("hash_queue"), HasSubstr("whole number")));
    EXPECT_THAT(complaint_about_file("hash_queue = 7.5\n"), HasSubstr("hash_queue"));
    EXPECT_THAT(complaint_about_file("cookie_name = 7\n"), HasSubstr("cookie_name"));
    EXPECT_THAT(complaint_about_file("session_expiry = ['1h']\n"), HasSubstr("duration"));
    EXPECT_THAT(complaint_about_file("trusted_proxies = [1]\n"), HasSubstr("list"));
}

TEST(Settings, AValueOutOfItsRangeIsRefused) {
    EXPECT_THAT(complaint({{"session-expiry", "0s"}}, {}), AllOf(HasSubstr("--session-expiry"), HasSubstr("from 1s")));
    EXPECT_THAT(complaint({{"session-expiry", "3651d"}}, {}), HasSubstr("3650d"));
    EXPECT_THAT(complaint({{"session-expiry", "1500ms"}}, {}), HasSubstr("--session-expiry"));
    EXPECT_THAT(complaint({{"account-limit", "-1"}}, {}), HasSubstr("--account-limit"));
    EXPECT_THAT(complaint({{"hash-memory", "1024"}}, {}), HasSubstr("19456"));
    EXPECT_THAT(complaint({{"log-level", "loud"}}, {}), HasSubstr("debug, info, warning or error"));
    EXPECT_THAT(complaint({{"captcha", "another"}}, {}), HasSubstr("hcaptcha, recaptcha_v2 or turnstile"));
}

TEST(Settings, AWrongValueIsRefusedEvenWhereAnotherGoesBeforeIt) {
    EXPECT_THAT(complaint({{"session-expiry", "1h"}}, {{"OSTIARY_SESSION_EXPIRY", "soon"}}),
                HasSubstr("OSTIARY_SESSION_EXPIRY"));
}

TEST(Settings, ASecretComesByVariableAlone) {
    const Settings settings = load_settings({}, {{"OSTIARY_CAPTCHA_SECRET", "0xSECRET"}});
    EXPECT_EQ(settings.captcha_secret.reveal(), "0xSECRET");
    EXPECT_THAT(complaint({{"captcha-secret", "0xSECRET"}}, {}), AllOf(Not("(none)"), Not(HasSubstr("0xSECRET"))));
    EXPECT_THAT(complaint_about_file("captcha_secret = '0xSECRET'\n"),
                AllOf(HasSubstr("OSTIARY_CAPTCHA_SECRET"), Not(HasSubstr("0xSECRET"))));
}

TEST(Settings, ARefusalRepeatsNoValue) {
    EXPECT_THAT(complaint({{"session-expiry", "hunter2"}}, {}), Not(HasSubstr("hunter2")));
    EXPECT_THAT(complaint_about_file("hash_queue = 'hunter2'\n"), Not(HasSubstr("hunter2")));
    EXPECT_THAT(complaint_about_file("captcha_secret = hunter2\n"),
                AllOf(HasSubstr("line 1"), Not(HasSubstr("hunter2"))));
}

TEST(Settings, AFileThatCantBeReadIsRefused) {
    EXPECT_THAT(complaint({{"config", "/nonexistent.toml"}}, {}), HasSubstr("/nonexistent.toml"));
    EXPECT_THAT(complaint({{"config", "/"}}, {}), HasSubstr("config"));
}

TEST(Settings, AnEmptyFileChangesNothing) {
    EXPECT_EQ(from_file("").session_expiry, 1h);
}

}  // namespace
}  // namespace ostiary::program
