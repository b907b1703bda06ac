#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace ostiary {

/// What a page shows: names and their values. A text is escaped by the template, a list makes a section repeat.
struct Page {
    using Value = std::variant<std::string, bool, std::vector<Page>>;

    std::map<std::string, Value, std::less<>> values{};
};

/// Turns a page's values into HTML. Thread-safe.
class PageRenderer {
public:
    virtual ~PageRenderer() = default;

    [[nodiscard]] virtual std::string render(const Page& page) const = 0;
};

}  // namespace ostiary
