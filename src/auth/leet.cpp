#include "auth/leet.hpp"

#include <algorithm>

namespace ostiary {
namespace {

constexpr std::string_view written = "023456789@$!+|(";
constexpr std::string_view meant = "ozeasgtbgasitlc";
static_assert(written.size() == meant.size());

}  // namespace

std::string undo_leet(std::string_view text, LeetOne one) {
    std::string plain{text};
    for (char& c : plain) {
        const std::size_t at = written.find(c);
        if (at != std::string_view::npos) c = meant[at];
        if (c == '1') c = one == LeetOne::i ? 'i' : 'l';
    }
    return plain;
}

}  // namespace ostiary
