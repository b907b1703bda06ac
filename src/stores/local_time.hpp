#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <ostiary/values/instant.hpp>

namespace ostiary {

// Times as piccolo writes them: `2026-11-24 14:54:59.328675`, in the zone of whoever wrote them and without naming it.
// The zone here is the process's own (`TZ`), so both programs must run in one. Where a zone sets its clocks back an
// hour is told twice, where it sets them forward one is never told; what that means is settled so that no session
// gains.

/// The moment that `text` names: the first of two, so that what has ended stays ended; where the clocks jumped over it,
/// the moment of the jump, for that is when a clock on the wall passes it. Nothing where it can't be read.
[[nodiscard]] std::optional<Instant> read_local_time(std::string_view text);

/// The text of the first moment at or after `moment` that reads as itself. That is `moment`, but in the repeated hour,
/// whose second round has no text of its own: there it is the end of that round, since any earlier text would read as
/// an hour ago, and whoever logs in would be out again.
[[nodiscard]] std::string write_local_time(Instant moment);

}  // namespace ostiary
