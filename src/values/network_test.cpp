#include "values/network.hpp"

#include <gtest/gtest.h>

namespace ostiary {
namespace {

std::string text_of(std::string_view text) {
    const auto address = IpAddress::parse(text);
    return address ? address->to_text() : "none";
}

TEST(IpAddress, HasOneSpelling) {
    EXPECT_EQ(text_of("192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(text_of("::ffff:192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(text_of("2001:DB8:0:0::1"), "2001:db8::1");
    EXPECT_EQ(text_of("::1"), "::1");
}

TEST(IpAddress, RefusesWhatIsNone) {
    for (const std::string_view text :
         {"", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "::1%eth0", "[::1]", "a", "1.2.3.4:80", " 1.2.3.4"}) {
        EXPECT_EQ(IpAddress::parse(text), std::nullopt) << text;
    }
    EXPECT_EQ(IpAddress::parse(std::string_view{"1.2.3.4\0x", 9}), std::nullopt);
}

TEST(IpAddress, MasksWithinItsFamily) {
    EXPECT_EQ(IpAddress::parse("192.0.2.77")->masked(24).to_text(), "192.0.2.0");
    EXPECT_EQ(IpAddress::parse("192.0.2.77")->masked(0).to_text(), "0.0.0.0");
    EXPECT_EQ(IpAddress::parse("2001:db8:1:2:3:4:5:6")->masked(64).to_text(), "2001:db8:1:2::");
    EXPECT_EQ(IpAddress::parse("2001:db8:1:2:3:4:5:6")->masked(60).to_text(), "2001:db8:1::");
}

TEST(IpAddress, KnowsLoopback) {
    EXPECT_TRUE(IpAddress::parse("127.5.0.1")->is_loopback());
    EXPECT_TRUE(IpAddress::parse("::1")->is_loopback());
    EXPECT_FALSE(IpAddress::parse("::2")->is_loopback());
    EXPECT_FALSE(IpAddress::parse("128.0.0.1")->is_loopback());
}

TEST(Network, ContainsItsAddressesAndNoOthers) {
    const auto network = Network::parse("10.1.0.0/16");
    ASSERT_TRUE(network);
    EXPECT_TRUE(network->contains(*IpAddress::parse("10.1.255.1")));
    EXPECT_TRUE(network->contains(*IpAddress::parse("::ffff:10.1.0.1")));
    EXPECT_FALSE(network->contains(*IpAddress::parse("10.2.0.1")));
    EXPECT_FALSE(network->contains(*IpAddress::parse("::1")));
    EXPECT_TRUE(Network::parse("::1")->contains(*IpAddress::parse("::1")));
    EXPECT_FALSE(Network::parse("::/0")->contains(*IpAddress::parse("10.1.0.1")));
}

TEST(Network, RefusesWhatIsNone) {
    for (const std::string_view text : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "10.0.0.0/-1", "::/129", "x/8"}) {
        EXPECT_FALSE(Network::parse(text)) << text;
    }
}

}  // namespace
}  // namespace ostiary
