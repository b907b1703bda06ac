#include "auth/sip_hash.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ostiary {
namespace {

constexpr SipHash::Key papers_key{0x0706050403020100, 0x0f0e0d0c0b0a0908};

std::string counting(char length) {
    std::string text;
    for (char i = 0; i < length; ++i) text.push_back(i);
    return text;
}

/// The last is appendix A of the paper, the others of its authors' table.
TEST(SipHash, GivesThePapersValues) {
    const SipHash hash{papers_key};
    EXPECT_EQ(hash(""), 0x726fdb47dd0e0e31);
    EXPECT_EQ(hash(counting(1)), 0x74f839c593dc67fd);
    EXPECT_EQ(hash(counting(8)), 0x93f5f5799a932462);
    EXPECT_EQ(hash(counting(15)), 0xa129ca6149be45e5);
}

TEST(SipHash, ARandomKeyIsAnotherEachTime) {
    EXPECT_NE(SipHash::with_random_key()("a"), SipHash::with_random_key()("a"));
}

}  // namespace
}  // namespace ostiary
