#include "endpoints/page_template.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// Templates in a folder of their own, gone with the test.
class PageTemplate : public ::testing::Test {
protected:
    PageTemplate() {
        std::string name = (std::filesystem::temp_directory_path() / "ostiary-pages-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        folder_ = name;
    }
    ~PageTemplate() override { std::filesystem::remove_all(folder_); }

    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
        return (folder_ / name).string();
    }

    std::string render(const std::string& text, const Page& page, const Styles& styles = {}) const {
        return make_page("session_login.html", {.template_path = write("page.html", text), .styles = styles})
            ->render(page);
    }

    static std::string refusal(const std::string& path) {
        try {
            (void)make_page("session_login.html", {.template_path = path});
            return "";
        } catch (const ConfigError& error) {
            return error.what();
        }
    }

    std::filesystem::path folder_;
};

TEST_F(PageTemplate, EscapesWhatAUserTyped) {
    EXPECT_EQ(render("<p title=\"{{username}}\">{{username}}</p>", {.values = {{"username", "\"'><svg onload=1>&"}}}),
              "<p title=\"&quot;&apos;&gt;&lt;svg onload=1&gt;&amp;\">&quot;&apos;&gt;&lt;svg onload=1&gt;&amp;</p>");
}

TEST_F(PageTemplate, NeverReadsAValueAsATemplate) {
    const Page page{.values = {{"secret", "s"},
                               {"username", "{{7*7}} {{secret}} {{{secret}}} {{=<% %>=}} <%secret%> {{>secret}}"}}};
    EXPECT_EQ(render("{{{username}}} {{secret}}", page),
              "{{7*7}} {{secret}} {{{secret}}} {{=<% %>=}} <%secret%> {{>secret}} s");
}

TEST_F(PageTemplate, TrustsTripleBracesWithMarkup) {
    EXPECT_EQ(render("{{{error}}}", {.values = {{"error", "<a href=\"/x\">x</a>"}}}), "<a href=\"/x\">x</a>");
}

TEST_F(PageTemplate, RefusesPartialsBecauseTheyWouldParseAValue) {
    for (const char* text : {"{{> username}}", "{{#never}}{{ >username }}{{/never}}"}) {
        EXPECT_THAT(refusal(write("page.html", text)), AllOf(HasSubstr("template_path"), HasSubstr("partial")));
    }
    // Other delimiters hide one from the check; it shows nothing then.
    EXPECT_EQ(render("{{=<% %>=}}a<%> username%>b", {.values = {{"username", "{{x}}"}}}), "ab");
}

TEST_F(PageTemplate, RepeatsASectionForEachItemOfAList) {
    const Page page{.values = {{"sessions", std::vector<Page>{{.values = {{"id", "1"}}}, {.values = {{"id", "2"}}}}},
                               {"name", "n"}}};
    EXPECT_EQ(render("{{#sessions}}[{{id}} {{name}}]{{/sessions}}", page), "[1 n][2 n]");
    EXPECT_EQ(render("{{^sessions}}none{{/sessions}}", {.values = {{"sessions", std::vector<Page>{}}}}), "none");
}

TEST_F(PageTemplate, TakesAnEmptyTextForFalse) {
    EXPECT_EQ(render("{{#email}}yes{{/email}}{{^email}}no{{/email}}", {.values = {{"email", ""}}}), "no");
    EXPECT_EQ(render("{{#email}}{{email}}{{/email}}", {.values = {{"email", "a@b"}}}), "a@b");
}

TEST_F(PageTemplate, IsReadOnce) {
    const auto path = write("page.html", "first");
    const auto page = make_page("session_login.html", {.template_path = path});
    write("page.html", "second");
    EXPECT_EQ(page->render({}), "first");
}

TEST_F(PageTemplate, RefusesAPathThatWontDo) {
    EXPECT_THAT(refusal("page.html"), HasSubstr("template_path: page.html must be an absolute path"));
    EXPECT_THAT(refusal("../page.html"), HasSubstr("must be an absolute path"));
    EXPECT_THAT(refusal(""), HasSubstr("template_path"));
    EXPECT_THAT(refusal((folder_ / "missing.html").string()), HasSubstr("template_path"));
    EXPECT_THAT(refusal(folder_.string()), HasSubstr("is not a file"));
    EXPECT_THAT(refusal("/dev/zero"), HasSubstr("is not a file"));
}

TEST_F(PageTemplate, RefusesWhatIsNoMustache) {
    for (const char* text : {"{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{a", "{{#a}}{{#b}}{{/a}}{{/b}}", "{{=x=}}"}) {
        EXPECT_THAT(refusal(write("page.html", text)), AllOf(HasSubstr("template_path"), HasSubstr("Mustache")))
            << text;
    }
}

TEST_F(PageTemplate, RefusesMoreThanOneMebibyte) {
    EXPECT_EQ(refusal(write("page.html", std::string(1024 * 1024, 'x'))), "");
    EXPECT_THAT(refusal(write("page.html", std::string(1024 * 1024 + 1, 'x'))), HasSubstr("larger than 1 MiB"));
}

TEST_F(PageTemplate, ShowsTheBuiltInSheetUnlessOneLiesBeside) {
    EXPECT_THAT(render("{{{css}}}", {}), HasSubstr("prefers-color-scheme: dark"));
    write("ostiary.css", "p { color: {{username}} }");
    EXPECT_EQ(render("{{{css}}}", {.values = {{"username", "n"}}}), "p { color: {{username}} }");
}

TEST_F(PageTemplate, ShowsTheColoursSet) {
    EXPECT_EQ(render("{{styles}}{{#light_only}} light{{/light_only}}", {}, {.button_color = "navy"}),
              ":root{--button-color:navy;}");
    EXPECT_EQ(render("{{styles}}{{#light_only}} light{{/light_only}}", {}, {.text_color = "rgb(1, 2, 3)"}),
              ":root{--text-color:rgb(1, 2, 3);} light");
    EXPECT_THROW(render("", {}, {.text_color = "</style>"}), ConfigError);
}

TEST_F(PageTemplate, RendersInManyThreadsAtOnce) {
    const auto page = make_page("account.html", {});
    const auto shown = [&](const std::string& name) {
        const std::vector<Page> sessions(20, Page{.values = {{"device", name}, {"current", false}}});
        return page->render({.values = {{"username", name}, {"sessions", sessions}}});
    };
    const std::array<std::string, 4> names{"ann", "bob", "cem", "dora"};
    std::array<std::string, 4> expected;
    for (std::size_t i = 0; i < names.size(); ++i) expected[i] = shown(names[i]);
    std::array<int, 4> wrong{};
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < names.size(); ++i) {
        threads.emplace_back([&, i] {
            for (int round = 0; round < 50; ++round) wrong[i] += shown(names[i]) != expected[i];
        });
    }
    threads.clear();
    EXPECT_THAT(wrong, ::testing::Each(0));
}

}  // namespace
}  // namespace ostiary
