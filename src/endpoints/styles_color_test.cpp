#include "endpoints/styles_color.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ostiary {
namespace {

TEST(StylesColor, TakesEveryPlainNotation) {
    for (const std::string_view color : {"white",
                                         "Black",
                                         "rebeccapurple",
                                         "transparent",
                                         "aliceblue",
                                         "yellowgreen",
                                         "#fff",
                                         "#FFF8",
                                         "#419EF8",
                                         "#419ef880",
                                         "rgb(1,2,3)",
                                         "rgb(1, 2, 3)",
                                         "rgba(0, 0, 0, 0.2)",
                                         "RGBA( 0,0,0,.2 )",
                                         "rgb(10% 20% 30%)",
                                         "rgb(0 0 0 / 50%)",
                                         "rgb(0 0 0/0.5)",
                                         "hsl(210, 50%, 40%)",
                                         "hsl(0.5turn 50% 40%)",
                                         "hsla(-30deg 50% 40% / 1)",
                                         "hsl(+1.5rad 50% 40%)"}) {
        EXPECT_TRUE(is_css_color(color)) << color;
    }
}

TEST(StylesColor, RefusesWhatCouldLeaveItsDeclaration) {
    for (const std::string_view attack : {"red;background:url(//evil.example)",
                                          "red}body{display:none",
                                          "red</style><script>alert(1)</script>",
                                          "url(https://evil.example/x)",
                                          "var(--x)",
                                          "expression(alert(1))",
                                          "red/**/",
                                          "red!important",
                                          "\\72 ed",
                                          "rgb(1,2,3);x:y",
                                          "rgb(1,2,3",
                                          "rgb(url(x),2,3)",
                                          "rgb(1,2,3))",
                                          "#fff;",
                                          "#fff\n}",
                                          "red\n",
                                          " red",
                                          "red ",
                                          "\"red\"",
                                          "r\xc3\xa9"}) {
        EXPECT_FALSE(is_css_color(attack)) << attack;
    }
    EXPECT_FALSE(is_css_color(std::string_view{"red\0", 4}));
}

TEST(StylesColor, RefusesWhatABrowserWouldIgnore) {
    for (const std::string_view mistake : {"",
                                           "bleu",
                                           "inherit",
                                           "419EF8",
                                           "#",
                                           "#ff",
                                           "#fffff",
                                           "#ggg",
                                           "rgb()",
                                           "rgb(1,2)",
                                           "rgb(1,2,3,4,5)",
                                           "rgb(1 2)",
                                           "rgb(1 2 3 4)",
                                           "rgb(1,2 3)",
                                           "rgb(1,,2,3)",
                                           "rgb(1 2 3 /)",
                                           "rgb(- 1 2)",
                                           "rgb(1. 2 3)",
                                           "rgb(. 2 3)",
                                           "rgb(1px 2 3)",
                                           "lab(1 2 3)",
                                           "rgb (1,2,3)"}) {
        EXPECT_FALSE(is_css_color(mistake)) << mistake;
    }
    EXPECT_FALSE(is_css_color("rgb(" + std::string(60, '1') + ",2,3)"));
}

}  // namespace
}  // namespace ostiary
