#include "endpoints/form.hpp"

#include <gtest/gtest.h>

#include "endpoints/captcha_verdict.hpp"
#include "endpoints/media_type.hpp"

namespace ostiary {
namespace {

TEST(UrlencodedForm, ReadsFieldsAndTheirEncoding) {
    const auto form = read_urlencoded_form("a=1&b=x+y%26z&c&d=%E2%82%AC&&=e");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->text("a"), "1");
    EXPECT_EQ(form->text("b"), "x y&z");
    EXPECT_EQ(form->text("c"), "");
    EXPECT_EQ(form->text("d"), "\xE2\x82\xAC");
}

TEST(UrlencodedForm, KeepsNulBytes) {
    const auto form = read_urlencoded_form("a=x%00y");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->text("a"), (std::string_view{"x\0y", 3}));
}

TEST(UrlencodedForm, HasABoundOnFields) {
    std::string body;
    for (int i = 0; i < 101; ++i) body += "f" + std::to_string(i) + "=&";
    EXPECT_FALSE(read_urlencoded_form(body));
}

TEST(JsonForm, TakesTextsOfTheOutermostObjectAlone) {
    const auto form =
        read_json_form(R"({"a": "1", "b": {"a": "2", "c": ["x"]}, "d": [ "y" ], "e": "\u00e9\u0000", "f": 1.5})");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->text("a"), "1");
    EXPECT_TRUE(form->is_no_text("b"));
    EXPECT_TRUE(form->is_no_text("d"));
    EXPECT_TRUE(form->is_no_text("f"));
    EXPECT_EQ(form->text("c"), "");
    EXPECT_EQ(form->text("e"), (std::string_view{"\xC3\xA9\0", 3}));
}

TEST(JsonForm, RefusesWhatIsNoSingleObject) {
    for (const auto* body : {"", "[]", "\"a\"", "1", "null", "{", "{}{}", "{\"a\":1,}", "{'a':1}", "{\"a\":\"\xFF\"}",
                             "{\"a\":\"\\ud800\"}", R"({"a":1,"a":2})", R"({"a":1,"\u0061":2})", "// x\n{}"}) {
        EXPECT_FALSE(read_json_form(body)) << body;
    }
    EXPECT_FALSE(read_json_form(std::string(100'000, '[')));
    EXPECT_TRUE(read_json_form(" {} \n"));
}

TEST(MultipartForm, ReadsParts) {
    const auto form = read_multipart_form(
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n"
        "--b\r\ncontent-disposition: form-data; name=\"c\"\r\nContent-Type: text/plain\r\n\r\n\r\n--b--\r\n",
        "b");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->text("a"), "1\r\n2");
    EXPECT_EQ(form->text("c"), "");
}

TEST(MultipartForm, RefusesWhatIsMalformed) {
    for (const auto* body : {"", "--b", "x--b--", "--b\r\n\r\n", "--b\r\nA: b\r\n\r\nx\r\n--b--",
                             "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
                             "--b\r\nContent-Disposition: form-data; name=\"a\\\"\"\r\n\r\nx\r\n--b--",
                             "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\nx\r\n--b--",
                             "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\n"
                             "Content-Disposition: form-data; name=\"a\"\r\n\r\n2\r\n--b--"}) {
        EXPECT_FALSE(read_multipart_form(body, "b")) << body;
    }
}

TEST(MultipartForm, HasABoundOnParts) {
    std::string body;
    for (int i = 0; i < 10'000; ++i) {
        body += "--b\r\nContent-Disposition: form-data; name=\"f" + std::to_string(i) + "\"\r\n\r\n\r\n";
    }
    EXPECT_FALSE(read_multipart_form(body + "--b--", "b"));
}

TEST(MediaType, ReadsNameAndBoundary) {
    EXPECT_EQ(parse_media_type("Application/JSON ; charset=utf-8")->name, "application/json");
    EXPECT_EQ(parse_media_type("multipart/form-data; Boundary=\"a b\"")->boundary, "a b");
    EXPECT_FALSE(parse_media_type("multipart/form-data; boundary=a; boundary=b"));
    EXPECT_FALSE(parse_media_type("multipart/form-data; boundary=" + std::string(71, 'x')));
    EXPECT_FALSE(parse_media_type("json"));
    EXPECT_TRUE(parse_media_type("a/b" + std::string(1'000'000, ';')));
}

TEST(MediaType, PicksWhatTheClientWants) {
    EXPECT_EQ(wanted_type(""), Wanted::text);
    EXPECT_EQ(wanted_type("*/*"), Wanted::text);
    EXPECT_EQ(wanted_type("text/html,application/xhtml+xml,*/*;q=0.8"), Wanted::html);
    EXPECT_EQ(wanted_type("application/problem+json"), Wanted::json);
    EXPECT_EQ(wanted_type("image/png, Application/JSON;q=0.9"), Wanted::json);
}

TEST(CaptchaVerdict, IsHumanOnlyWhereSuccessIsTrue) {
    EXPECT_EQ(judge_captcha(R"({"success": true})", ""), CaptchaVerdict::human);
    EXPECT_EQ(judge_captcha(R"({"success": false})", ""), CaptchaVerdict::refused);
    for (const auto* answer : {R"({"success": "true"})", R"({"success": 1})", "{}", "[]", "", "<html>", "true"}) {
        EXPECT_EQ(judge_captcha(answer, ""), CaptchaVerdict::unreadable) << answer;
    }
}

TEST(CaptchaVerdict, ComparesTheHostNameWhereOneIsWanted) {
    EXPECT_EQ(judge_captcha(R"({"success": true, "hostname": "a.example"})", "a.example"), CaptchaVerdict::human);
    EXPECT_EQ(judge_captcha(R"({"success": true, "hostname": "b.example"})", "a.example"), CaptchaVerdict::refused);
    EXPECT_EQ(judge_captcha(R"({"success": true})", "a.example"), CaptchaVerdict::refused);
}

}  // namespace
}  // namespace ostiary
