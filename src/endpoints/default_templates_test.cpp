#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/endpoints/default_templates.hpp>
#include <string>
#include <vector>

#include "endpoints/page_template.hpp"

namespace ostiary {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string show(std::string_view name, const Page& page = {}) {
    return make_page(name, {})->render(page);
}

std::vector<std::string> pages() {
    std::vector<std::string> names;
    for (const auto& [name, text] : default_templates()) {
        if (name.ends_with(".html")) names.emplace_back(name);
    }
    return names;
}

TEST(DefaultTemplates, AreTheFivePagesAndTheirSheet) {
    std::vector<std::string_view> names;
    for (const auto& [name, text] : default_templates()) names.push_back(name);
    EXPECT_THAT(names, ::testing::UnorderedElementsAre("account.html", "change_password.html", "home.html",
                                                       "message.html", "ostiary.css", "register.html",
                                                       "session_login.html", "session_logout.html"));
}

TEST(DefaultTemplates, LoadNothingAndRunNothing) {
    for (const auto& name : pages()) {
        const std::string html = show(name);
        EXPECT_THAT(html, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("http:")), Not(HasSubstr("https:")),
                                Not(HasSubstr("url(")), Not(HasSubstr("@import")), Not(HasSubstr(" style=")),
                                Not(HasSubstr(" onclick="))))
            << name;
    }
}

TEST(DefaultTemplates, CarryTheNonceLanguageAndViewport) {
    for (const auto& name : pages()) {
        EXPECT_THAT(show(name, {.values = {{"csp_nonce", "n0nce"}}}),
                    AllOf(HasSubstr("<style nonce=\"n0nce\">"), HasSubstr("<html lang=\"en\">"),
                          HasSubstr("width=device-width, initial-scale=1"), HasSubstr("<meta charset=\"utf-8\">")))
            << name;
    }
}

TEST(SessionLoginPage, HelpsThePasswordManager) {
    const std::string html = show("session_login.html");
    EXPECT_THAT(html,
                AllOf(HasSubstr("<label for=\"username\">"), HasSubstr("autocomplete=\"username\""),
                      HasSubstr("autocapitalize=\"none\""), HasSubstr("<label for=\"password\">"),
                      HasSubstr("autocomplete=\"current-password\""), HasSubstr("name=\"format\" value=\"html\"")));
    EXPECT_THAT(html, AllOf(Not(HasSubstr("role=\"alert\"")), Not(HasSubstr("action="))));
}

TEST(SessionLoginPage, AnnouncesTheErrorWithAHooksMarkup) {
    const std::string html =
        show("session_login.html", {.values = {{"has_error", true}, {"error", "Ask <a href=\"/help\">us</a>"}}});
    EXPECT_THAT(html, HasSubstr("role=\"alert\" tabindex=\"-1\" autofocus>Ask <a href=\"/help\">us</a></div>"));
    EXPECT_THAT(html, HasSubstr("aria-describedby=\"error\""));
    EXPECT_EQ(html.find("autofocus"), html.rfind("autofocus"));
}

TEST(SessionLoginPage, EscapesUsernameAndNext) {
    const std::string html = show("session_login.html", {.values = {{"username", "\"><svg onload=1>"},
                                                                    {"has_next", true},
                                                                    {"next_name", "next"},
                                                                    {"next_value", "/\"><svg onload=1>"}}});
    EXPECT_THAT(html, AllOf(Not(HasSubstr("<svg")), HasSubstr("value=\"&quot;&gt;&lt;svg onload=1&gt;\""),
                            HasSubstr("name=\"next\" value=\"/&quot;")));
}

TEST(SessionLoginPage, ShowsCaptchaAndCsrfFieldWhereTheyAreUsed) {
    const std::string html = show("session_login.html", {.values = {{"has_captcha", true},
                                                                    {"captcha", "<div class=\"h-captcha\"></div>"},
                                                                    {"has_csrf", true},
                                                                    {"csrf_cookie_name", "csrftoken"},
                                                                    {"csrftoken", "t0ken"}}});
    EXPECT_THAT(html, AllOf(HasSubstr("<div class=\"h-captcha\"></div>"),
                            HasSubstr("<input type=\"hidden\" name=\"csrftoken\" value=\"t0ken\">")));
}

TEST(SessionLogoutPage, AsksFirst) {
    EXPECT_THAT(show("session_logout.html"), AllOf(HasSubstr("Are you sure?"), HasSubstr("<form method=\"post\">")));
}

Page account_of_two() {
    const Page here{.values = {{"id", "s1"}, {"device", "Firefox on Windows"}, {"current", true}}};
    const Page there{.values = {{"id", "s2"},
                                {"device", "Safari on iPhone"},
                                {"address", "203.0.113.7"},
                                {"last_seen", "24 Nov 2026, 08:20 UTC"},
                                {"last_seen_iso", "2026-11-24T08:20:32Z"},
                                {"current", false}}};
    return {.values = {{"username", "ann"},
                       {"sessions", std::vector<Page>{here, there}},
                       {"has_others", true},
                       {"logout_url", "/logout/"}}};
}

TEST(AccountPage, NamesTheDeviceOnEachButton) {
    const std::string html = show("account.html", account_of_two());
    EXPECT_THAT(html, HasSubstr("Log out<span class=\"unseen\"> Safari on iPhone at 203.0.113.7"));
    EXPECT_THAT(html, HasSubstr("name=\"revoke\" value=\"s2\""));
    EXPECT_THAT(html, HasSubstr("<time datetime=\"2026-11-24T08:20:32Z\">24 Nov 2026, 08:20 UTC</time>"));
}

TEST(AccountPage, EndsTheCurrentSessionAtTheLogoutAddress) {
    const std::string html = show("account.html", account_of_two());
    EXPECT_THAT(html, AllOf(HasSubstr("This device"), HasSubstr("<form method=\"post\" action=\"/logout/\">"),
                            Not(HasSubstr("value=\"s1\""))));
}

TEST(AccountPage, OffersToEndTheOthersOnlyWhereThereAreSome) {
    EXPECT_THAT(show("account.html", account_of_two()), HasSubstr("name=\"revoke_others\" value=\"1\""));
    EXPECT_THAT(show("account.html", {.values = {{"has_others", false}}}), Not(HasSubstr("revoke_others")));
}

TEST(MessagePage, EscapesWhatItSays) {
    EXPECT_THAT(show("message.html", {.values = {{"title", "<b>"}, {"message", "<i>"}}}),
                AllOf(HasSubstr("<h1>&lt;b&gt;</h1>"), HasSubstr("<p>&lt;i&gt;</p>")));
}

}  // namespace
}  // namespace ostiary
