#include "endpoints/user_agent.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace ostiary {
namespace {

TEST(UserAgent, NamesBrowserAndSystem) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox on Windows"},
        {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"},
        {"Mozilla/5.0 (X11; FreeBSD amd64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on FreeBSD"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "Version/18.1 Mobile/15E148 Safari/604.1",
         "Safari on iPhone"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1",
         "Chrome on iPhone"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 "
         "Safari/605.1.15",
         "Safari on Mac"},
        {"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile "
         "Safari/537.36",
         "Chrome on Android"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
         "Safari/537.36 Edg/131.0.0.0",
         "Edge on Windows"},
        {"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
         "Safari/537.36",
         "Chrome on ChromeOS"},
        {"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 "
         "Safari/537.36",
         "Chrome on Linux"},
    };
    for (const auto& [header, device] : cases) EXPECT_EQ(describe_user_agent(header), device) << header;
}

TEST(UserAgent, NamesAProgramByItsFirstWord) {
    EXPECT_EQ(describe_user_agent("curl/7.88.1"), "curl");
    EXPECT_EQ(describe_user_agent("python-requests/2.32.3"), "Python (requests)");
    EXPECT_EQ(describe_user_agent("node"), "Node.js");
}

TEST(UserAgent, NamesHalfOfWhatItKnows) {
    EXPECT_EQ(describe_user_agent("Firefox/133.0"), "Firefox");
    EXPECT_EQ(describe_user_agent("SomeApp (Android 14)"), "Browser on Android");
}

TEST(UserAgent, RepeatsNothingThatAClientMadeUp) {
    EXPECT_EQ(describe_user_agent(""), "Unknown device");
    EXPECT_EQ(describe_user_agent("<script>alert(1)</script>"), "Unknown device");
    EXPECT_EQ(describe_user_agent("Your bank, at its office curl/8"), "Unknown device");
}

}  // namespace
}  // namespace ostiary
