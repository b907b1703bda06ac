#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "support/running_server.hpp"

namespace ostiary {
namespace {

using namespace std::string_literals;
using testing::answers_in;
using testing::RunningServer;
using testing::status_of;

struct Attack {
    const char* name;
    /// Ends in a second request, which must never be answered.
    std::string bytes;
    int status = 400;
};

std::ostream& operator<<(std::ostream& out, const Attack& attack) {
    return out << attack.name;
}

const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: app\r\n\r\n";

std::string post(const std::string& fields, const std::string& body) {
    return "POST / HTTP/1.1\r\nHost: app\r\n" + fields + "\r\n" + body + smuggled;
}

std::string chunked(const std::string& body) {
    return post("Transfer-Encoding: chunked\r\n", body);
}

class Smuggling : public ::testing::TestWithParam<Attack> {};

TEST_P(Smuggling, IsRefusedAndTheConnectionClosed) {
    RunningServer running;
    std::atomic<int> reached = 0;
    running.server.mount("/", [&](const http::Request& request) {
        if (request.path == "/smuggled") ++reached;
        return http::text("ok");
    });
    running.start();
    const std::string answer = running.ask(GetParam().bytes);
    EXPECT_EQ(status_of(answer), GetParam().status) << answer;
    EXPECT_EQ(answers_in(answer), 1U) << answer;
    EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos);
    EXPECT_NE(answer.find("X-Content-Type-Options: nosniff\r\n"), std::string::npos);
    EXPECT_EQ(reached, 0);
}

std::string attack_name(const ::testing::TestParamInfo<Attack>& given) {
    return given.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Server, Smuggling,
    ::testing::Values(
        Attack{"LengthWithChunked", post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
        Attack{"ChunkedWithLength", post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n")},
        Attack{"DifferingLengths", post("Content-Length: 0\r\nContent-Length: 38\r\n", "")},
        Attack{"SignedLength", post("Content-Length: +0\r\n", "")},
        Attack{"ChunkedTwice", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n")},
        Attack{"Gzip", post("Transfer-Encoding: gzip\r\n", "")},
        Attack{"ChunkedInHttp10",
               "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n" + smuggled},
        Attack{"BodyOnGet", "GET / HTTP/1.1\r\nHost: app\r\nContent-Length: 38\r\n\r\n" + smuggled},
        Attack{"ChunkedGet", "GET / HTTP/1.1\r\nHost: app\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled},
        Attack{"BodyOnHead", "HEAD / HTTP/1.1\r\nHost: app\r\nContent-Length: 38\r\n\r\n" + smuggled},
        Attack{"BareLineFeed", "GET / HTTP/1.1\nHost: app\n\n" + smuggled},
        Attack{"FoldedField", "GET / HTTP/1.1\r\nHost: app\r\nX: a\r\n b\r\n\r\n" + smuggled},
        Attack{"SpaceBeforeColon", post("Content-Length : 38\r\n", "")}, Attack{"NulInField", post("X: a\0b\r\n"s, "")},
        Attack{"MissingHost", "GET / HTTP/1.1\r\n\r\n" + smuggled},
        Attack{"TwoHosts", "GET / HTTP/1.1\r\nHost: app\r\nHost: other\r\n\r\n" + smuggled},
        Attack{"OtherAuthority", "GET http://other/ HTTP/1.1\r\nHost: app\r\n\r\n" + smuggled},
        Attack{"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + smuggled, 505},
        Attack{"Connect", "CONNECT app:1 HTTP/1.1\r\nHost: app:1\r\n\r\n" + smuggled, 501},
        Attack{"NegativeChunk", chunked("-2\r\n")}, Attack{"SignedChunk", chunked("+4\r\nabcd\r\n0\r\n\r\n")},
        Attack{"PrefixedChunk", chunked("0x4\r\nabcd\r\n0\r\n\r\n")},
        Attack{"SpaceBeforeChunkSize", chunked(" 4\r\nabcd\r\n0\r\n\r\n")},
        Attack{"SpaceAfterChunkSize", chunked("4 \r\nabcd\r\n0\r\n\r\n")},
        Attack{"EmptyChunkSize", chunked("\r\nabcd\r\n0\r\n\r\n")},
        Attack{"OverflowingChunk", chunked("10000000000000004\r\nabcd\r\n0\r\n\r\n")},
        Attack{"HugeChunk", chunked("ffffffffffffffff\r\nabcd\r\n0\r\n\r\n"), 413},
        Attack{"ChunkLongerThanItSays", chunked("3\r\nabcd\r\n0\r\n\r\n")},
        Attack{"ChunkEndsInLineFeed", chunked("4\nabcd\n0\n\n")},
        Attack{"LineFeedInExtension", chunked("4;a\nb\r\nabcd\r\n0\r\n\r\n")},
        Attack{"LongExtension", chunked("4;" + std::string(300, 'a') + "\r\nabcd\r\n0\r\n\r\n")},
        Attack{"EndlessExtension", chunked("4;" + std::string(20'000, 'a'))},
        Attack{"LineFeedInAQuotedExtension", chunked("1;a=\"\n\"\r\nx\r\n0\r\n\r\n")},
        Attack{"NulInAQuotedExtension", chunked("1;a=\"\0\"\r\nx\r\n0\r\n\r\n"s)},
        Attack{"ManyBlankLines", "\r\n\r\n\r\n" + smuggled},
        Attack{"LongTrailers", chunked("0\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n")},
        Attack{"BadTrailer", chunked("0\r\nX : a\r\n\r\n")}, Attack{"LineFeedTrailer", chunked("0\r\nX: a\n\r\n\r\n")}),
    attack_name);

}  // namespace
}  // namespace ostiary
