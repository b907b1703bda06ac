#include "service_addresses.hpp"

#include <atomic>

#include <gtest/gtest.h>

#include <ostiary/stores/open_database.hpp>
#include <ostiary/values/errors.hpp>

#include "support/app.hpp"

namespace ostiary::program {
namespace {

using namespace ostiary::testing;

/// A database whose health the test decides.
class MoodyDatabase : public Database {
public:
    std::shared_ptr<UserStore> users(std::string_view table) override { return real_->users(table); }
    std::shared_ptr<SessionStore> sessions(std::string_view table, std::string_view users) override {
        return real_->sessions(table, users);
    }
    std::shared_ptr<GroupStore> groups(std::string_view users) override { return real_->groups(users); }
    std::shared_ptr<AttemptStore> attempts() override { return real_->attempts(); }
    std::shared_ptr<AuditStore> audit() override { return real_->audit(); }
    std::shared_ptr<RateStore> rates() override { return real_->rates(); }
    std::shared_ptr<SecretStore> secrets() override { return real_->secrets(); }
    void check() override {
        ++checks;
        if (broken) throw StoreError("disk full at /secret/path");
    }

    std::atomic<int> checks = 0;
    std::atomic<bool> broken = false;

private:
    std::shared_ptr<Database> real_ = open_database("memory:");
};

http::Request from(std::string peer, std::string method = "GET") {
    http::Request made = request(std::move(method), "/");
    made.peer = std::move(peer);
    return made;
}

int status_of(const http::Request& sent) {
    return for_this_machine([](const http::Request&) { return http::text("metrics"); })(sent).status;
}

TEST(Health, AnswersWithoutADatabase) {
    const auto answer = health()(from("192.0.2.1"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "ok");
    EXPECT_EQ(header(answer, "Cache-Control"), "no-store");
}

TEST(Health, IsOnlyRead) {
    const auto answer = health()(from("192.0.2.1", "POST"));
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(header(answer, "Allow"), "GET, HEAD");
    EXPECT_EQ(health()(request("GET", "/below")).status, 404);
}

TEST(Readiness, FollowsTheDatabaseAndGivesNothingAway) {
    const auto database = std::make_shared<MoodyDatabase>();
    EXPECT_EQ(readiness(database)(from("192.0.2.1")).status, 200);
    database->broken = true;
    const auto answer = readiness(database)(from("192.0.2.1"));
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
}

TEST(Readiness, ChecksOnceHoweverOftenItIsAsked) {
    const auto database = std::make_shared<MoodyDatabase>();
    const Handler handler = readiness(database);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(handler(from("192.0.2.1")).status, 200);
    EXPECT_LT(database->checks, 10) << "at most one a second";
}

TEST(ForThisMachine, LetsADirectRequestFromHereThrough) {
    EXPECT_EQ(status_of(from("127.0.0.1")), 200);
    EXPECT_EQ(status_of(from("::1")), 200);
}

TEST(ForThisMachine, IsNotThereForAnybodyElse) {
    for (const char* peer : {"192.0.2.1", "::2", "10.0.0.1", "1270.0.0.1", "", "::ffff:192.0.2.1"})
        EXPECT_EQ(status_of(from(peer)), 404) << peer;
}

TEST(ForThisMachine, IsNotThereForWhoComesThroughAProxyOnThisMachine) {
    for (const char* name : {"X-Forwarded-For", "x-forwarded-proto", "X-Forwarded-Anything", "Forwarded", "via",
                             "X-Real-IP", "CF-Connecting-IP"})
        EXPECT_EQ(status_of(with(from("127.0.0.1"), name, "x")), 404) << name;
}

}  // namespace
}  // namespace ostiary::program
