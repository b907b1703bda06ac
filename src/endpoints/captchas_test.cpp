#include <ostiary/endpoints/captchas.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

#include "support/app.hpp"
#include "support/scripted_http.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::HasSubstr;

std::optional<std::string> judged(const std::string& answer, CaptchaOptions options = {}) {
    const ScriptedHttp provider{answer};
    options.verify_url = provider.url();
    const Captcha captcha = turnstile("site", Secret{"key"}, options);
    return captcha.validator(request("POST", "/login/"), "token");
}

TEST(Captchas, WhoTheProviderCallsHumanPasses) {
    EXPECT_EQ(judged(ScriptedHttp::ok(R"({"success": true, "hostname": "app.example"})")), std::nullopt);
    EXPECT_EQ(judged(ScriptedHttp::ok(R"({"success": true, "hostname": "app.example"})"), {.hostname = "app.example"}),
              std::nullopt);
}

TEST(Captchas, WhomTheProviderRefusesDoesNot) {
    EXPECT_THAT(judged(ScriptedHttp::ok(R"({"success": false})")).value_or(""), HasSubstr("not solved"));
    EXPECT_THAT(
        judged(ScriptedHttp::ok(R"({"success": true, "hostname": "evil.example"})"), {.hostname = "app.example"})
            .value_or(""),
        HasSubstr("not solved"));
}

/// security.md, line 81.
TEST(Captchas, AProviderThatFailsRefuses) {
    const std::string human = R"({"success": true})";
    for (const std::string& answer :
         {ScriptedHttp::ok(human, "500 Internal Server Error"), ScriptedHttp::ok(human, "302 Found"),
          ScriptedHttp::ok("<html>success</html>"), ScriptedHttp::ok(R"({"success": "true"})"), ScriptedHttp::ok(""),
          ScriptedHttp::ok(human + std::string(70'000, ' ')), std::string{"no HTTP"},
          std::string{"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"} + human}) {
        EXPECT_THAT(judged(answer).value_or("let through"), HasSubstr("could not be checked")) << answer.substr(0, 80);
    }
}

TEST(Captchas, AProviderThatIsSlowOrDownRefuses) {
    EXPECT_THAT(judged("", {.timeout = std::chrono::milliseconds(100)}).value_or("let through"),
                HasSubstr("could not be checked"));
    const Captcha captcha = hcaptcha("site", Secret{"key"}, {.verify_url = "http://127.0.0.1:1/"});
    EXPECT_THAT(captcha.validator(request("POST", "/login/"), "token").value_or("let through"),
                HasSubstr("could not be checked"));
}

TEST(Captchas, AMissingOrEndlessTokenIsNotEvenAskedAbout) {
    const Captcha captcha = recaptcha_v2("site", Secret{"key"}, {.verify_url = "http://127.0.0.1:1/"});
    for (const std::string& token : {std::string{}, std::string(9000, 'x')}) {
        EXPECT_THAT(captcha.validator(request("POST", "/login/"), token).value_or("let through"),
                    HasSubstr("complete the captcha"));
    }
}

TEST(Captchas, AKeyThatCantBeOneIsRefused) {
    EXPECT_THROW(static_cast<void>(hcaptcha("", Secret{"key"})), ConfigError);
    EXPECT_THROW(static_cast<void>(hcaptcha("site\"><script>", Secret{"key"})), ConfigError);
    EXPECT_THROW(static_cast<void>(hcaptcha("site", Secret{""})), ConfigError);
}

}  // namespace
}  // namespace ostiary
