#include <ostiary/endpoints/change_password.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string fresh = "violet anchor 71 hummingbird";

std::string change_form(const std::string& current, const std::string& password, const std::string& confirmation) {
    return "current_password=" + current + "&new_password=" + password + "&confirm_new_password=" + confirmation;
}

const std::string good_change = change_form("secret", fresh, fresh);

class ChangePasswordTest : public ::testing::Test {
protected:
    Handler page(ChangePasswordOptions options = {}) {
        options.hasher = app_.hasher;
        options.clock = app_.clock;
        return App::mounted("/change-password", change_password(app_.database, std::move(options)));
    }
    http::Response send(const std::string& form, ChangePasswordOptions options = {}) {
        return page(std::move(options))(with(post_form("/change-password/", form), "Cookie", cookie_));
    }
    std::string hash() { return app_.users->find(app_.bob)->password_hash; }
    bool is_alive(const std::string& cookie) {
        return app_.guard()(with(request("GET", "/"), "Cookie", cookie)).status == 200;
    }
    AuditEvent last_event() { return app_.database->audit()->recent(1).at(0); }

    App app_;
    std::string cookie_ = app_.log_in();
};

TEST_F(ChangePasswordTest, GetShowsWhoseItIs) {
    const auto response = page()(with(request("GET", "/change-password/"), "Cookie", cookie_));
    EXPECT_EQ(response.status, 200);
    for (const auto* part : {"Logged in as <strong>bob</strong>", "autocomplete=\"current-password\"",
                             "autocomplete=\"new-password\"", "name=\"confirm_new_password\"", "minlength=\"15\""}) {
        EXPECT_THAT(response.body, HasSubstr(part));
    }
}

TEST_F(ChangePasswordTest, SetsTheHashEndsAllSessionsAndLogsOut) {
    const std::string elsewhere = app_.log_in();
    const auto response = send(good_change);
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(header(response, "Location"), "/login/");
    EXPECT_THAT(header(response, "Set-Cookie"), HasSubstr("id=; HttpOnly; Max-Age=0"));
    EXPECT_THAT(header(response, "Clear-Site-Data"), HasSubstr("storage"));
    EXPECT_EQ(hash(), "plain:" + fresh);
    EXPECT_FALSE(is_alive(cookie_));
    EXPECT_FALSE(is_alive(elsewhere));
    EXPECT_EQ(last_event().kind, AuditKind::password_changed);
}

TEST_F(ChangePasswordTest, ASessionThatIsKeptEndsWithTheNextChange) {
    const auto reset = [&](const http::Request&, std::string_view, UserId id) {
        app_.users->set_password(id, "plain:an operator's");
    };
    const auto response = send(good_change, {.hooks = {.password_changed = {reset}}, .keep_session = true});
    EXPECT_EQ(response.status, 303);
    EXPECT_FALSE(is_alive(cookie_of(response)));
}

TEST_F(ChangePasswordTest, ChangesNothingForWhoIsGone) {
    auto late = with(post_form("/change-password/", good_change), "Cookie", cookie_);
    late.abandoned = std::make_shared<std::atomic<bool>>(true);
    EXPECT_THROW(page()(late), std::runtime_error);
    EXPECT_EQ(hash(), "plain:secret");
    EXPECT_TRUE(is_alive(cookie_));
}

TEST_F(ChangePasswordTest, KeepsTheSessionByANewOneWhereToldTo) {
    const std::string elsewhere = app_.log_in();
    const auto response = send(good_change, {.keep_session = true, .redirect_to = "/account/"});
    EXPECT_EQ(header(response, "Location"), "/account/");
    const std::string renewed = cookie_of(response);
    EXPECT_NE(renewed, cookie_);
    EXPECT_TRUE(is_alive(renewed));
    EXPECT_FALSE(is_alive(cookie_));
    EXPECT_FALSE(is_alive(elsewhere));
    EXPECT_EQ(app_.count_sessions(), 1U);
}

TEST_F(ChangePasswordTest, WithoutASessionNothingIsShownNorChanged) {
    const auto browser = page()(with(request("GET", "/change-password/"), "Accept", "text/html"));
    EXPECT_EQ(browser.status, 303);
    EXPECT_EQ(header(browser, "Location"), "/login/");
    EXPECT_EQ(page()(with(post_form("/change-password/", good_change), "Accept", "text/html")).status, 303);
    const auto script = page()(post_form("/change-password/", good_change));
    EXPECT_EQ(script.status, 401);
    EXPECT_EQ(script.body, "No session cookie found.");
    EXPECT_EQ(hash(), "plain:secret");
    EXPECT_EQ(app_.hasher->spent, 1);
}

TEST_F(ChangePasswordTest, SaysWhatIsWrongWithAFieldAndCountsNoTry) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "Form is invalid. Missing one or more fields."},
        {change_form("", fresh, fresh), "Form is invalid. Missing one or more fields."},
        {change_form("wrong", "short", "short"), "Password must be at least 15 characters long."},
        {change_form("wrong", fresh, fresh + "x"), "Passwords do not match."},
        {change_form(fresh, fresh, fresh), "The new password must differ from the current one."},
        {change_form("wrong", "bobbobbobbobbobbob", "bobbobbobbobbobbob"),
         "Password is too easy to guess: it is built on your name, your address or the name of this service."},
    };
    for (const auto& [form, text] : cases) {
        const auto response = send(form, {.throttle = {.account_limit = 1}});
        EXPECT_EQ(response.status, 422) << form;
        EXPECT_EQ(response.body, text);
    }
    EXPECT_EQ(hash(), "plain:secret");
    EXPECT_TRUE(is_alive(cookie_));
}

TEST_F(ChangePasswordTest, AWrongCurrentPasswordChangesNothing) {
    const auto response = send("format=html&" + change_form("wrong", fresh, fresh));
    EXPECT_EQ(response.status, 422);
    EXPECT_THAT(response.body, HasSubstr("autofocus>Incorrect password."));
    EXPECT_THAT(response.body, Not(HasSubstr("hummingbird")));
    EXPECT_EQ(hash(), "plain:secret");
    EXPECT_TRUE(is_alive(cookie_));
    EXPECT_EQ(last_event().kind, AuditKind::password_change_failed);
    EXPECT_EQ(last_event().detail, "wrong password");
}

TEST_F(ChangePasswordTest, WrongTriesAndFailedLoginsAreOneBudget) {
    const ThrottleOptions two{.account_limit = 2};
    EXPECT_EQ(send(change_form("wrong", fresh, fresh), {.throttle = two}).status, 422);
    EXPECT_EQ(app_.login({.throttle = two})(post_form("/login/", bad_form)).status, 401);
    const auto spent = send(good_change, {.throttle = two});
    EXPECT_EQ(spent.status, 429);
    EXPECT_EQ(header(spent, "Retry-After"), "300");
    EXPECT_EQ(app_.login({.throttle = two})(post_form("/login/", good_form)).status, 429);
    EXPECT_EQ(hash(), "plain:secret");
    app_.clock->advance(std::chrono::minutes(5));
    EXPECT_EQ(send(good_change, {.throttle = two}).status, 303);
}

TEST_F(ChangePasswordTest, WhatCouldNotBeHashedIsNoTry) {
    const ThrottleOptions one{.account_limit = 1};
    app_.hasher->busy = true;
    for (int i = 0; i < 3; ++i) EXPECT_THROW(send(good_change, {.throttle = one}), HashingBusy);
    app_.hasher->busy = false;
    EXPECT_EQ(send(good_change, {.throttle = one}).status, 303);
}

TEST_F(ChangePasswordTest, OfTwoAtOnceOneSucceeds) {
    app_.hasher->on_hash = [&] { app_.users->set_password(app_.bob, "plain:the quicker one"); };
    const auto response = send(good_change);
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.body, "Incorrect password.");
    EXPECT_EQ(hash(), "plain:the quicker one");
}

TEST_F(ChangePasswordTest, ADisabledUserIsTurnedAway) {
    app_.users->set_active(app_.bob, false);
    EXPECT_EQ(send(good_change).status, 401);
    EXPECT_EQ(hash(), "plain:secret");
}

TEST_F(ChangePasswordTest, TellsTheHooksAndOneThatThrowsChangesNothing) {
    std::vector<UserId> told;
    const auto response = send(good_change, {.hooks = {.password_changed = {[](const auto&, auto, UserId) {
        throw std::runtime_error("no mail");
    }, [&](const auto&, auto, UserId id) { told.push_back(id); }}}});
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(told, std::vector<UserId>{app_.bob});
}

TEST_F(ChangePasswordTest, ReadOnlyShowsTheFormAloneAndAnotherSiteIsRefused) {
    EXPECT_EQ(send(good_change, {.read_only = true}).status, 405);
    auto foreign = with(post_form("/change-password/", good_change), "Cookie", cookie_);
    EXPECT_EQ(page()(with(foreign, "Sec-Fetch-Site", "cross-site")).status, 403);
    EXPECT_EQ(send(good_change + "&new_password=x").status, 400);
    EXPECT_EQ(page()(with(request("GET", "/change-password/x"), "Cookie", cookie_)).status, 404);
    EXPECT_EQ(hash(), "plain:secret");
}

}  // namespace
}  // namespace ostiary
