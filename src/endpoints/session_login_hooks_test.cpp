#include <ostiary/endpoints/session_login.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(SessionLogin, HooksRunInOrderAndTheFirstTextEndsTheLogin) {
    App app;
    std::string ran;
    const auto note = [&ran](std::string name, std::optional<std::string> result) {
        return [&ran, name, result](const http::Request& seen, std::string_view username) {
            EXPECT_EQ(seen.path, "/login/");
            EXPECT_EQ(username, "bob");
            ran += name;
            return result;
        };
    };
    const auto succeeded = [&ran](const http::Request&, std::string_view, UserId user) -> std::optional<std::string> {
        ran += "success" + std::to_string(user.value);
        return std::nullopt;
    };
    SessionLoginOptions options{.hooks = {.pre_login = {note("a", {}), note("b", {})},
                                          .login_success = {succeeded},
                                          .login_failure = {note("f", {})}}};
    EXPECT_EQ(app.login(options)(post_form("/login/", good_form)).status, 303);
    EXPECT_EQ(ran, "absuccess" + std::to_string(app.bob.value));
    ran.clear();
    EXPECT_EQ(app.login(options)(post_form("/login/", bad_form)).body, "Login failed");
    EXPECT_EQ(ran, "abf");
    ran.clear();
    options.hooks.pre_login = {note("a", {}), note("b", "<b>closed</b>"), note("c", {})};
    const auto response = app.login(options)(post_form("/login/", good_form));
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(response.body, "Login failed: <b>closed</b>");
    EXPECT_THAT(app.login(options)(post_form("/login/", good_form + "&format=html")).body, HasSubstr("<b>closed</b>"));
    EXPECT_EQ(ran, "abab");
}

TEST(SessionLogin, ASuccessHookCanStillRefuse) {
    App app;
    SessionLoginOptions options;
    options.hooks.login_success = {[](const auto&...) { return std::optional<std::string>{"not today"}; }};
    const auto response = app.login(options)(post_form("/login/", good_form));
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(app.count_sessions(), 0);
}

TEST(SessionLogin, AHookThatThrowsLeavesNoSession) {
    App app;
    SessionLoginOptions options;
    options.hooks.login_success = {
        [](const auto&...) -> std::optional<std::string> { throw std::runtime_error("hook"); }};
    EXPECT_THROW(static_cast<void>(app.login(options)(post_form("/login/", good_form))), std::runtime_error);
    EXPECT_EQ(app.count_sessions(), 0);
}

TEST(SessionLogin, ACaptchaRefusesInEveryFormAndNeverFailsOpen) {
    App app;
    SessionLoginOptions options;
    options.captcha =
        Captcha{.form_html = "<div class=\"test\"></div>",
                .token_field = "answer",
                .validator = [](const http::Request&, std::string_view token) -> std::optional<std::string> {
        if (token == "throw") throw std::runtime_error("down");
        return token == "right" ? std::nullopt : std::optional<std::string>{"Not a human."};
    },
                .csp_sources = {"https://captcha.example"}};
    const auto login = app.login(options);
    EXPECT_THAT(login(request("GET", "/login/")).body, HasSubstr("<div class=\"test\"></div>"));
    EXPECT_THAT(header(login(request("GET", "/login/")), "Content-Security-Policy"),
                HasSubstr("https://captcha.example"));
    EXPECT_EQ(login(post_form("/login/", good_form)).body, "Not a human.");
    EXPECT_EQ(login(post_form("/login/", good_form + "&answer=throw")).status, 401);
    EXPECT_EQ(login(post_json("/login/", R"({"username":"bob","password":"secret"})")).status, 401);
    EXPECT_EQ(login(post_json("/login/", R"({"username":"bob","password":"secret","answer":true})")).status, 401);
    EXPECT_EQ(app.hasher->spent, 0);
    EXPECT_EQ(login(post_form("/login/", good_form + "&answer=right")).status, 303);
}

TEST(SessionLoginHooks, OneThatOutlastsTheHostsPatienceLeavesNoSession) {
    App app;
    const auto abandoned = std::make_shared<std::atomic<bool>>(false);
    SessionLoginOptions options;
    options.hooks.login_success.emplace_back([&](const http::Request&, std::string_view, UserId) {
        *abandoned = true;
        return std::nullopt;
    });
    auto sent = post_form("/login/", good_form);
    sent.abandoned = abandoned;
    EXPECT_THROW(app.login(options)(sent), std::runtime_error);
    EXPECT_EQ(app.count_sessions(), 0);
}

}  // namespace
}  // namespace ostiary
