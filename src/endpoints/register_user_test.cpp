#include <ostiary/endpoints/register_user.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app.hpp"
#include "support/at_once.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string right_password = "violet anchor 71 hummingbird";
const std::string carol =
    "username=carol&email=carol@example.org&password=violet anchor 71 hummingbird"
    "&confirm_password=violet anchor 71 hummingbird";

class RegisterUserTest : public ::testing::Test {
protected:
    Handler page(RegisterUserOptions options = {}) {
        options.hasher = app_.hasher;
        options.clock = app_.clock;
        return App::mounted("/register", register_user(app_.database, std::move(options)));
    }
    http::Response send(const std::string& form, RegisterUserOptions options = {}) {
        return page(std::move(options))(post_form("/register/", form));
    }
    std::optional<UserRecord> find(const std::string& name) { return app_.users->find(*canonical_username(name)); }
    std::size_t count() { return app_.users->list(UserId{0}, 1000).size(); }
    AuditEvent last_event() { return app_.database->audit()->recent(1).at(0); }

    App app_;
};

std::string fields(const std::string& username, const std::string& email, const std::string& password,
                   const std::string& confirmation) {
    return "username=" + username + "&email=" + email + "&password=" + password + "&confirm_password=" + confirmation;
}

TEST_F(RegisterUserTest, GetShowsAFormThatPostsToTheSameAddress) {
    const auto response = page({.login_url = "/login/"})(request("GET", "/register/"));
    EXPECT_EQ(response.status, 200);
    for (const auto* part :
         {"method=\"post\"", "name=\"username\"", "name=\"email\"", "name=\"password\"", "name=\"confirm_password\"",
          "autocomplete=\"new-password\"", "minlength=\"15\"", "href=\"/login/\"", "name=\"format\" value=\"html\""}) {
        EXPECT_THAT(response.body, HasSubstr(part));
    }
    EXPECT_EQ(page()(request("GET", "/register/elsewhere")).status, 404);
}

TEST_F(RegisterUserTest, MakesAUserWithTheDefaultsAndSendsItToTheLogin) {
    const auto response = send(carol);
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(header(response, "Location"), "/login/");
    EXPECT_EQ(header(response, "Set-Cookie"), "(none)");
    const auto made = find("carol");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->user.email, "carol@example.org");
    EXPECT_EQ(made->password_hash, "plain:" + right_password);
    EXPECT_FALSE(made->user.active);
    EXPECT_EQ(made->user.created_at, app_.clock->now());
    EXPECT_EQ(last_event().kind, AuditKind::user_registered);
    EXPECT_EQ(last_event().user_id, made->user.id);
}

TEST_F(RegisterUserTest, TakesJsonAndAnswersJsonWhereThereIsNowhereToGo) {
    const auto response = page({.redirect_to = {}, .user_defaults = {.active = true}})(post_json(
        "/register/", R"({"username":"carol","email":"c@example.org","password":"violet anchor 71 hummingbird",)"
                      R"("confirm_password":"violet anchor 71 hummingbird"})"));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, R"({"message":"registered"})");
    EXPECT_TRUE(find("carol")->user.active);
}

TEST_F(RegisterUserTest, NoFieldDecidesWhatTheUserMayDo) {
    EXPECT_EQ(send(carol + "&admin=1&superuser=true&active=1&id=1").status, 303);
    const auto made = find("carol");
    ASSERT_TRUE(made);
    EXPECT_FALSE(made->user.admin || made->user.superuser || made->user.active);
}

TEST_F(RegisterUserTest, SaysWhatIsWrongWithAField) {
    const std::string good = right_password;
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "Form is invalid. Missing one or more fields."},
        {fields("carol", "", good, good), "Form is invalid. Missing one or more fields."},
        {fields("carol", "c@example.org", good, ""), "Form is invalid. Missing one or more fields."},
        {fields(" carol", "c@example.org", good, good), "Invalid username."},
        {fields("carol", "c@example", good, good), "Invalid email address."},
        {fields("carol", "c@example.org", "short", "short"), "Password must be at least 15 characters long."},
        {fields("carol", "c@example.org", good, good + "x"), "Passwords do not match."},
    };
    for (const auto& [form, text] : cases) {
        const auto response = send(form);
        EXPECT_EQ(response.status, 422) << form;
        EXPECT_EQ(response.body, text);
    }
    EXPECT_EQ(send(carol + "&username=eve").status, 400);
    EXPECT_EQ(page()(post_json("/register/", R"({"username":1,"email":"a","password":"b"})")).status, 400);
    EXPECT_EQ(page()(post("/register/", "text/plain", carol)).status, 415);
    EXPECT_EQ(app_.hasher->spent, 0);
    EXPECT_EQ(count(), 2U);
}

TEST_F(RegisterUserTest, NameAndAddressMakeAPasswordGuessable) {
    const std::string name = "hummingbird.anchor";
    EXPECT_THAT(send(fields(name, "c@example.org", name + "11", name + "11")).body, HasSubstr("too easy to guess"));
    const std::string mine = "kestrelplumwalnut";
    EXPECT_THAT(send(fields("carol", mine + "@example.org", mine + "1", mine + "1")).body,
                HasSubstr("too easy to guess"));
}

TEST_F(RegisterUserTest, PiccolosPolicyTakesWhatPiccoloTakes) {
    const RegisterUserOptions piccolo{.password_policy = piccolo_password_policy()};
    EXPECT_EQ(send(fields("carol", "c@example.org", "12345", "12345"), piccolo).body,
              "Password must be at least 6 characters long.");
    const std::string longest(128, 'x');
    EXPECT_EQ(send(fields("carol", "c@example.org", longest + "x", longest + "x"), piccolo).body,
              "Password must be at most 128 characters long.");
    EXPECT_EQ(send(fields("carol", "c@example.org", longest, longest), piccolo).status, 303);
}

TEST_F(RegisterUserTest, AnErrorComesAsThePageWithWhatWasTypedAndNoPassword) {
    const auto response = send("format=html&" + fields("carol<b>", "carol@nowhere", right_password, right_password));
    EXPECT_EQ(response.status, 422);
    EXPECT_THAT(response.body, HasSubstr("role=\"alert\" tabindex=\"-1\" autofocus>Invalid email address."));
    EXPECT_THAT(response.body, HasSubstr("value=\"carol&lt;b&gt;\""));
    EXPECT_THAT(response.body, HasSubstr("value=\"carol@nowhere\""));
    EXPECT_THAT(response.body, Not(HasSubstr("hummingbird")));
    const auto json = page()(with(post_form("/register/", ""), "Accept", "application/json"));
    EXPECT_EQ(header(json, "Content-Type"), "application/problem+json");
}

TEST_F(RegisterUserTest, ATakenNameOrAddressIsTold) {
    EXPECT_EQ(send(carol).status, 303);
    const auto same_name = send(fields("Carol", "other@example.org", right_password, right_password));
    EXPECT_EQ(same_name.status, 422);
    EXPECT_EQ(same_name.body, "User with email or username already exists.");
    EXPECT_EQ(last_event().kind, AuditKind::registration_failed);
    EXPECT_EQ(last_event().detail, "taken");
    const auto same_address = send(fields("dave", "CAROL@example.org", right_password, right_password));
    EXPECT_EQ(same_address.body, same_name.body);
    EXPECT_FALSE(find("dave"));
}

TEST_F(RegisterUserTest, EnumerationSafeAnswersATakenNameAsAFreeOne) {
    std::vector<std::string> told, made;
    const auto safe =
        page({.hooks = {.registered = {[&](const auto&, auto name, auto, UserId) { made.emplace_back(name); }},
                        .taken = {[&](const auto&, auto name, auto email) {
        app_.clock->advance(std::chrono::milliseconds(90));
        told.push_back(std::string{name} + " " + std::string{email});
    }}},
              .enumeration_safe = true});
    const auto ask = [&](const std::string& form) {
        const Instant came = app_.clock->now();
        const int spent = app_.hasher->spent;
        auto response = safe(post_form("/register/", form));
        EXPECT_EQ(app_.clock->now() - came, std::chrono::milliseconds(250));
        EXPECT_EQ(app_.hasher->spent, spent + 1);
        return response;
    };
    const auto free = ask(carol);
    const auto taken = ask(carol);
    EXPECT_EQ(free.status, 303);
    EXPECT_EQ(taken.status, free.status);
    EXPECT_EQ(taken.body, free.body);
    EXPECT_TRUE(std::ranges::equal(taken.headers, free.headers));
    EXPECT_EQ(made, std::vector<std::string>{"carol"});
    EXPECT_EQ(told, std::vector<std::string>{"carol carol@example.org"});
    EXPECT_EQ(count(), 3U);
}

TEST_F(RegisterUserTest, EnumerationSafeAndActiveAtOnceCannotBe) {
    EXPECT_THROW(page({.user_defaults = {.active = true}, .enumeration_safe = true}), ConfigError);
}

TEST_F(RegisterUserTest, FiftyAtOnceMakeOneUser) {
    const auto handler = page();
    std::atomic<int> made{0}, refused{0};
    at_once(50, [&](std::size_t) {
        const int status = handler(post_form("/register/", carol)).status;
        made += status == 303 ? 1 : 0;
        refused += status == 422 ? 1 : 0;
    });
    EXPECT_EQ(made, 1);
    EXPECT_EQ(refused, 49);
    EXPECT_EQ(count(), 3U);
}

TEST_F(RegisterUserTest, EachHashIsChargedToTheAddressOfFailedLogins) {
    const ThrottleOptions two{.address_limit = 2};
    EXPECT_EQ(send(carol, {.throttle = two}).status, 303);
    EXPECT_EQ(send(carol, {.throttle = two}).status, 422);
    const auto third = send("format=html&" + carol, {.throttle = two});
    EXPECT_EQ(third.status, 429);
    EXPECT_EQ(header(third, "Retry-After"), "300");
    EXPECT_THAT(third.body, HasSubstr("Too many attempts."));
    EXPECT_EQ(app_.hasher->spent, 2);
    EXPECT_EQ(app_.login({.throttle = two})(post_form("/login/", good_form)).status, 429);
    EXPECT_EQ(last_event().kind, AuditKind::login_throttled);
}

TEST_F(RegisterUserTest, WhatCouldNotBeHashedIsNoTry) {
    app_.hasher->busy = true;
    const ThrottleOptions one{.address_limit = 1};
    for (int i = 0; i < 3; ++i) EXPECT_THROW(send(carol, {.throttle = one}), HashingBusy);
    app_.hasher->busy = false;
    EXPECT_EQ(send(carol, {.throttle = one}).status, 303);
}

TEST_F(RegisterUserTest, ACaptchaIsAskedAndNeverFailsOpen) {
    RegisterUserOptions options{
        .captcha = Captcha{.form_html = "<i>prove it</i>",
                           .token_field = "human",
                           .validator = [](const auto&, std::string_view token) -> std::optional<std::string> {
        if (token == "boom") throw std::runtime_error("down");
        if (token == "yes") return std::nullopt;
        return "No robots.";
    }}};
    EXPECT_THAT(page(options)(request("GET", "/register/")).body, HasSubstr("<i>prove it</i>"));
    EXPECT_EQ(send(carol, options).body, "No robots.");
    EXPECT_EQ(send(carol + "&human=boom", options).status, 422);
    EXPECT_EQ(app_.hasher->spent, 0);
    EXPECT_EQ(send(carol + "&human=yes", options).status, 303);
}

TEST_F(RegisterUserTest, AHookMayRefuseAndOneThatThrowsAfterwardsChangesNothing) {
    const auto refused = send("format=html&" + carol, {.hooks = {.pre_register = {[](const auto&, auto, auto email) {
        return std::optional{"Not <b>" + std::string{email} + "</b>."};
    }}}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("Not <b>carol@example.org</b>."));
    EXPECT_FALSE(find("carol"));
    const auto made =
        send(carol,
             {.hooks = {.registered = {[](const auto&, auto, auto, UserId) { throw std::runtime_error("no mail"); }}}});
    EXPECT_EQ(made.status, 303);
    EXPECT_TRUE(find("carol"));
}

TEST_F(RegisterUserTest, ReadOnlyShowsTheFormAlone) {
    const auto handler = page({.read_only = true});
    EXPECT_EQ(handler(request("GET", "/register/")).status, 200);
    const auto response = handler(post_form("/register/", carol));
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(response.body, "Running in read only mode.");
    EXPECT_EQ(header(response, "Allow"), "GET, HEAD");
    EXPECT_FALSE(find("carol"));
}

TEST_F(RegisterUserTest, RefusesAnotherSiteAndMakesNoUserForWhoIsGone) {
    EXPECT_EQ(page()(with(post_form("/register/", carol), "Sec-Fetch-Site", "cross-site")).status, 403);
    auto late = post_form("/register/", carol);
    late.abandoned = std::make_shared<std::atomic<bool>>(true);
    EXPECT_THROW(page()(late), std::runtime_error);
    EXPECT_EQ(count(), 2U);
    EXPECT_EQ(page()(request("DELETE", "/register/")).status, 405);
}

}  // namespace
}  // namespace ostiary
