#include "endpoints/page_template.hpp"
#include "fuzz_target.hpp"

// The input is what a visitor may make a page show: a name, an error, an address to return to.
OSTIARY_FUZZ_TARGET(page_template) {
    static const auto login = ostiary::make_page("session_login.html", {});
    const auto page_with = [](std::string_view text) {
        ostiary::Page page;
        page.values["has_next"] = true;
        for (const char* name : {"username", "next_value", "csrftoken"}) page.values[name] = std::string{text};
        return login->render(page);
    };
    const auto count = [](std::string_view text, std::string_view part) {
        std::size_t found = 0;
        for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
        return found;
    };
    static const std::string plain = page_with("x");
    if (input.empty()) return;
    const std::string page = page_with(input);
    for (const char* part : {"<", ">", "\""})
        ostiary::fuzz::require(count(page, part) == count(plain, part), "no markup comes from a visitor");
    if (input.find("{{") != std::string_view::npos)
        ostiary::fuzz::require(page.find("{{") != std::string::npos, "what looks like a template stays literal");
}
