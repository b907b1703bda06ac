#include "serve_options.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

#include "account_page_options.hpp"
#include "settings_loader.hpp"
#include "support/temporary_folder.hpp"

namespace ostiary::program {
namespace {

using ::testing::HasSubstr;

const TemplateFolder& built_in() {
    static const TemplateFolder none{""};
    return none;
}

Settings settings(const GivenTexts& flags = {}) {
    return load_settings(flags, {});
}

std::string captcha_complaint(const Settings& given) {
    try {
        static_cast<void>(chosen_captcha(given));
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "(none)";
}

TEST(ServeOptions, PiccolosTablesGetHashesAndCookiesThatPiccoloReads) {
    const Settings given = settings({{"table-preset", "piccolo"}});
    EXPECT_EQ(database_options(given).preset, TablePreset::piccolo);
    EXPECT_EQ(hashing_options(given).scheme, PasswordScheme::pbkdf2_sha256);
    EXPECT_EQ(login_options(given, built_in(), nullptr).auth_table, "piccolo_user");
    EXPECT_EQ(guard_options(given).auth_table, "piccolo_user");
    EXPECT_FALSE(login_options(given, built_in(), nullptr).host_cookie_prefix);
    EXPECT_FALSE(logout_options(given, built_in()).host_cookie_prefix);
    EXPECT_FALSE(guard_options(given).host_cookie_prefix);
    EXPECT_EQ(hashing_options(settings()).scheme, PasswordScheme::argon2id);
}

/// The table repeats the library's defaults; here they are held together.
TEST(ServeOptions, HaveTheLibrarysDefaults) {
    const SessionLoginOptions login = login_options(settings(), built_in(), nullptr);
    const SessionLoginOptions plain;
    EXPECT_EQ(login.session_expiry, plain.session_expiry);
    EXPECT_EQ(login.max_session_expiry, plain.max_session_expiry);
    EXPECT_EQ(login.redirect_to, plain.redirect_to);
    EXPECT_EQ(login.cookie_name, plain.cookie_name);
    EXPECT_EQ(login.auth_table, plain.auth_table);
    EXPECT_EQ(login.session_table, plain.session_table);
    EXPECT_EQ(login.production, plain.production);
    EXPECT_EQ(login.upgrade_hashes, plain.upgrade_hashes);
    EXPECT_EQ(login.refusal_time, plain.refusal_time);
    EXPECT_EQ(login.body_limit, plain.body_limit);
    EXPECT_EQ(login.throttle.account_limit, plain.throttle.account_limit);
    EXPECT_EQ(login.throttle.account_window, plain.throttle.account_window);
    EXPECT_EQ(login.throttle.address_limit, plain.throttle.address_limit);
    EXPECT_EQ(login.throttle.address_window, plain.throttle.address_window);
    EXPECT_EQ(login.throttle.ipv6_prefix, plain.throttle.ipv6_prefix);
}

TEST(ServeOptions, HashAndJudgePasswordsAsTheLibraryDoes) {
    EXPECT_EQ(hashing_options(settings()).memory_kib, PasswordHashing{}.memory_kib);
    EXPECT_EQ(hashing_options(settings()).iterations, PasswordHashing{}.iterations);
    EXPECT_EQ(hashing_options(settings()).parallelism, PasswordHashing{}.parallelism);
    EXPECT_EQ(hashing_options(settings()).slots, PasswordHashing{}.slots);
    EXPECT_EQ(hashing_options(settings()).queue, PasswordHashing{}.queue);
    EXPECT_EQ(password_policy(settings()).min_length, PasswordPolicy{}.min_length);
    EXPECT_EQ(password_policy(settings()).dictionary, PasswordPolicy{}.dictionary);
    EXPECT_EQ(database_options(settings()).audit_retention, DatabaseOptions{}.audit_retention);
}

TEST(ServeOptions, ServeWithTheLibrarysLimits) {
    const ServerOptions server = server_options(settings());
    const ServerOptions plain;
    EXPECT_EQ(server.io_threads, plain.io_threads);
    EXPECT_EQ(server.max_connections, plain.max_connections);
    EXPECT_EQ(server.read_timeout, plain.read_timeout);
    EXPECT_EQ(server.write_timeout, plain.write_timeout);
    EXPECT_EQ(server.idle_timeout, plain.idle_timeout);
    EXPECT_EQ(server.handler_timeout, plain.handler_timeout);
    EXPECT_EQ(server.drain_timeout, plain.drain_timeout);
}

TEST(ServeOptions, GiveHashingNoThreadThatPagesNeed) {
    const auto many = server_options(settings({{"hash-slots", "100"}, {"hash-queue", "200"}}));
    EXPECT_GT(many.worker_threads, 300U);
    EXPECT_EQ(server_options(settings({{"worker-threads", "5"}})).worker_threads, 5U);
}

TEST(ServeOptions, ARefusalMustFitIntoTheHandlersTime) {
    EXPECT_THROW(static_cast<void>(server_options(settings({{"refusal-time", "30s"}}))), ConfigError);
}

TEST(ServeOptions, AnEmptyTextIsNone) {
    EXPECT_EQ(login_options(settings({{"redirect-to", ""}}), built_in(), nullptr).redirect_to, std::nullopt);
    EXPECT_EQ(guard_options(settings({{"increase-expiry", "0"}})).increase_expiry, std::nullopt);
    EXPECT_EQ(styles(settings()).button_color, std::nullopt);
    EXPECT_EQ(styles(settings({{"button-color", "teal"}})).button_color, "teal");
}

TEST(ServeOptions, TheCaptchasSecretComesFromItsFile) {
    const ostiary::testing::TemporaryFolder folder;
    const std::string file = (folder / "key").string();
    std::ofstream{file} << "0xSECRET\n";
    GivenTexts flags{{"captcha", "turnstile"}, {"captcha-site-key", "site"}, {"captcha-secret-file", file}};
    EXPECT_EQ(chosen_captcha(settings(flags))->token_field, "cf-turnstile-response");
    EXPECT_THAT(captcha_complaint(load_settings(flags, {{"OSTIARY_CAPTCHA_SECRET", "other"}})), HasSubstr("both"));
}

TEST(ServeOptions, ACaptchaThatLacksAPartIsRefused) {
    EXPECT_THAT(captcha_complaint(settings({{"captcha", "hcaptcha"}})), HasSubstr("captcha_secret_file"));
    EXPECT_THAT(captcha_complaint(load_settings({{"captcha", "hcaptcha"}}, {{"OSTIARY_CAPTCHA_SECRET", "secret"}})),
                HasSubstr("captcha_site_key"));
    EXPECT_THAT(captcha_complaint(settings({{"captcha-site-key", "site"}})), HasSubstr("captcha must name"));
    EXPECT_THAT(captcha_complaint(settings({{"captcha", "hcaptcha"}, {"captcha-secret-file", "/nonexistent"}})),
                HasSubstr("captcha_secret_file"));
    EXPECT_FALSE(chosen_captcha(settings()).has_value());
}

TEST(ServeOptions, NoLinkLeadsToAPageThatIsNotServed) {
    EXPECT_FALSE(login_options(settings(), built_in(), nullptr).register_url);
    EXPECT_FALSE(account_options(settings(), built_in()).change_password_url);
    const Settings open = settings({{"registration", "open"}, {"change-password", "true"}});
    EXPECT_EQ(login_options(open, built_in(), nullptr).register_url, "/register/");
    EXPECT_EQ(account_options(open, built_in()).change_password_url, "/change-password/");
}

TEST(ServeOptions, OnlyAnOpenRegistrationLetsInAtOnce) {
    const auto active = [](const GivenTexts& flags) {
        return register_options(settings(flags), built_in(), nullptr).user_defaults.active;
    };
    EXPECT_FALSE(active({{"registration", "moderated"}, {"enumeration-safe-registration", "true"}}));
    EXPECT_TRUE(active({{"registration", "open"}}));
    EXPECT_THROW(active({{"registration", "open"}, {"enumeration-safe-registration", "true"}}), ConfigError);
}

TEST(ServeOptions, TheLeastLengthOfAPasswordFollowsTheTables) {
    EXPECT_EQ(password_policy(settings()).min_length, 15U);
    EXPECT_EQ(password_policy(settings({{"password-min-length", "8"}})).min_length, 8U);
    const PasswordPolicy piccolo = password_policy(settings({{"table-preset", "piccolo"}}));
    EXPECT_EQ(piccolo.min_length, 6U);
    EXPECT_EQ(piccolo.max_length, 128U);
    EXPECT_THROW(settings({{"password-min-length", "7"}}), ConfigError);
}

}  // namespace
}  // namespace ostiary::program
