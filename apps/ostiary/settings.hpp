#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <ostiary/auth/access_rule.hpp>
#include <ostiary/values/secret.hpp>

namespace ostiary::program {

/// Everything that can be set. The table in setting_table.cpp says what each is, its default and its bounds; an empty
/// text stands for 'none'. `rules` are not in it: a flag could not hold them.
struct Settings {
    std::string config{};

    std::string database{};
    std::string table_preset{};
    std::string auth_table{};  ///< Never empty once loaded.
    std::string session_table{};
    std::chrono::seconds audit_retention{};

    std::string listen{};
    std::string metrics_listen{};
    bool production{};
    std::string tls_certificate{};
    std::string tls_key{};
    std::vector<std::string> trusted_proxies{};
    std::vector<std::string> trusted_origins{};
    bool dangerously_allow_plain_http{};

    std::chrono::seconds session_expiry{};
    std::chrono::seconds max_session_expiry{};
    std::chrono::seconds increase_expiry{};
    std::string cookie_name{};
    std::string redirect_to{};
    std::string dangerously_share_cookie_with{};

    std::string login_url{};
    bool redirect_browsers{};
    std::vector<std::string> return_hosts{};
    std::vector<AccessRule> rules{};  ///< From the file alone.

    std::string registration{};
    bool enumeration_safe_registration{};
    bool change_password{};
    bool change_password_keeps_session{};

    std::uint64_t account_limit{};
    std::chrono::seconds account_window{};
    std::uint64_t address_limit{};
    std::chrono::seconds address_window{};
    std::uint64_t ipv6_prefix{};
    std::chrono::milliseconds refusal_time{};

    std::uint64_t rate_limit{};
    std::chrono::seconds rate_timespan{};
    std::chrono::seconds rate_block_duration{};
    bool rate_shared{};
    bool csrf_token{};

    std::uint64_t hash_memory{};
    std::uint64_t hash_iterations{};
    std::uint64_t hash_parallelism{};
    std::uint64_t hash_slots{};
    std::uint64_t hash_queue{};
    bool upgrade_hashes{};
    std::uint64_t password_min_length{};  ///< Never 0 once loaded.
    std::string password_dictionary{};

    std::string captcha{};
    std::string captcha_site_key{};
    std::string captcha_secret_file{};
    Secret captcha_secret{};
    std::string captcha_hostname{};

    std::string template_dir{};
    std::string background_color{};
    std::string foreground_color{};
    std::string text_color{};
    std::string error_text_color{};
    std::string button_color{};
    std::string button_text_color{};
    std::string link_color{};
    std::string border_color{};

    std::uint64_t io_threads{};
    std::uint64_t worker_threads{};
    std::uint64_t max_connections{};
    std::uint64_t body_limit{};
    std::chrono::milliseconds read_timeout{};
    std::chrono::milliseconds write_timeout{};
    std::chrono::milliseconds idle_timeout{};
    std::chrono::milliseconds handler_timeout{};
    std::chrono::milliseconds drain_timeout{};

    std::string log_level{};
    std::string log_format{};
};

[[nodiscard]] inline bool is_piccolo(const Settings& settings) {
    return settings.table_preset == "piccolo";
}

[[nodiscard]] inline bool has_registration(const Settings& settings) {
    return settings.registration != "closed";
}

}  // namespace ostiary::program
