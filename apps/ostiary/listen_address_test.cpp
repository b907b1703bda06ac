#include "listen_address.hpp"

#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

#include "command_line_texts.hpp"

namespace ostiary::program {
namespace {

TEST(ListenAddress, TakesBothKindsOfAddress) {
    const auto v4 = parse_listen_address("127.0.0.1:8000", "listen");
    EXPECT_EQ(v4.host, "127.0.0.1");
    EXPECT_EQ(v4.port, 8000);
    const auto v6 = parse_listen_address("[::1]:0", "listen");
    EXPECT_EQ(v6.host, "::1");
    EXPECT_EQ(v6.port, 0);
}

TEST(ListenAddress, RefusesWhatIsNone) {
    for (const char* text : {"", "nowhere", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:-1",
                             "127.0.0.1:8x", ":8000", "::1:8000", "[::1]", "[127.0.0.1]:80", "[]:80"})
        EXPECT_THROW(static_cast<void>(parse_listen_address(text, "listen")), ConfigError) << text;
}

TEST(UnexpectedArgument, IsNamedWithoutWhatMayBeAPassword) {
    EXPECT_EQ(unexpected_argument({"--password", "hunter2"}), "there is no --password");
    EXPECT_EQ(unexpected_argument({"--password=hunter2"}), "there is no --password");
    EXPECT_EQ(unexpected_argument({"hunter2"}), "there is an argument too many");
}

}  // namespace
}  // namespace ostiary::program
