#include <ostiary/endpoints/csrf.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;
using std::chrono::hours;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

const std::string one_session = "id=" + std::string(43, 'A');
const std::string other_session = "id=" + std::string(43, 'B');

class CsrfTest : public ::testing::Test {
protected:
    Handler checked(CsrfOptions options = {}) {
        options.clock = clock_;
        if (options.secret.empty()) options.secret = Secret{"0123456789abcdef0123456789abcdef"};
        return csrf([](const http::Request& seen) { return http::text(seen.csrf ? seen.csrf->value : "none"); },
                    std::move(options));
    }
    /// `csrftoken=TOKEN` as a page gives it to whoever presents that cookie.
    static std::string given(const Handler& handler, const std::string& session = "") {
        return cookie_of(handler(with(request("GET", "/"), "Cookie", session)));
    }
    static std::string token_in(const std::string& cookie) { return cookie.substr(cookie.find('=') + 1); }
    static http::Request sent(const std::string& cookies, const std::string& token) {
        return with(with(request("POST", "/"), "Cookie", cookies), "X-CSRFToken", token);
    }

    std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
};

TEST_F(CsrfTest, APageGetsATokenAndPostsItBack) {
    const auto handler = checked();
    const auto page = handler(request("GET", "/"));
    EXPECT_THAT(header(page, "Set-Cookie"),
                MatchesRegex("csrftoken=[A-Za-z0-9_-]{77}; Max-Age=86400; Path=/; SameSite=lax"));
    EXPECT_EQ(header(page, "Cache-Control"), "no-store");
    EXPECT_EQ(page.body, token_in(cookie_of(page)));
    EXPECT_EQ(handler(sent(cookie_of(page), page.body)).status, 200);
    const auto again = handler(with(request("GET", "/"), "Cookie", cookie_of(page)));
    EXPECT_EQ(again.body, page.body);
    EXPECT_EQ(header(again, "Cache-Control"), "no-store");
    auto form = with(post_form("/", "a=b&csrftoken=" + page.body), "Cookie", cookie_of(page));
    EXPECT_EQ(handler(form).body, page.body);
    const std::string part = "--x\r\nContent-Disposition: form-data; name=\"csrftoken\"\r\n\r\n" + page.body;
    form = with(post("/", "multipart/form-data; boundary=x", part + "\r\n--x--\r\n"), "Cookie", cookie_of(page));
    EXPECT_EQ(handler(form).status, 200);
}

TEST_F(CsrfTest, InProductionTheCookieIsNobodyElsesToPlant) {
    const auto handler = checked({.production = true});
    const std::string cookie = given(handler);
    EXPECT_THAT(header(handler(request("GET", "/")), "Set-Cookie"), HasSubstr("; SameSite=lax; Secure"));
    EXPECT_THAT(cookie, ::testing::StartsWith("__Host-csrftoken="));
    EXPECT_EQ(handler(sent(cookie, token_in(cookie))).status, 200);
    EXPECT_EQ(handler(sent("csrftoken=" + token_in(cookie), token_in(cookie))).status, 403);
}

TEST_F(CsrfTest, AGoodTokenIsKeptAndAnAgingOneReplaced) {
    const auto handler = checked({.max_age = hours(10)});
    const std::string cookie = given(handler);
    clock_->advance(hours(4));
    EXPECT_EQ(given(handler, cookie), "");
    clock_->advance(hours(1));
    EXPECT_NE(given(handler, cookie), "");
    EXPECT_EQ(handler(sent(cookie, token_in(cookie))).status, 200);
    clock_->advance(hours(5));
    EXPECT_EQ(handler(sent(cookie, token_in(cookie))).status, 403);
}

/// security.md, line 46.
TEST_F(CsrfTest, RefusesAMissingToken) {
    const auto handler = checked();
    const std::string cookie = given(handler);
    EXPECT_EQ(handler(request("POST", "/")).body, "No CSRF cookie found");
    EXPECT_EQ(handler(with(request("POST", "/"), "X-CSRFToken", token_in(cookie))).status, 403);
    const auto silent = handler(with(request("DELETE", "/"), "Cookie", cookie));
    EXPECT_EQ(silent.status, 403);
    EXPECT_EQ(silent.body, "The CSRF token wasn't found in the form data or header.");
    EXPECT_EQ(header(silent, "Cache-Control"), "no-store");
    const auto json = post_json("/", "{\"csrftoken\":\"" + token_in(cookie) + "\"}");
    EXPECT_EQ(handler(with(json, "Cookie", cookie)).status, 403);
    EXPECT_EQ(handler(sent(cookie + "; " + cookie, token_in(cookie))).status, 403);
}

TEST_F(CsrfTest, RefusesAnotherSessionsToken) {
    const auto handler = checked();
    const std::string cookie = given(handler, one_session);
    EXPECT_EQ(handler(sent(one_session + "; " + cookie, token_in(cookie))).status, 200);
    EXPECT_EQ(handler(sent(other_session + "; " + cookie, token_in(cookie))).status, 403);
    EXPECT_EQ(handler(sent(cookie, token_in(cookie))).status, 403);
}

TEST_F(CsrfTest, RefusesATokenFromBeforeTheLogin) {
    App app;
    clock_ = app.clock;
    CsrfOptions options{.database = app.database, .clock = clock_};
    const auto login = csrf(app.login(), options);
    const auto guarded = csrf(app.guard(), options);
    const std::string early = given(login);
    const auto posted = with(post_form("/login/", good_form + "&csrftoken=" + token_in(early)), "Cookie", early);
    const auto response = login(posted);
    ASSERT_EQ(response.status, 303);
    const std::string session = cookie_of(response);
    EXPECT_EQ(guarded(sent(session + "; " + early, token_in(early))).status, 403);
    const std::string late = given(guarded, session + "; " + early);
    EXPECT_EQ(guarded(sent(session + "; " + late, token_in(late))).status, 200);
}

TEST_F(CsrfTest, RefusesASelfMadePair) {
    const auto handler = checked();
    EXPECT_EQ(handler(sent("csrftoken=a", "a")).status, 403);
    const std::string made = std::string(77, 'A');
    EXPECT_EQ(handler(sent("csrftoken=" + made, made)).status, 403);
    const std::string mine = given(handler);
    EXPECT_EQ(handler(sent(mine, token_in(given(handler)))).status, 403);
}

TEST_F(CsrfTest, ChecksTheOriginToo) {
    const auto handler = checked({.trusted_origins = {"https://own.example"}});
    const std::string cookie = given(handler);
    const auto good = sent(cookie, token_in(cookie));
    EXPECT_EQ(handler(with(good, "Origin", "https://evil.example")).status, 403);
    EXPECT_EQ(handler(with(good, "Origin", "https://own.example")).status, 200);
}

TEST_F(CsrfTest, LooksOnlyWhereItMay) {
    const auto by_form = checked({.allow_header_param = false});
    const std::string cookie = given(by_form);
    EXPECT_EQ(by_form(sent(cookie, token_in(cookie))).status, 403);
    const auto form = with(post_form("/", cookie), "Cookie", cookie);
    EXPECT_EQ(by_form(form).status, 200);
    EXPECT_EQ(checked({.allow_form_param = false})(form).status, 403);
}

TEST_F(CsrfTest, AFormThatCantBeReadIsToldSo) {
    const auto handler = checked({.body_limit = 8});
    const std::string cookie = given(handler);
    EXPECT_EQ(handler(with(post_form("/", cookie), "Cookie", cookie)).status, 413);
    EXPECT_EQ(checked()(with(post_form("/", "a=%"), "Cookie", cookie)).status, 400);
}

TEST_F(CsrfTest, KeepsWhatAnAppSaysOfPrivateCaching) {
    const Handler next = [](const http::Request& seen) {
        auto response = http::text("hello");
        response.headers.add("Cache-Control", seen.path == "/own" ? "private, max-age=9" : "public, max-age=9");
        return response;
    };
    EXPECT_EQ(header(csrf(next)(request("GET", "/own")), "Cache-Control"), "private, max-age=9");
    EXPECT_EQ(header(csrf(next)(request("GET", "/shared")), "Cache-Control"), "no-store");
}

TEST_F(CsrfTest, ProcessesOnOneDatabaseShareTheSecret) {
    const auto database = open_database("memory:");
    const Handler next = [](const http::Request&) { return http::text("hello"); };
    const std::string cookie = given(csrf(next, {.database = database}));
    EXPECT_EQ(csrf(next, {.database = database})(sent(cookie, token_in(cookie))).status, 200);
    EXPECT_EQ(csrf(next)(sent(cookie, token_in(cookie))).status, 403);
}

TEST_F(CsrfTest, RefusesOptionsThatAreNone) {
    EXPECT_THROW(csrf(nullptr), ConfigError);
    EXPECT_THROW(checked({.secret = Secret{"short"}}), ConfigError);
    EXPECT_THROW(checked({.cookie_name = "a b"}), ConfigError);
    EXPECT_THROW(checked({.cookie_name = "id"}), ConfigError);
    EXPECT_THROW(checked({.allow_header_param = false, .allow_form_param = false}), ConfigError);
}

}  // namespace
}  // namespace ostiary
