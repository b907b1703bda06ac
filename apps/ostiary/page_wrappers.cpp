#include "page_wrappers.hpp"

#include <utility>

#include <ostiary/values/errors.hpp>

#include "serve_options.hpp"

namespace ostiary::program {
namespace {

std::shared_ptr<RateLimiter> limiter(const Settings& settings, const std::shared_ptr<Database>& database) {
    if (settings.rate_limit == 0) {
        if (settings.rate_shared || settings.rate_block_duration.count() > 0)
            throw ConfigError("rate_shared and rate_block_duration need a rate_limit");
        return nullptr;
    }
    const auto limit = static_cast<std::uint32_t>(settings.rate_limit);
    std::optional<std::chrono::seconds> block;
    if (settings.rate_block_duration.count() > 0) block = settings.rate_block_duration;
    if (settings.rate_shared)
        return database_limit(
            database, {.limit = limit, .timespan = settings.rate_timespan, .block_duration = block, .name = "pages"});
    return in_memory_limit({.limit = limit, .timespan = settings.rate_timespan, .block_duration = block});
}

CsrfOptions csrf_options(const Settings& settings, std::shared_ptr<Database> database, const RateLimitOptions& shown) {
    const SessionGuardOptions guard = guard_options(settings);
    return {.database = std::move(database),
            .trusted_origins = guard.trusted_origins,
            .session_cookie_name = guard.cookie_name,
            .production = guard.production,
            .host_cookie_prefix = guard.host_cookie_prefix,
            .dangerously_share_cookie_with = guard.dangerously_share_cookie_with,
            .body_limit = settings.body_limit,
            .template_path = shown.template_path,
            .styles = shown.styles};
}

}  // namespace

PageWrappers::PageWrappers(const Settings& settings, const TemplateFolder& templates,
                           std::shared_ptr<Database> database)
    : settings_(settings),
      database_(std::move(database)),
      limit_{.provider = limiter(settings, database_),
             .ipv6_prefix = static_cast<unsigned>(settings.ipv6_prefix),
             .template_path = templates.find("message.html"),
             .styles = styles(settings),
             .production = settings.production} {}

Handler PageWrappers::around(Handler page) const {
    if (settings_.csrf_token) page = csrf(std::move(page), csrf_options(settings_, database_, limit_));
    // Outermost: what is too much costs nothing else.
    if (limit_.provider) page = rate_limit(std::move(page), limit_);
    return page;
}

}  // namespace ostiary::program
