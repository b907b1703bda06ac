#include <chrono>
#include <filesystem>

#include <sys/resource.h>

#include <fmt/format.h>

#include <ostiary/stores/inspect_database.hpp>
#include <ostiary/stores/open_database.hpp>

#include "doctor_checks.hpp"
#include "printable_text.hpp"
#include "serve_options.hpp"

namespace ostiary::program {
namespace {

using Level = Finding::Level;

/// When the last thing happened that the database knows of.
std::optional<Instant> last_event(const Settings& settings) {
    try {
        const auto database = open_database(settings.database, looking_options(settings));
        const auto events = database->audit()->recent(1);
        if (!events.empty()) return events.front().at;
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): what is wrong with it is another check's finding
    }
    return std::nullopt;
}

std::chrono::milliseconds time_of_a_hash(const Settings& settings) {
    PasswordHashing options = hashing_options(settings);
    options.slots = 1;
    const auto hasher = make_password_hasher(options);
    const Secret password{"a password that nobody has"};
    static_cast<void>(hasher->hash(password));  // the first one also fetches the memory
    const auto began = std::chrono::steady_clock::now();
    static_cast<void>(hasher->hash(password));
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
}

Finding judge_hash(std::chrono::milliseconds took, const Settings& settings) {
    const std::string text = fmt::format("a password takes {} ms", took.count());
    if (took.count() > 500)
        return {Level::warn, "hash speed", text + ": logins are slow; lower hash_memory or hash_iterations"};
    if (took.count() < 10)
        return {Level::warn, "hash speed", text + ": so it does for a thief; raise hash_memory or hash_iterations"};
    if (took >= settings.refusal_time)
        return {Level::warn, "hash speed", text + ", longer than refusal_time: raise that, or refusals may differ"};
    return {Level::ok, "hash speed", text};
}

}  // namespace

Findings check_clock(const Settings& settings) {
    using namespace std::chrono_literals;
    constexpr auto earliest = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
    constexpr auto latest = std::chrono::sys_days{std::chrono::year{2100} / 1 / 1};
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    if (now < earliest || now > latest)
        return {{Level::fail, "clock", "it says " + to_iso_text(now) + ": set it, and let NTP keep it"}};
    const auto last = last_event(settings);
    if (last && *last > now + 5min) {
        return {{Level::warn, "clock",
                 "it says " + to_iso_text(now) + ", but the last event was at " + to_iso_text(*last) +
                     ": it was set back, and sessions live longer for it"}};
    }
    return {{Level::ok, "clock", to_iso_text(now)}};
}

Findings check_hashing(const Settings& settings) {
    try {
        return {judge_hash(time_of_a_hash(settings), settings)};
    } catch (const std::exception& error) {
        return {{Level::fail, "hash speed", error.what()}};
    }
}

Findings check_password_policy(const Settings& settings) {
    std::error_code fault;
    if (std::filesystem::exists(settings.password_dictionary + ".pwd", fault))
        return {{Level::ok, "password policy", "the dictionary is there"}};
    return {{Level::fail, "password policy",
             "there is no dictionary at " + settings.password_dictionary +
                 ": install cracklib-runtime, or set password_dictionary"}};
}

Findings check_open_files(const Settings& settings) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return {{Level::warn, "open files", "the limit can't be read"}};
    if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max >= settings.max_connections + 256)
        return {{Level::ok, "open files", "the limit is high enough for max_connections"}};
    return {{Level::warn, "open files",
             fmt::format("at most {}, fewer than max_connections needs: raise the limit (LimitNOFILE= of systemd), or "
                         "lower max_connections",
                         limit.rlim_max)}};
}

}  // namespace ostiary::program
