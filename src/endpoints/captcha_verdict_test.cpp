#include "endpoints/captcha_verdict.hpp"

#include <gtest/gtest.h>

namespace ostiary {
namespace {

TEST(CaptchaVerdict, IsHumanForTrueAlone) {
    EXPECT_EQ(judge_captcha(R"({"success": true})", ""), CaptchaVerdict::human);
    EXPECT_EQ(judge_captcha(R"({"success": false, "error-codes": ["timeout-or-duplicate"]})", ""),
              CaptchaVerdict::refused);
}

TEST(CaptchaVerdict, IsUnreadableForWhatOnlyLooksLikeTrue) {
    for (const char* answer :
         {"", "true", "[true]", "null", R"({"success": "true"})", R"({"success": 1})", R"({"Success": true})", "{}",
          R"({"success": true)", R"({"success": true} {})", "<html>success: true</html>", "\xFF"}) {
        EXPECT_EQ(judge_captcha(answer, ""), CaptchaVerdict::unreadable) << answer;
    }
}

TEST(CaptchaVerdict, CountsOnTheHostThatIsWantedAlone) {
    const auto given_on = [](const std::string& host) {
        return judge_captcha(R"({"success": true, "hostname": )" + host + "}", "app.example");
    };
    EXPECT_EQ(given_on(R"("app.example")"), CaptchaVerdict::human);
    EXPECT_EQ(given_on(R"("evil.example")"), CaptchaVerdict::refused);
    EXPECT_EQ(given_on(R"("app.example.evil.example")"), CaptchaVerdict::refused);
    EXPECT_EQ(given_on(R"(["app.example"])"), CaptchaVerdict::refused);
    EXPECT_EQ(judge_captcha(R"({"success": true})", "app.example"), CaptchaVerdict::refused);
}

}  // namespace
}  // namespace ostiary
