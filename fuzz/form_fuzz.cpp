#include "endpoints/form.hpp"
#include "fuzz_target.hpp"
#include "values/encoding.hpp"

// The first line is the content type, the rest the body.
OSTIARY_FUZZ_TARGET(form) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    ostiary::http::Request request{.method = "POST"};
    request.headers.add("Content-Type", std::string{input.substr(0, end)});
    request.body = input.substr(std::min(end + 1, input.size()));

    constexpr std::size_t limit = 4096;
    const auto form = ostiary::read_form(request, limit);
    if (!form) {
        const int status = form.error().status;
        ostiary::fuzz::require(status == 400 || status == 413 || status == 415, "a refusal has its status");
        ostiary::fuzz::require(!form.error().message.empty(), "a refusal says why");
        return;
    }
    ostiary::fuzz::require(request.body.size() <= limit, "the limit holds");
    for (const std::string_view name : {"username", "password", "next", "format"}) {
        ostiary::fuzz::require(ostiary::is_utf8(form->text(name)), "a field is UTF-8");
        ostiary::fuzz::require(form->text(name).size() <= request.body.size(), "a field is no longer than the body");
        ostiary::fuzz::require(!form->is_no_text(name) || form->text(name).empty(), "what is no text has none");
    }
    ostiary::Form again = *form;
    if (form->is_no_text("username") || !form->text("username").empty())
        ostiary::fuzz::require(!again.add("username", "second"), "a name comes once");
}
