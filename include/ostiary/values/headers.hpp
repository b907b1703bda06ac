#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ostiary::http {

/// Header fields in the order they came; names compare without regard to case (RFC 9110, section 5.1).
class Headers {
public:
    using Field = std::pair<std::string, std::string>;

    Headers() = default;
    Headers(std::initializer_list<Field> fields) : fields_(fields) {}

    /// The value of the only field of that name; nothing where there is none, and nothing where there are several:
    /// whoever must not be fooled by a repeated header asks `all`.
    [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
    [[nodiscard]] bool contains(std::string_view name) const;

    void add(std::string name, std::string value);
    /// Replaces every field of that name by this one.
    void set(std::string_view name, std::string value);
    void remove(std::string_view name);

    [[nodiscard]] auto begin() const noexcept { return fields_.begin(); }
    [[nodiscard]] auto end() const noexcept { return fields_.end(); }
    [[nodiscard]] std::size_t size() const noexcept { return fields_.size(); }

private:
    std::vector<Field> fields_;
};

/// ASCII comparison without regard to case, as HTTP's own names are compared.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b) noexcept;

}  // namespace ostiary::http
