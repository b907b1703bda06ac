#pragma once

#include <string>
#include <string_view>

namespace ostiary {

/// Text that must not leak: a password, a key. It can't be printed, streamed or compared with `==`, and its memory is
/// wiped when it is destroyed (ASVS 5.0, 11.2.4 and 14.2).
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text);
    Secret(const Secret& other);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret other) noexcept;
    ~Secret();

    bool operator==(const Secret&) const = delete;

    /// The text itself, NUL bytes and all. Named so that each use is easy to find in a review.
    [[nodiscard]] std::string_view reveal() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

private:
    std::string text_;
};

}  // namespace ostiary
