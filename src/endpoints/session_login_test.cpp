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

TEST(SessionLogin, WithoutThePrefixTheProductionCookieKeepsItsName) {
    App app;
    const auto response = app.login({.production = true, .host_cookie_prefix = false})(post_form("/login/", good_form));
    EXPECT_THAT(header(response, "Set-Cookie"),
                ::testing::MatchesRegex("id=[A-Za-z0-9_-]+; HttpOnly; Max-Age=604800; Path=/; SameSite=lax; Secure"));
}

TEST(SessionLogin, ThePageHasTheFieldOfACsrfCheckInFront) {
    App app;
    auto sent = request("GET", "/login/");
    EXPECT_THAT(app.login()(sent).body, ::testing::Not(HasSubstr("csrftoken")));
    sent.csrf = {.name = "csrftoken", .value = "a<b"};
    EXPECT_THAT(app.login()(sent).body, HasSubstr(R"(name="csrftoken" value="a&lt;b")"));
}

TEST(SessionLogin, ARendererMakesThePage) {
    struct Plain : PageRenderer {
        std::string render(const Page& page) const override {
            return "<p>" + std::get<std::string>(page.values.at("error")) + "</p>";
        }
    };
    App app;
    const auto login = app.login({.renderer = std::make_shared<Plain>()});
    EXPECT_EQ(login(post_form("/login/", bad_form + "&format=html")).body,
              "<p>The username or password is incorrect.</p>");
    EXPECT_THROW(app.login({.template_path = "x.html", .renderer = std::make_shared<Plain>()}), ConfigError);
}

TEST(SessionLogin, WithoutARedirectAnswersJson) {
    App app;
    const auto response =
        app.login({.redirect_to = std::nullopt})(post_json("/login/", R"({"username":"bob","password":"secret"})"));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response, "Content-Type"), "application/json");
    EXPECT_EQ(response.body, R"({"message":"logged in"})");
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
    EXPECT_THAT(message({.redirect_to = "/\r\nSet-Cookie: id=1"}), HasSubstr("redirect_to"));
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
