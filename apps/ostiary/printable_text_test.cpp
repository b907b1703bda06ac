#include "printable_text.hpp"

#include <gtest/gtest.h>

#include "program_log.hpp"
#include "text_table.hpp"

namespace ostiary::program {
namespace {

TEST(Printable, LeavesTextAlone) {
    EXPECT_EQ(printable("Zoë 東京 \U0001f600"), "Zoë 東京 \U0001f600");
}

TEST(Printable, DisarmsWhatSteersATerminal) {
    EXPECT_EQ(printable("a\x1b[2Jb\n"), "a\\x1b[2Jb\\x0a");
    EXPECT_EQ(printable(std::string_view{"a\0b\x7f", 4}), "a\\x00b\\x7f");
    EXPECT_EQ(printable("\xc2\x9b"), "\\x9b");
    EXPECT_EQ(printable("\u2028\u202e"), "\\u2028\\u202e");
}

TEST(Printable, MarksWhatIsNoUtf8) {
    for (const char* text : {"\xff", "\xc3", "\x80"}) EXPECT_EQ(printable(text), "?");
    EXPECT_EQ(printable("\xc0\x8a"), "??");
    EXPECT_EQ(printable("\xed\xa0\x80"), "???");
    EXPECT_EQ(printable("\xf4\x90\x80\x80"), "????");
}

TEST(TimeText, IsUtc) {
    const Instant moment{std::chrono::milliseconds{1'795'508'432'007}};
    EXPECT_EQ(to_iso_text(moment), "2026-11-24T08:20:32.007Z");
    EXPECT_EQ(to_short_text(moment), "2026-11-24 08:20 UTC");
}

TEST(TextTable, AlignsByCharacters) {
    EXPECT_EQ(align({{"NAME", "AGE"}, {"Zoë", "7"}, {"Alexander", ""}}), "NAME       AGE\nZoë        7\nAlexander\n");
}

TEST(LogLine, QuotesWhatCouldBeReadAsAnotherField) {
    const std::string line =
        to_line({.level = LogLevel::warning,
                 .event = "login_failed",
                 .fields = {{"username", "a b=c\"d\n"}, {"address", "192.0.2.1"}, {"detail", ""}}});
    EXPECT_TRUE(line.ends_with(R"( warning login_failed username="a b=c\"d\\x0a" address=192.0.2.1 detail="")"))
        << line;
}

}  // namespace
}  // namespace ostiary::program
