#include <ostiary/auth/email_address.hpp>

#include <gtest/gtest.h>

#include <string>

namespace ostiary {
namespace {

TEST(EmailAddress, IsWhatMailReachesAsItIsWritten) {
    for (const auto* text : {"bob@example.com", "a.b+tag@mail.example.co.uk", "O'Hara@ex-ample.org", "x@1.com"}) {
        EXPECT_TRUE(is_email_address(text)) << text;
    }
    const std::string longest_local(64, 'a');
    EXPECT_TRUE(is_email_address(longest_local + "@example.com"));
    EXPECT_FALSE(is_email_address(longest_local + "a@example.com"));
}

TEST(EmailAddress, IsNothingThatTwoReadersCouldDifferAbout) {
    for (const auto* text : {"",
                             "@",
                             "bob",
                             "bob@",
                             "@example.com",
                             "bob@example",
                             "bob@@example.com",
                             "a@b@example.com",
                             "a..b@example.com",
                             ".a@example.com",
                             "a.@example.com",
                             "a@.example.com",
                             "a@example.com.",
                             "a@-example.com",
                             "a@example-.com",
                             "a@192.0.2.1",
                             "a@[192.0.2.1]",
                             "\"a b\"@example.com",
                             "a b@example.com",
                             "a@exa mple.com",
                             "a@example.com\n",
                             "a\r\nBcc: x@example.com",
                             "Bob <bob@example.com>",
                             "bob@example.com,eve@example.com",
                             "bób@example.com"}) {
        EXPECT_FALSE(is_email_address(text)) << text;
    }
    EXPECT_FALSE(is_email_address("a@" + std::string(64, 'b') + ".com"));
    EXPECT_FALSE(is_email_address(std::string("a\0b@example.com", 15)));
    std::string long_domain = "a@";
    for (int i = 0; i < 64; ++i) long_domain += "bcd.";
    EXPECT_FALSE(is_email_address(long_domain + "com"));
}

}  // namespace
}  // namespace ostiary
