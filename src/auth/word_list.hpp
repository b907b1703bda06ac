#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ostiary {

/// The words of a cracklib dictionary, in memory: about 14 bytes a word, three quarters of a megabyte for Debian's own.
/// libcrack's lookup takes 20 µs a word from its file, has one dictionary open per process, and is not thread-safe.
class WordList {
public:
    explicit WordList(const std::vector<std::string>& words);

    [[nodiscard]] bool contains(std::string_view word) const;
    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }

private:
    [[nodiscard]] std::string_view at(std::size_t index) const;

    std::string text_;
    std::vector<std::uint32_t> ends_;
};

/// The dictionary at `path` (without its ending), read at the first call and kept. Null where it can't be read, which
/// is logged once. Thread-safe.
[[nodiscard]] std::shared_ptr<const WordList> cracklib_words(const std::string& path);

}  // namespace ostiary
