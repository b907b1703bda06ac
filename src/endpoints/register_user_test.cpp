#include <ostiary/endpoints/register_user.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/registration.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::Not;

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

}  // namespace
}  // namespace ostiary
