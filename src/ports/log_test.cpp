#include <ostiary/ports/log.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>

#include "support/at_once.hpp"

namespace ostiary {
namespace {

using ::testing::EndsWith;
using ::testing::MatchesRegex;

class Log : public ::testing::Test {
public:
    Log() = default;
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;
    ~Log() override { set_log_sink({}); }

protected:
    static std::string json(const std::string& value) {
        return to_json({.level = LogLevel::info, .event = "e", .fields = {{"f", value}}});
    }
};

TEST_F(Log, WritesOneObjectWithAUtcTime) {
    EXPECT_THAT(to_json({.level = LogLevel::warning, .event = "login_failed", .fields = {{"username", "bob"}}}),
                MatchesRegex("\\{\"time\":\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z\",\"level\":\"warning\","
                             "\"event\":\"login_failed\",\"username\":\"bob\"\\}"));
}

TEST_F(Log, ForgesNoSecondLine) {
    EXPECT_THAT(json("a\n{\"event\":\"ok\"}\r"), EndsWith(R"("f":"a\u000a{\"event\":\"ok\"}\u000d"})"));
    EXPECT_THAT(json(std::string("\0\x1b[2J\x7f", 6)), EndsWith(R"("f":"\u0000\u001b[2J\u007f"})"));
    EXPECT_THAT(json("\u0085\u009b\u2028\u2029"), EndsWith(R"("f":"\u0085\u009b\u2028\u2029"})"));
}

TEST_F(Log, KeepsUnicodeAndReplacesWhatIsNone) {
    EXPECT_THAT(json("Zo\u00eb \U0001f600 \u00a0"), EndsWith("\"f\":\"Zo\u00eb \U0001f600 \u00a0\"}"));
    EXPECT_THAT(json("a\xff\xc3"), EndsWith(R"("f":"a\ufffd\ufffd"})"));
    EXPECT_THAT(json("\xed\xa0\x80"), EndsWith(R"("f":"\ufffd\ufffd\ufffd"})"));
}

TEST_F(Log, EscapesTheNamesOfFieldsToo) {
    EXPECT_THAT(to_json({.event = "e", .fields = {{"a\"b", "c\\d"}}}), EndsWith(R"("a\"b":"c\\d"})"));
}

TEST_F(Log, GoesToTheSinkThatIsSet) {
    std::string event;
    set_log_sink([&](const LogRecord& record) { event = record.event; });
    log({.event = "first"});
    EXPECT_EQ(event, "first");
    set_log_sink({});
    log({.event = "second"});
    EXPECT_EQ(event, "first");
}

TEST_F(Log, SurvivesASinkThatThrows) {
    set_log_sink([](const LogRecord&) { throw std::runtime_error("disk full"); });
    EXPECT_NO_THROW(log({.event = "e"}));
}

TEST_F(Log, GoesToAnotherSinkWhileThreadsWrite) {
    std::atomic<int> lines{0};
    const LogSink count = [&](const LogRecord&) { ++lines; };
    set_log_sink(count);
    testing::at_once(4, [&](std::size_t thread) {
        for (int i = 0; i < 200; ++i) {
            if (thread == 0) set_log_sink(count);
            log({.event = "e"});
        }
    });
    EXPECT_EQ(lines, 800);
}

}  // namespace
}  // namespace ostiary
