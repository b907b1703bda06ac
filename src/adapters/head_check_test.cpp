#include "adapters/head_check.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ostiary {
namespace {

using namespace std::string_literals;

const HeadLimits limits{.line = 100, .header_bytes = 400, .header_count = 5, .body = 1000};

/// The status that the scanner or the judge refuses `head` with; 200 where both let it pass.
int status_of_head(const std::string& head) {
    const auto end = HeadScanner{limits}.scan(head);
    if (!end) return end.error();
    if (*end && **end != head.size()) return -1;
    const auto judged = judge(head, limits);
    return judged ? 200 : judged.error();
}

std::string get_head(const std::string& fields) {
    return "GET / HTTP/1.1\r\nHost: app\r\n" + fields + "\r\n";
}

std::string post_head(const std::string& fields) {
    return "POST / HTTP/1.1\r\nHost: app\r\n" + fields + "\r\n";
}

struct Case {
    const char* name;
    std::string head;
    int status;
};

std::ostream& operator<<(std::ostream& out, const Case& given) {
    return out << given.name;
}

class HeadCheck : public ::testing::TestWithParam<Case> {};

TEST_P(HeadCheck, IsJudged) {
    EXPECT_EQ(status_of_head(GetParam().head), GetParam().status);
}

std::string name_of(const ::testing::TestParamInfo<Case>& info) {
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Accepts, HeadCheck,
                         ::testing::Values(Case{"PlainGet", get_head(""), 200},
                                           Case{"AbsoluteFormOfTheSameHost",
                                                "GET http://APP/x HTTP/1.1\r\nHost: app\r\n\r\n", 200},
                                           Case{"Http10WithoutHost", "GET / HTTP/1.0\r\n\r\n", 200},
                                           Case{"HostWithPort", "GET / HTTP/1.1\r\nHost: app:8000\r\n\r\n", 200},
                                           Case{"HostIpv6", "GET / HTTP/1.1\r\nHost: [::1]:8000\r\n\r\n", 200},
                                           Case{"EmptyGetBody", get_head("Content-Length: 0\r\n"), 200},
                                           Case{"SizedBody", post_head("Content-Length: 1000\r\n"), 200},
                                           Case{"ChunkedBody", post_head("Transfer-Encoding: chunked\r\n"), 200},
                                           Case{"Utf8Value", get_head("X: \xC3\xA9\r\n"), 200},
                                           Case{"EncodedLineBreakInValue", get_head("X: a%0d%0ab\r\n"), 200}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(
    Framing, HeadCheck,
    ::testing::Values(
        Case{"LengthThenChunked", post_head("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400},
        Case{"ChunkedThenLength", post_head("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400},
        Case{"TwoLengths", post_head("Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
        Case{"TwoEqualLengths", post_head("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
        Case{"LengthList", post_head("Content-Length: 5, 5\r\n"), 400},
        Case{"LengthPlus", post_head("Content-Length: +5\r\n"), 400},
        Case{"LengthMinus", post_head("Content-Length: -1\r\n"), 400},
        Case{"LengthHex", post_head("Content-Length: 0x5\r\n"), 400},
        Case{"LengthEmpty", post_head("Content-Length:\r\n"), 400},
        Case{"LengthOverflow", post_head("Content-Length: 18446744073709551616\r\n"), 400},
        Case{"LengthInnerSpace", post_head("Content-Length: 1 2\r\n"), 400},
        Case{"EncodingGzip", post_head("Transfer-Encoding: gzip\r\n"), 400},
        Case{"EncodingList", post_head("Transfer-Encoding: chunked, gzip\r\n"), 400},
        Case{"EncodingListChunkedLast", post_head("Transfer-Encoding: gzip, chunked\r\n"), 400},
        Case{"EncodingTwice", post_head("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
        Case{"EncodingSplit", post_head("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"), 400},
        Case{"EncodingQuoted", post_head("Transfer-Encoding: \"chunked\"\r\n"), 400},
        Case{"EncodingVerticalTab", post_head("Transfer-Encoding: \vchunked\r\n"), 400},
        Case{"EncodingIdentity", post_head("Transfer-Encoding: identity\r\n"), 400},
        Case{"ChunkedInHttp10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Case{"BodyOnGet", get_head("Content-Length: 5\r\n"), 400},
        Case{"ChunkedGet", get_head("Transfer-Encoding: chunked\r\n"), 400},
        Case{"BodyOnHead", "HEAD / HTTP/1.1\r\nHost: app\r\nContent-Length: 5\r\n\r\n", 400},
        Case{"BodyOnTrace", "TRACE / HTTP/1.1\r\nHost: app\r\nContent-Length: 5\r\n\r\n", 400},
        Case{"BodyTooLarge", post_head("Content-Length: 1001\r\n"), 413},
        Case{"UnknownExpectation", post_head("Content-Length: 5\r\nExpect: cake\r\n"), 417}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Lines, HeadCheck,
    ::testing::Values(Case{"BareLineFeed", "GET / HTTP/1.1\nHost: app\n\n", 400},
                      Case{"BareLineFeedInFields", "GET / HTTP/1.1\r\nHost: app\nX: y\r\n\r\n", 400},
                      Case{"BareReturn", get_head("X: a\rb\r\n"), 400},
                      Case{"TwoReturns", "GET / HTTP/1.1\r\r\nHost: app\r\n\r\n", 400},
                      Case{"FoldedWithSpace", get_head("X: a\r\n b\r\n"), 400},
                      Case{"FoldedWithTab", get_head("X: a\r\n\tb\r\n"), 400},
                      Case{"SpaceBeforeColon", post_head("Content-Length : 5\r\n"), 400},
                      Case{"TabBeforeColon", post_head("Content-Length\t: 5\r\n"), 400},
                      Case{"SpaceBeforeFirstField", "GET / HTTP/1.1\r\n Host: app\r\n\r\n", 400},
                      Case{"NoColon", get_head("Nonsense\r\n"), 400}, Case{"EmptyName", get_head(": x\r\n"), 400},
                      Case{"NulInValue", get_head("X: a\0b\r\n"s), 400},
                      Case{"NulInName", get_head("X\0: a\r\n"s), 400},
                      Case{"EscapeInValue", get_head("X: \x1B[2J\r\n"), 400},
                      Case{"DeleteInValue", get_head("X: \x7F\r\n"), 400},
                      Case{"Utf8InName", get_head("\xC3\xA9: x\r\n"), 400}),
    name_of);

INSTANTIATE_TEST_SUITE_P(Hosts, HeadCheck,
                         ::testing::Values(Case{"Missing", "GET / HTTP/1.1\r\n\r\n", 400},
                                           Case{"Twice", "GET / HTTP/1.1\r\nHost: app\r\nHost: app\r\n\r\n", 400},
                                           Case{"Empty", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
                                           Case{"List", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
                                           Case{"WithUser", "GET / HTTP/1.1\r\nHost: user@app\r\n\r\n", 400},
                                           Case{"WithPath", "GET / HTTP/1.1\r\nHost: app/x\r\n\r\n", 400},
                                           Case{"BadPort", "GET / HTTP/1.1\r\nHost: app:http\r\n\r\n", 400},
                                           Case{"LargePort", "GET / HTTP/1.1\r\nHost: app:65536\r\n\r\n", 400},
                                           Case{"OpenBracket", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400},
                                           Case{"OtherThanTheTargets",
                                                "GET http://other/ HTTP/1.1\r\nHost: app\r\n\r\n", 400}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(RequestLines, HeadCheck,
                         ::testing::Values(Case{"TwoSpaces", "GET  / HTTP/1.1\r\nHost: app\r\n\r\n", 400},
                                           Case{"Tab", "GET\t/ HTTP/1.1\r\nHost: app\r\n\r\n", 400},
                                           Case{"SpaceAtTheEnd", "GET / HTTP/1.1 \r\nHost: app\r\n\r\n", 400},
                                           Case{"SpaceInTarget", "GET /a b HTTP/1.1\r\nHost: app\r\n\r\n", 400},
                                           Case{"NoVersion", "GET /\r\nHost: app\r\n\r\n", 400},
                                           Case{"LowerCaseVersion", "GET / http/1.1\r\nHost: app\r\n\r\n", 400},
                                           Case{"LongVersion", "GET / HTTP/1.10\r\nHost: app\r\n\r\n", 400},
                                           Case{"Http2Preface", "PRI * HTTP/2.0\r\n\r\n", 505},
                                           Case{"Http09", "GET / HTTP/0.9\r\nHost: app\r\n\r\n", 505},
                                           Case{"BadMethod", "G(T / HTTP/1.1\r\nHost: app\r\n\r\n", 400},
                                           Case{"UnknownMethod", "BREW / HTTP/1.1\r\nHost: app\r\n\r\n", 501},
                                           Case{"LowerCaseMethod", "get / HTTP/1.1\r\nHost: app\r\n\r\n", 501},
                                           Case{"Connect", "CONNECT app:443 HTTP/1.1\r\nHost: app:443\r\n\r\n", 501},
                                           Case{"Asterisk", "OPTIONS * HTTP/1.1\r\nHost: app\r\n\r\n", 400},
                                           Case{"RelativeTarget", "GET login HTTP/1.1\r\nHost: app\r\n\r\n", 400},
                                           Case{"Fragment", "GET /#x HTTP/1.1\r\nHost: app\r\n\r\n", 400},
                                           Case{"Utf8Target", "GET /\xC3\xA9 HTTP/1.1\r\nHost: app\r\n\r\n", 400},
                                           Case{"OtherScheme", "GET ftp://app/ HTTP/1.1\r\nHost: app\r\n\r\n", 400},
                                           Case{"UserInTarget", "GET http://u@app/ HTTP/1.1\r\nHost: app\r\n\r\n",
                                                400}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(
    Limits, HeadCheck,
    ::testing::Values(Case{"LineAtLimit", "GET /" + std::string(86, 'a') + " HTTP/1.1\r\nHost: app\r\n\r\n", 200},
                      Case{"LineOverLimit", "GET /" + std::string(87, 'a') + " HTTP/1.1\r\nHost: app\r\n\r\n", 414},
                      Case{"LineWithoutEnd", std::string(200, 'a'), 414},
                      Case{"HeadersAtLimit", get_head("X: " + std::string(384, 'a') + "\r\n"), 200},
                      Case{"HeadersOverLimit", get_head("X: " + std::string(385, 'a') + "\r\n"), 431},
                      Case{"HeadersWithoutEnd", "GET / HTTP/1.1\r\nX: " + std::string(500, 'a'), 431},
                      Case{"CountAtLimit", get_head("A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\n"), 200},
                      Case{"CountOverLimit", get_head("A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\n"), 431}),
    name_of);

TEST(HeadScanner, FindsTheEndByteByByte) {
    const std::string head = get_head("");
    HeadScanner scanner{limits};
    for (std::size_t size = 1; size < head.size(); ++size) {
        const auto end = scanner.scan(head.substr(0, size));
        ASSERT_TRUE(end.has_value());
        ASSERT_FALSE(end->has_value());
    }
    EXPECT_EQ(scanner.scan(head).value(), std::optional{head.size()});
}

TEST(HeadScanner, StopsAtTheFirstOfSeveralHeads) {
    EXPECT_EQ(HeadScanner{limits}.scan(get_head("") + get_head("")).value(), std::optional{get_head("").size()});
}

TEST(HeadScanner, RefusesATlsGreetingAtOnce) {
    EXPECT_EQ(HeadScanner{limits}.scan("\x16\x03\x01").error(), 400);
}

TEST(Judge, SplitsTheTarget) {
    const auto head = judge("GET http://app/a/b?c=d?e HTTP/1.1\r\nHost: app\r\n\r\n", limits);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->path, "/a/b");
    EXPECT_EQ(head->query, "c=d?e");
    EXPECT_EQ(head->host, "app");
}

TEST(Judge, KnowsWhetherTheConnectionStays) {
    EXPECT_TRUE(judge(get_head(""), limits)->keep_alive);
    EXPECT_FALSE(judge(get_head("Connection: x, Close\r\n"), limits)->keep_alive);
    EXPECT_FALSE(judge("GET / HTTP/1.0\r\n\r\n", limits)->keep_alive);
    EXPECT_TRUE(judge("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", limits)->keep_alive);
}

TEST(Judge, RefusesAHeadThatIsNotWhole) {
    EXPECT_FALSE(judge("", limits));
    EXPECT_FALSE(judge("GET / HTTP/1.1\r\nHost: app\r\n", limits));
    EXPECT_FALSE(judge(get_head("") + "x", limits));
}

}  // namespace
}  // namespace ostiary
