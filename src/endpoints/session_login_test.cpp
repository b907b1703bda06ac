#include <ostiary/endpoints/session_login.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string good_form = "username=bob&password=secret";
const std::string bad_form = "username=bob&password=wrong";

TEST(SessionLogin, GetShowsAFormThatPostsToTheSameAddress) {
    App app;
    const auto response = app.login()(request("GET", "/login/"));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response, "Content-Type"), "text/html; charset=utf-8");
    for (const auto* part :
         {"method=\"post\"", "name=\"username\"", "name=\"password\"", "name=\"format\"", "value=\"html\"",
          "autocomplete=\"username\"", "autocomplete=\"current-password\"", "<label"}) {
        EXPECT_THAT(response.body, HasSubstr(part));
    }
    EXPECT_EQ(app.count_sessions(), 0);
}

TEST(SessionLogin, EachContentTypeLogsIn) {
    App app;
    const auto multipart = post("/login/", "multipart/form-data; boundary=x",
                                "--x\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nbob\r\n"
                                "--x\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nsecret\r\n--x--\r\n");
    for (const auto& sent :
         {post_form("/login/", good_form), multipart,
          post_json("/login/", R"({"username": "bob", "password": "secret"})"),
          post("/login/", "Application/JSON; charset=utf-8", R"({"password":"secret","username":"bob"})")}) {
        const auto response = app.login()(sent);
        EXPECT_EQ(response.status, 303);
        EXPECT_EQ(header(response, "Location"), "/");
    }
    EXPECT_EQ(app.count_sessions(), 4);
}

TEST(SessionLogin, SetsTheCookieOfTheReferenceAndInProductionAHostCookie) {
    App app;
    EXPECT_THAT(header(app.login()(post_form("/login/", good_form)), "Set-Cookie"),
                ::testing::MatchesRegex("id=[A-Za-z0-9_-]+; HttpOnly; Max-Age=604800; Path=/; SameSite=lax"));
    const auto response = app.login({.production = true})(post_form("/login/", good_form));
    EXPECT_THAT(
        header(response, "Set-Cookie"),
        ::testing::MatchesRegex("__Host-id=[A-Za-z0-9_-]+; HttpOnly; Max-Age=604800; Path=/; SameSite=lax; Secure"));
    EXPECT_THAT(header(response, "Strict-Transport-Security"), HasSubstr("max-age="));
}

TEST(SessionLogin, WithoutARedirectAnswersJson) {
    App app;
    const auto response =
        app.login({.redirect_to = std::nullopt})(post_json("/login/", R"({"username":"bob","password":"secret"})"));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response, "Content-Type"), "application/json");
    EXPECT_EQ(response.body, R"({"message": "logged in"})");
    EXPECT_NE(cookie_of(response), "");
}

TEST(SessionLogin, TheTokenStandsInTheCookieAlone) {
    App app;
    const auto response = app.login()(post_form("/login/", good_form));
    const std::string token = cookie_of(response).substr(3);
    EXPECT_EQ(header(response, "Location").find(token), std::string::npos);
    EXPECT_EQ(response.body.find(token), std::string::npos);
    EXPECT_EQ(header(response, "Cache-Control"), "no-store");
}

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
    EXPECT_THAT(page.body, HasSubstr("Login failed"));
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

TEST(SessionLogin, GivesAFreshTokenAndEndsThePresentedSession) {
    App app;
    const auto login = app.login();
    const std::string first = app.log_in();
    const auto second = cookie_of(login(with(post_form("/login/", good_form), "Cookie", first)));
    EXPECT_NE(first, second);
    EXPECT_EQ(app.guard()(with(request("GET", "/"), "Cookie", first)).status, 401);
    EXPECT_EQ(app.guard()(with(request("GET", "/"), "Cookie", second)).status, 200);
    const std::string chosen = "id=" + std::string(43, 'A');
    const auto third = cookie_of(login(with(post_form("/login/", good_form), "Cookie", chosen)));
    EXPECT_NE(third, chosen);
    EXPECT_EQ(app.guard()(with(request("GET", "/"), "Cookie", chosen)).status, 401);
}

TEST(SessionLogin, AForeignSiteCantLogABrowserIn) {
    App app;
    const auto login = app.login();
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, std::string>>{{"Sec-Fetch-Site", "cross-site"},
                                                          {"Sec-Fetch-Site", "same-site"},
                                                          {"Origin", "null"},
                                                          {"Origin", "https://evil.example"},
                                                          {"Origin", "http://app.example"},
                                                          {"Origin", "https://app.example:444"},
                                                          {"Origin", "https://app.example.evil.example"},
                                                          {"Origin", ""}}) {
        const auto response = login(with(post_form("/login/", good_form), name, value));
        EXPECT_EQ(response.status, 403) << name << ": " << value;
        EXPECT_EQ(header(response, "Set-Cookie"), "(none)");
    }
    EXPECT_EQ(app.count_sessions(), 0);
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, std::string>>{{"Sec-Fetch-Site", "same-origin"},
                                                          {"Sec-Fetch-Site", "none"},
                                                          {"Origin", "https://app.example"},
                                                          {"Origin", "https://APP.example:443"}}) {
        EXPECT_EQ(login(with(post_form("/login/", good_form), name, value)).status, 303) << name << ": " << value;
    }
    const auto trusting = app.login({.trusted_origins = {"https://front.example"}});
    EXPECT_EQ(trusting(with(with(post_form("/login/", good_form), "Origin", "https://front.example"), "Sec-Fetch-Site",
                            "cross-site"))
                  .status,
              303);
}

TEST(SessionLogin, NextIsFollowedOnlyToAPathOfThisHost) {
    App app;
    const auto login = app.login({.next_param = "next"});
    const auto location = [&](const std::string& next) {
        return header(login(post_form("/login/", good_form + "&next=" + next)), "Location");
    };
    EXPECT_EQ(location("/account/%3Fa%3D1"), "/account/?a=1");
    for (const auto* next : {"//evil.example", "https://evil.example", "/%5Cevil.example", "%2F%2Fevil.example",
                             "%2F%09%2Fevil.example"}) {
        EXPECT_EQ(location(next), "/") << next;
    }
    auto in_query = post_form("/login/", good_form);
    in_query.query = "next=/from-query";
    EXPECT_EQ(header(login(in_query), "Location"), "/from-query");
    EXPECT_EQ(header(app.login()(in_query), "Location"), "/");
    const auto in_json = post_json("/login/", R"({"username":"bob","password":"secret","next":"/from-json"})");
    EXPECT_EQ(header(login(in_json), "Location"), "/from-json");
    auto got = request("GET", "/login/");
    got.query = "next=/kept";
    EXPECT_THAT(login(got).body, HasSubstr("value=\"/kept\""));
    got.query = "next=//evil.example";
    EXPECT_THAT(login(got).body, Not(HasSubstr("evil")));
}

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

TEST(SessionLogin, OptionsThatCantBeAreNamed) {
    App app;
    const auto message = [&](SessionLoginOptions options) -> std::string {
        try {
            static_cast<void>(app.login(std::move(options)));
        } catch (const ConfigError& error) {
            return error.what();
        }
        return "accepted";
    };
    EXPECT_THAT(message({.session_expiry = std::chrono::seconds(0)}), HasSubstr("session_expiry"));
    EXPECT_THAT(message({.max_session_expiry = std::chrono::seconds(1)}), HasSubstr("max_session_expiry"));
    EXPECT_THAT(message({.cookie_name = "a b"}), HasSubstr("cookie_name"));
    EXPECT_THAT(message({.cookie_name = "__host-id"}), HasSubstr("cookie_name"));
    EXPECT_THAT(message({.template_path = "/nowhere/login.html"}), HasSubstr("template_path"));
    EXPECT_THAT(message({.captcha = Captcha{}}), HasSubstr("captcha"));
    EXPECT_THAT(message({.styles = {.button_color = "red;}</style>"}}), HasSubstr("button_color"));
    EXPECT_THAT(message({.trusted_origins = {"front.example"}}), HasSubstr("trusted_origins"));
    EXPECT_THAT(message({.auth_table = "users; drop table users"}), HasSubstr("users; drop"));
}

TEST(SessionLogin, ATemplateOfOnesOwnIsUsed) {
    App app;
    const std::string path = ::testing::TempDir() + "own_login.html";
    std::ofstream{path} << "<p>own {{error}}</p>";
    EXPECT_EQ(app.login({.template_path = path})(request("GET", "/login/")).body, "<p>own </p>");
}

}  // namespace
}  // namespace ostiary
