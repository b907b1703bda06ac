#pragma once

#include <memory>

#include <ostiary/ports/database.hpp>
#include <ostiary/values/handler.hpp>

#include "metrics.hpp"
#include "settings.hpp"

namespace ostiary::program {

/// 200 as long as the process answers at all; touches nothing.
[[nodiscard]] Handler health();
/// 200 where the database can be read and written, else 503.
[[nodiscard]] Handler readiness(std::shared_ptr<Database> database);
/// The metrics, to whoever asks.
[[nodiscard]] Handler metrics_page(std::shared_ptr<const Metrics> metrics, const std::shared_ptr<Database>& database,
                                   const Settings& settings, std::shared_ptr<PasswordHasher> hasher);
/// Only to direct requests from this machine, else 404. A proxy on this machine makes every client look like one: what
/// carries a sign of a proxy is refused.
[[nodiscard]] Handler for_this_machine(Handler next);
[[nodiscard]] Handler nothing();

}  // namespace ostiary::program
