#include <ostiary/endpoints/register_user.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/at_once.hpp"
#include "support/registration.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::HasSubstr;

class RegisterUserDefenceTest : public RegisterUserTest {};

TEST_F(RegisterUserDefenceTest, NoFieldDecidesWhatTheUserMayDo) {
    EXPECT_EQ(send(carol + "&admin=1&superuser=true&active=1&id=1").status, 303);
    const auto made = find("carol");
    ASSERT_TRUE(made);
    EXPECT_FALSE(made->user.admin || made->user.superuser || made->user.active);
}

TEST_F(RegisterUserDefenceTest, ATakenNameOrAddressIsTold) {
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

TEST_F(RegisterUserDefenceTest, ReservedNamesAreNobodysInAnySpelling) {
    for (const auto* name : {"admin", "Root", "\uff41dmin"}) {
        const auto refused = send(fields(name, "eve@example.org", right_password, right_password));
        EXPECT_EQ(refused.status, 422) << name;
        EXPECT_EQ(refused.body, "Invalid username.");
    }
    EXPECT_EQ(send(fields("admin", "eve@example.org", right_password, right_password), {.reserved_names = {}}).status,
              303);
    EXPECT_THROW(page({.reserved_names = {""}}), ConfigError);
}

TEST_F(RegisterUserDefenceTest, TheOwnerIsToldOnceAMinuteAndNotTheStranger) {
    std::vector<std::string> told;
    const auto telling = page({.hooks = {.taken = {[&](const auto&, auto, auto email) { told.emplace_back(email); }}}});
    const auto ask = [&](const std::string& name, const std::string& email) {
        telling(post_form("/register/", fields(name, email, right_password, right_password)));
    };
    ask("carol", "carol@example.org");
    for (int i = 0; i < 3; ++i) ask("CAROL", "eve@evil.example");
    EXPECT_EQ(told, std::vector<std::string>{"carol@example.org"});
    app_.clock->advance(std::chrono::minutes(2));
    ask("dave", "Carol@example.org");
    EXPECT_EQ(told.size(), 2U);
}

TEST_F(RegisterUserDefenceTest, EnumerationSafeAnswersATakenNameAsAFreeOne) {
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

TEST_F(RegisterUserDefenceTest, EnumerationSafeAndActiveAtOnceCannotBe) {
    EXPECT_THROW(page({.user_defaults = {.active = true}, .enumeration_safe = true}), ConfigError);
}

TEST_F(RegisterUserDefenceTest, FiftyAtOnceMakeOneUser) {
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

TEST_F(RegisterUserDefenceTest, EachHashIsChargedToTheAddressOfFailedLogins) {
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

TEST_F(RegisterUserDefenceTest, WhatCouldNotBeHashedIsNoTry) {
    app_.hasher->busy = true;
    const ThrottleOptions one{.address_limit = 1};
    for (int i = 0; i < 3; ++i) EXPECT_THROW(send(carol, {.throttle = one}), HashingBusy);
    app_.hasher->busy = false;
    EXPECT_EQ(send(carol, {.throttle = one}).status, 303);
}

TEST_F(RegisterUserDefenceTest, ACaptchaIsAskedAndNeverFailsOpen) {
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

TEST_F(RegisterUserDefenceTest, RefusesAnotherSiteAndMakesNoUserForWhoIsGone) {
    EXPECT_EQ(page()(with(post_form("/register/", carol), "Sec-Fetch-Site", "cross-site")).status, 403);
    auto late = post_form("/register/", carol);
    late.abandoned = std::make_shared<std::atomic<bool>>(true);
    EXPECT_THROW(page()(late), std::runtime_error);
    EXPECT_EQ(count(), 2U);
    EXPECT_EQ(page()(request("DELETE", "/register/")).status, 405);
}

}  // namespace
}  // namespace ostiary
