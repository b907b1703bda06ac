#include "values/timestamp.hpp"

#include <gtest/gtest.h>

namespace ostiary {
namespace {

TEST(Timestamp, IsUtcInBothForms) {
    const Instant moment{std::chrono::milliseconds(1'795'508'432'007)};
    EXPECT_EQ(to_iso(moment), "2026-11-24T08:20:32.007Z");
    EXPECT_EQ(to_readable(moment), "24 Nov 2026, 08:20 UTC");
    EXPECT_EQ(to_iso(Instant{}), "1970-01-01T00:00:00.000Z");
}

}  // namespace
}  // namespace ostiary
