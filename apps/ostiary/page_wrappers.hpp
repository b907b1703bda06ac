#pragma once

#include <memory>

#include <ostiary/ostiary.hpp>

#include "settings.hpp"
#include "template_folder.hpp"

namespace ostiary::program {

/// What stands around the pages that people open, where it is configured: the rate limit, with one budget a client for
/// all of them, and the check of the CSRF token. Not around what a proxy, a supervisor or a scraper asks: each of
/// those asks on behalf of everybody.
class PageWrappers {
public:
    /// Throws `ConfigError`, `StoreError`.
    PageWrappers(const Settings& settings, const TemplateFolder& templates, std::shared_ptr<Database> database);

    [[nodiscard]] Handler around(Handler page) const;

private:
    const Settings& settings_;
    const std::shared_ptr<Database> database_;
    RateLimitOptions limit_;
};

}  // namespace ostiary::program
