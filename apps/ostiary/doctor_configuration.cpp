#include <ostiary/endpoints/home_page.hpp>
#include <ostiary/stores/open_database.hpp>

#include "account_page_options.hpp"
#include "doctor_checks.hpp"
#include "listen_address.hpp"
#include "page_wrappers.hpp"
#include "serve_options.hpp"

namespace ostiary::program {
namespace {

using Level = Finding::Level;

/// Makes all that `serve` makes, on a database in memory.
void try_out(const Settings& settings) {
    if (settings.listen != from_systemd) static_cast<void>(parse_listen_address(settings.listen, "listen"));
    if (!settings.metrics_listen.empty())
        static_cast<void>(parse_listen_address(settings.metrics_listen, "metrics_listen"));
    refuse_idle_settings(settings);
    const TemplateFolder templates{settings.template_dir};
    const auto database = open_database("memory:");
    const auto hasher = make_password_hasher(hashing_options(settings));
    const PageWrappers wrappers{settings, templates, database};
    static_cast<void>(wrappers.around(session_login(database, login_options(settings, templates, hasher))));
    static_cast<void>(session_logout(database, logout_options(settings, templates)));
    if (has_registration(settings))
        static_cast<void>(register_user(database, register_options(settings, templates, hasher)));
    if (settings.change_password)
        static_cast<void>(change_password(database, change_password_options(settings, templates, hasher)));
    static_cast<void>(account(database, account_options(settings, templates)));
    static_cast<void>(session_guard(database, guard_options(settings), home_page(home_options(settings, templates))));
    static_cast<void>(verify(database, verify_options(settings)));
    ServerOptions options = server_options(settings);
    // A file of theirs that is wrong is the finding of another check.
    options.tls_certificate.reset();
    options.tls_key.reset();
    const Server server{options};
}

}  // namespace

Findings check_configuration(const Settings& settings) {
    Findings findings;
    try {
        try_out(settings);
        findings.push_back({Level::ok, "configuration", "every setting will do"});
    } catch (const std::exception& error) {
        findings.push_back({Level::fail, "configuration", error.what()});
    }
    if (!settings.production) {
        findings.push_back({Level::warn, "production",
                            "off: sessions can be stolen from the network; set it where people use this over HTTPS"});
    }
    if (settings.dangerously_allow_plain_http) {
        findings.push_back({Level::warn, "plain HTTP",
                            "allowed beyond this machine: be sure that something else encrypts all the way"});
    }
    if ((settings.rate_limit > 0 || has_registration(settings)) && settings.production &&
        settings.trusted_proxies.empty() && settings.tls_certificate.empty()) {
        findings.push_back(
            {Level::warn, "shared budget",
             "no trusted_proxies: all users of the proxy in front share one budget of requests, guesses and "
             "registrations, and can use up each other's"});
    }
    return findings;
}

Findings list_optional_parts(const Settings& settings) {
    const auto or_off = [](const std::string& text) { return text.empty() ? std::string{"off"} : text; };
    const bool is_open = settings.registration == "open";
    const std::string limit = std::to_string(settings.rate_limit) + " requests in " +
                              std::to_string(settings.rate_timespan.count()) + " s for each client" +
                              (settings.rate_shared ? ", counted in the database" : ", counted in each process");
    Findings findings{
        {is_open ? Level::warn : Level::ok, "registration",
         is_open ? "open: whoever reaches /register/ can log in, under any free name and any address"
                 : settings.registration +
                       (settings.enumeration_safe_registration ? ", tells nobody who has an account" : "")},
        {Level::ok, "changing passwords", settings.change_password ? "on" : "off"},
        {Level::ok, "rate limit", settings.rate_limit > 0 ? limit : "off"},
        {Level::ok, "CSRF token", settings.csrf_token ? "on" : "off: the origin alone is checked"},
        {Level::ok, "captcha", or_off(settings.captcha)},
        {Level::ok, "metrics listener", or_off(settings.metrics_listen)},
        {Level::ok, "own pages", or_off(settings.template_dir)},
        {Level::ok, "trusted proxies", settings.trusted_proxies.empty() ? "none" : "set"}};
    if (!settings.captcha_secret_file.empty()) {
        const auto privacy = check_privacy(settings.captcha_secret_file, Level::warn);
        findings.insert(findings.end(), privacy.begin(), privacy.end());
    }
    return findings;
}

}  // namespace ostiary::program
