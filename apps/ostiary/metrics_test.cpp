#include "metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ostiary::program {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

TEST(Metrics, CountEachEventOfTheAuditTrail) {
    Metrics metrics;
    metrics.count({.event = "login"});
    metrics.count({.event = "login"});
    metrics.count({.event = "login_failed"});
    metrics.count({.event = "something_else"});
    const std::string text = metrics.render({});
    EXPECT_THAT(text, HasSubstr("\nostiary_login_total 2\n"));
    EXPECT_THAT(text, HasSubstr("\nostiary_login_failed_total 1\n"));
    EXPECT_THAT(text, HasSubstr("\nostiary_user_deleted_total 0\n"));
}

TEST(Metrics, CountAnswersByTheClassOfTheirStatus) {
    Metrics metrics;
    for (const int status : {200, 204, 303, 404, 503, 999, 7, -1}) metrics.count_answer(status, 1ms);
    const std::string text = metrics.render({});
    EXPECT_THAT(text, HasSubstr("ostiary_requests_total{status=\"2xx\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("ostiary_requests_total{status=\"3xx\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("ostiary_requests_total{status=\"5xx\"} 1\n"));
}

TEST(Metrics, PutADurationIntoItsBucketAndAllAbove) {
    Metrics metrics;
    metrics.count_answer(200, 5ms);
    metrics.count_answer(200, 70s);
    const std::string text = metrics.render({});
    EXPECT_THAT(text, HasSubstr("_bucket{le=\"0.001\"} 0\n"));
    EXPECT_THAT(text, HasSubstr("_bucket{le=\"0.005\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("_bucket{le=\"5\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("_bucket{le=\"+Inf\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("_count 2\n"));
    EXPECT_THAT(text, HasSubstr("_sum 70.005\n"));
}

TEST(Metrics, ShowWhatIsMeasuredAtTheMoment) {
    const std::string text = Metrics{}.render(
        {.hashing = {.slots = 2, .queue = 32, .running = 1, .waiting = 3}, .sessions = 7, .resident_bytes = 4096});
    EXPECT_THAT(text, HasSubstr("\nostiary_hashing_slots 2\n"));
    EXPECT_THAT(text, HasSubstr("\nostiary_hashing_waiting 3\n"));
    EXPECT_THAT(text, HasSubstr("\nostiary_sessions 7\n"));
    EXPECT_THAT(text, HasSubstr("\nprocess_resident_memory_bytes 4096\n"));
}

TEST(Metrics, KnowWhatTheProcessHolds) {
    EXPECT_GT(resident_bytes(), 100'000U);
}

}  // namespace
}  // namespace ostiary::program
