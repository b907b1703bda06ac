#include "endpoints/styles_css.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

using ::testing::HasSubstr;

TEST(StylesCss, HoldsNothingButWhatIsSet) {
    EXPECT_EQ(styles_css({}), "");
    EXPECT_EQ(styles_css({.button_color = "#036"}), ":root{--button-color:#036;}");
}

TEST(StylesCss, GivesEveryFieldItsProperty) {
    const std::string css = styles_css({.background_color = "red",
                                        .foreground_color = "lime",
                                        .text_color = "blue",
                                        .error_text_color = "gray",
                                        .button_color = "navy",
                                        .button_text_color = "gold",
                                        .link_color = "teal",
                                        .border_color = "tan"});
    for (const char* rule : {"--background-color:red;", "--foreground-color:lime;", "--text-color:blue;",
                             "--error-text-color:gray;", "--button-color:navy;", "--button-text-color:gold;",
                             "--link-color:teal;", "--border-color:tan;", "--field-border-color:tan;"}) {
        EXPECT_THAT(css, HasSubstr(rule));
    }
}

TEST(StylesCss, NamesTheFieldThatIsNoColour) {
    try {
        (void)styles_css({.link_color = "red;}body{display:none"});
        FAIL() << "the colour was taken";
    } catch (const ConfigError& error) {
        EXPECT_THAT(error.what(), HasSubstr("styles.link_color"));
    }
}

TEST(StylesCss, TellsSurfacesFromAccents) {
    EXPECT_FALSE(sets_surface({}));
    EXPECT_FALSE(sets_surface({.error_text_color = "red", .button_color = "navy", .link_color = "teal"}));
    EXPECT_TRUE(sets_surface({.background_color = "white"}));
    EXPECT_TRUE(sets_surface({.foreground_color = "white"}));
    EXPECT_TRUE(sets_surface({.text_color = "black"}));
}

}  // namespace
}  // namespace ostiary
