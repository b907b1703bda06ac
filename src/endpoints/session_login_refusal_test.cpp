#include <ostiary/endpoints/session_login.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::Not;

struct Refusal {
    const char* name;
    http::Request sent;
    int status;
    const char* text;
};

TEST(SessionLogin, EachBodyThatCantBeReadIsRefusedInOneSentence) {
    App app;
    const auto login = app.login();
    const std::vector<Refusal> table{
        {"no fields", post_form("/login/", ""), 422, "Missing username or password"},
        {"empty password", post_form("/login/", "username=bob&password="), 422, "Missing username or password"},
        {"no password in JSON", post_json("/login/", R"({"username":"bob"})"), 422, "Missing username or password"},
        {"array", post_json("/login/", "[]"), 400, "The JSON body is not an object."},
        {"null", post_json("/login/", "null"), 400, "The JSON body is not an object."},
        {"number as name", post_json("/login/", R"({"username":1,"password":"x"})"), 400,
         "The username is not a text."},
        {"broken JSON", post_json("/login/", R"({"username":)"), 400, "The body is not valid JSON."},
        {"bad UTF-8", post_json("/login/", "{\"username\":\"\xFF\",\"password\":\"x\"}"), 400,
         "The body is not valid JSON."},
        {"two texts", post_json("/login/", R"({"a":1} {"b":2})"), 400, "The body is not valid JSON."},
        {"repeated key", post_json("/login/", R"({"username":"bob","username":"eve","password":"secret"})"), 400,
         "The JSON body repeats a field, or has too many."},
        {"repeated field", post_form("/login/", "username=bob&password=secret&username=eve"), 400,
         "The form repeats a field, or has too many."},
        {"deep", post_json("/login/", std::string(8000, '[')), 400, "The body is not valid JSON."},
        {"bad percent", post_form("/login/", "username=%zz&password=x"), 400, "The form is not properly encoded."},
        {"bad UTF-8 in form", post_form("/login/", "username=%ff&password=x"), 400,
         "The form is not properly encoded."},
        {"JSON as text", post("/login/", "text/plain", R"({"username":"bob","password":"secret"})"), 415,
         "Send application/json, application/x-www-form-urlencoded or multipart/form-data."},
        {"too long", post_form("/login/", "username=bob&password=" + std::string(17'000, 'x')), 413,
         "The body is longer than 16384 bytes."},
    };
    for (const auto& [name, sent, status, text] : table) {
        const auto response = login(sent);
        EXPECT_EQ(response.status, status) << name;
        EXPECT_EQ(response.body, text) << name;
        EXPECT_EQ(header(response, "Set-Cookie"), "(none)") << name;
    }
}

TEST(SessionLogin, CredentialsInTheQueryAreIgnored) {
    App app;
    auto sent = post_form("/login/", "");
    sent.query = good_form;
    EXPECT_EQ(app.login()(sent).status, 422);
    auto got = request("GET", "/login/");
    got.query = good_form;
    EXPECT_EQ(app.login()(got).status, 200);
    EXPECT_EQ(app.count_sessions(), 0);
}

TEST(SessionLogin, OtherMethodsAreTold) {
    App app;
    for (const auto* method : {"PUT", "DELETE", "TRACE", "OPTIONS", "PATCH"}) {
        const auto response = app.login()(request(method, "/login/"));
        EXPECT_EQ(response.status, 405) << method;
        EXPECT_EQ(header(response, "Allow"), "GET, HEAD, POST") << method;
    }
    EXPECT_EQ(app.login()(request("GET", "/login/x")).status, 404);
}

TEST(SessionLogin, NoAnswerTellsWhichCredentialWasWrong) {
    App app;
    app.users->set_password(app.add("unusable", true), "");
    const auto login = app.login();
    const auto expected = login(post_form("/login/", bad_form));
    EXPECT_EQ(expected.status, 401);
    EXPECT_EQ(expected.body, "Login failed");
    for (const auto* form : {"username=nobody&password=secret", "username=idle&password=secret",
                             "username=unusable&password=secret", "username=%20&password=x"}) {
        const auto response = login(post_form("/login/", form));
        EXPECT_EQ(response.status, expected.status) << form;
        EXPECT_EQ(response.body, expected.body) << form;
        EXPECT_TRUE(std::equal(response.headers.begin(), response.headers.end(), expected.headers.begin(),
                               expected.headers.end()))
            << form;
    }
}

TEST(SessionLogin, ARefusalIsAnsweredAtAFixedTime) {
    App app;
    const auto login = app.login({.refusal_time = std::chrono::milliseconds(300)});
    for (const auto* form :
         {"username=bob&password=wrong", "username=nobody&password=x", "username=idle&password=secret"}) {
        const Instant before = app.clock->now();
        EXPECT_EQ(login(post_form("/login/", form)).status, 401);
        EXPECT_EQ(app.clock->now() - before, std::chrono::milliseconds(300)) << form;
    }
}

TEST(SessionLogin, AFailureComesAsTheClientWantsIt) {
    App app;
    const auto login = app.login();
    const auto page = login(post_form("/login/", bad_form + "&format=html"));
    EXPECT_EQ(page.status, 401);
    EXPECT_EQ(header(page, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_THAT(page.body, HasSubstr("role=\"alert\""));
    EXPECT_THAT(page.body, HasSubstr("The username or password is incorrect."));
    const auto problem = login(with(post_form("/login/", bad_form), "Accept", "application/json"));
    EXPECT_EQ(header(problem, "Content-Type"), "application/problem+json");
    EXPECT_EQ(problem.body, R"({"type":"about:blank","title":"Unauthorized","status":401,"detail":"Login failed"})");
    const auto missing = login(post_form("/login/", "format=html"));
    EXPECT_EQ(missing.status, 422);
    EXPECT_THAT(missing.body, HasSubstr("Missing username or password"));
}

TEST(SessionLogin, WhatWasTypedIsEscapedAndNeverATemplate) {
    App app;
    const auto page =
        app.login()(post_form("/login/", "username=%22%3E%3Csvg+onload%3D1%3E%7B%7B7*7%7D%7D&password=x&format=html"));
    EXPECT_THAT(page.body, Not(HasSubstr("<svg")));
    EXPECT_THAT(page.body, HasSubstr("{{7*7}}"));
    EXPECT_THAT(page.body, HasSubstr("&lt;svg"));
}

TEST(SessionLogin, ThePolicyOfThePageHasANonceOfItsOwn) {
    App app;
    const auto login = app.login();
    const auto first = header(login(request("GET", "/login/")), "Content-Security-Policy");
    EXPECT_THAT(first, HasSubstr("default-src 'none'"));
    EXPECT_THAT(first, HasSubstr("'nonce-"));
    EXPECT_THAT(first, HasSubstr("frame-ancestors 'none'"));
    EXPECT_NE(first, header(login(request("GET", "/login/")), "Content-Security-Policy"));
}

TEST(SessionLogin, TooManyTriesAreAnswered429WithTheTimeToWait) {
    App app;
    const auto login = app.login({.throttle = {.account_limit = 2}});
    for (int i = 0; i < 2; ++i) EXPECT_EQ(login(post_form("/login/", bad_form)).status, 401);
    const auto response = login(post_form("/login/", good_form));
    EXPECT_EQ(response.status, 429);
    EXPECT_GT(std::stoi(header(response, "Retry-After")), 0);
    EXPECT_LE(std::stoi(header(response, "Retry-After")), 300);
    app.clock->advance(std::chrono::minutes(5));
    EXPECT_EQ(login(post_form("/login/", good_form)).status, 303);
}

TEST(SessionLogin, ABusyHasherIsAFaultAndNoSession) {
    App app;
    app.hasher->busy = true;
    EXPECT_THROW(static_cast<void>(app.login()(post_form("/login/", good_form))), HashingBusy);
    EXPECT_EQ(app.count_sessions(), 0);
}

TEST(SessionLogin, RefusedCaptchasAreChargedToTheAddressAndRecordedOnce) {
    App app;
    int asked = 0;
    SessionLoginOptions options{.throttle = {.address_limit = 3}};
    options.captcha = Captcha{.token_field = "answer", .validator = [&asked](const http::Request&, std::string_view) {
        ++asked;
        return std::optional<std::string>{"Not a human."};
    }};
    const auto login = app.login(options);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(login(post_form("/login/", good_form)).status, 401);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(login(post_form("/login/", good_form)).status, 429);
    EXPECT_EQ(asked, 3);
    EXPECT_EQ(app.database->audit()->recent(100).size(), 2U);
}

TEST(SessionLogin, AHookThatAsksForMoreThanThePasswordIsNotGuessedAtForFree) {
    App app;
    SessionLoginOptions options{.throttle = {.account_limit = 2}};
    options.hooks.login_success = {[](const auto&...) { return std::optional<std::string>{"wrong code"}; }};
    const auto login = app.login(options);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(login(post_form("/login/", good_form)).status, 401);
    EXPECT_EQ(login(post_form("/login/", good_form)).status, 429);
}

TEST(SessionLogin, ABusyHasherCostsNoTry) {
    App app;
    const auto login = app.login({.throttle = {.account_limit = 1, .address_limit = 1}});
    app.hasher->busy = true;
    for (int i = 0; i < 3; ++i) EXPECT_THROW(static_cast<void>(login(post_form("/login/", good_form))), HashingBusy);
    app.hasher->busy = false;
    EXPECT_EQ(login(post_form("/login/", good_form)).status, 303);
}

}  // namespace
}  // namespace ostiary
