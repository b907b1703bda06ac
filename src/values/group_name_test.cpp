#include <ostiary/values/group_name.hpp>

#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

TEST(GroupName, IsPlainEnoughForAHeaderAndAConfiguration) {
    for (const auto* name : {"ops", "7", "team-a", "dev.web_2"}) EXPECT_EQ(GroupName{name}.text(), name);
    EXPECT_EQ(GroupName{std::string(64, 'x')}.text().size(), 64U);
    for (const auto* name : {"", "Ops", "a,b", "a b", "-a", ".", "ä", "a\n", "a:b"})
        EXPECT_THROW(GroupName{name}, ConfigError) << name;
    EXPECT_THROW(GroupName{std::string(65, 'x')}, ConfigError);
}

TEST(GroupName, IsNoMarkOfAUser) {
    EXPECT_THROW(GroupName{"admin"}, ConfigError);
    EXPECT_THROW(GroupName{"superuser"}, ConfigError);
    EXPECT_EQ(GroupName{"admins"}.text(), "admins");
}

}  // namespace
}  // namespace ostiary
