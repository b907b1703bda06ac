#include "auth/word_list.hpp"

#include <algorithm>

namespace ostiary {

WordList::WordList(const std::vector<std::string>& words) {
    std::vector<std::string_view> sorted{words.begin(), words.end()};
    std::ranges::sort(sorted);
    ends_.reserve(sorted.size());
    for (const std::string_view word : sorted) {
        text_ += word;
        ends_.push_back(static_cast<std::uint32_t>(text_.size()));
    }
    text_.shrink_to_fit();
}

std::string_view WordList::at(std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view{text_}.substr(begin, ends_[index] - begin);
}

bool WordList::contains(std::string_view word) const {
    std::size_t low = 0;
    for (std::size_t high = ends_.size(); low < high;) {
        const std::size_t middle = low + (high - low) / 2;
        if (at(middle) < word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < ends_.size() && at(low) == word;
}

}  // namespace ostiary
