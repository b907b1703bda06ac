#include "endpoints/user_agent.hpp"

#include <span>

namespace ostiary {
namespace {

struct Mark {
    std::string_view part;
    std::string_view name;
};

// Ordered: a browser names the ones that it descends from as well, so the youngest comes first.
constexpr Mark browsers[] = {
    {"Edg/", "Edge"},
    {"EdgA/", "Edge"},
    {"EdgiOS/", "Edge"},
    {"OPR/", "Opera"},
    {"OPT/", "Opera"},
    {"Vivaldi/", "Vivaldi"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"YaBrowser/", "Yandex Browser"},
    {"DuckDuckGo/", "DuckDuckGo"},
    {"Ddg/", "DuckDuckGo"},
    {"Focus/", "Firefox Focus"},
    {"FxiOS/", "Firefox"},
    {"Firefox/", "Firefox"},
    {"CriOS/", "Chrome"},
    {"HeadlessChrome/", "Chrome"},
    {"Chrome/", "Chrome"},
    {"Chromium/", "Chromium"},
    {"Epiphany/", "GNOME Web"},
    {"Safari/", "Safari"},
    {"Trident/", "Internet Explorer"},
};

constexpr Mark systems[] = {
    {"iPhone", "iPhone"}, {"iPad", "iPad"},       {"Windows", "Windows"}, {"Android", "Android"}, {"CrOS", "ChromeOS"},
    {"Macintosh", "Mac"}, {"FreeBSD", "FreeBSD"}, {"OpenBSD", "OpenBSD"}, {"Linux", "Linux"},
};

// What is no browser names itself first.
constexpr Mark programs[] = {
    {"curl/", "curl"},
    {"Wget/", "Wget"},
    {"HTTPie/", "HTTPie"},
    {"PostmanRuntime/", "Postman"},
    {"insomnia/", "Insomnia"},
    {"python-requests/", "Python (requests)"},
    {"python-httpx/", "Python (httpx)"},
    {"Python/", "Python"},
    {"Python-urllib/", "Python"},
    {"Go-http-client/", "Go"},
    {"okhttp/", "OkHttp"},
    {"Java/", "Java"},
    {"node", "Node.js"},
};

std::string_view first_within(std::string_view text, std::span<const Mark> marks) {
    for (const Mark& mark : marks) {
        if (text.find(mark.part) != std::string_view::npos) return mark.name;
    }
    return {};
}

std::string_view first_at_start(std::string_view text, std::span<const Mark> marks) {
    for (const Mark& mark : marks) {
        if (text.starts_with(mark.part)) return mark.name;
    }
    return {};
}

}  // namespace

std::string describe_user_agent(std::string_view user_agent) {
    if (const auto program = first_at_start(user_agent, programs); !program.empty()) return std::string{program};
    const std::string_view browser = first_within(user_agent, browsers);
    const std::string_view system = first_within(user_agent, systems);
    if (browser.empty() && system.empty()) return "Unknown device";
    if (browser.empty()) return "Browser on " + std::string{system};
    if (system.empty()) return std::string{browser};
    return std::string{browser} + " on " + std::string{system};
}

}  // namespace ostiary
