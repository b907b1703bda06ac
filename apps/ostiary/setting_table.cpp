#include <array>

#include "account_settings.hpp"
#include "captcha_settings.hpp"
#include "forward_auth_settings.hpp"
#include "page_wrapper_settings.hpp"
#include "setting.hpp"

namespace ostiary::program {
namespace {

using S = Settings;
using namespace std::string_view_literals;

constexpr std::int64_t years_in_seconds = std::int64_t{10} * 365 * 24 * 3600;
constexpr std::int64_t hour_in_milliseconds = 3'600'000;
constexpr SettingRange any_seconds{0, years_in_seconds};
constexpr SettingRange some_seconds{1, years_in_seconds};
constexpr SettingRange some_milliseconds{1, hour_in_milliseconds};
constexpr SettingRange any_milliseconds{0, hour_in_milliseconds};
constexpr SettingRange any_count{0, 1'000'000'000};

constexpr std::array presets{"ostiary"sv, "piccolo"sv};
constexpr std::array levels{"debug"sv, "info"sv, "warning"sv, "error"sv};
constexpr std::array formats{"json"sv, "text"sv};

constexpr std::array general{
    Setting{
        "config",
        &S::config,
        "",
        "FILE",
        "A TOML file with any of these settings; keys have _ for -. Flags go before variables, variables before the "
        "file.",
        {},
        {},
        SettingScope::all_commands},
    Setting{"database",
            &S::database,
            "sqlite:ostiary.db",
            "ADDRESS",
            "Where users, sessions and the audit trail are kept: sqlite:FILE, made with mode 0600 where it is missing. "
            "Not on a network file system.",
            {},
            {},
            SettingScope::all_commands},
    Setting{"table-preset",
            &S::table_preset,
            "ostiary",
            "PRESET",
            "Whose tables users and sessions are in. With piccolo those of the Python package piccolo_api, so that its "
            "apps and this program can share a file; its sessions are stored less safely, see docs/databases.md.",
            {},
            presets,
            SettingScope::all_commands},
    Setting{"auth-table",
            &S::auth_table,
            "",
            "NAME",
            "The table of users. Where none is given it is users, with --table-preset piccolo piccolo_user.",
            {},
            {},
            SettingScope::all_commands},
    Setting{"session-table",
            &S::session_table,
            "sessions",
            "NAME",
            "The table of sessions.",
            {},
            {},
            SettingScope::all_commands},
    Setting{"audit-retention", &S::audit_retention, "90d", "DURATION",
            "How long audit events are kept; 0 keeps them for good, and the file grows.", any_seconds},
};

constexpr std::array listening{
    Setting{
        "listen", &S::listen, "127.0.0.1:8000", "ADDRESS:PORT",
        "Where to serve; an IPv6 address in brackets, port 0 for any free one. An address that is not loopback needs "
        "TLS. Or systemd, for the socket that it passes."},
    Setting{
        "production", &S::production, "false", "",
        "For real use: the cookie becomes Secure and __Host-, which browsers keep for HTTPS and from other hosts, and "
        "answers carry HSTS. Off, for trying it out, a session can be stolen from the network."},
    Setting{"tls-certificate", &S::tls_certificate, "", "FILE",
            "PEM file of the certificate and its chain; with --tls-key it turns on HTTPS (TLS 1.2 and later)."},
    Setting{"tls-key", &S::tls_key, "", "FILE", "PEM file of the certificate's private key."},
    Setting{
        "trusted-proxies", &S::trusted_proxies, "", "CIDR,...",
        "Peers whose X-Forwarded-For, -Proto, -Host and, at /verify, -Uri and -Method are believed, such as 127.0.0.1 "
        "or "
        "10.0.0.0/8. Name only what clients can't reach around: whoever is named chooses the address that is throttled "
        "and logged, and the path that rules judge."},
    Setting{
        "trusted-origins", &S::trusted_origins, "", "ORIGIN,...",
        "Other origins that may post to these pages, such as https://app.example.com. Each of them can log a browser "
        "in or out."},
    Setting{
        "dangerously-allow-plain-http", &S::dangerously_allow_plain_http, "false", "",
        "Serve plain HTTP on an address that is not loopback. Passwords and sessions cross that network in the clear; "
        "only where something else encrypts all the way."},
    Setting{
        "metrics-listen", &S::metrics_listen, "", "ADDRESS:PORT",
        "Serve /metrics there, in plain HTTP, and not beside the pages. Without it, /metrics answers direct requests "
        "from this machine alone, and in production nobody."},
};

constexpr std::array sessions{
    Setting{"session-expiry", &S::session_expiry, "1h", "DURATION",
            "How long a session lasts unless it is prolonged (idle timeout). Longer is more convenient, and gives a "
            "forgotten or stolen session more time.",
            some_seconds},
    Setting{"max-session-expiry", &S::max_session_expiry, "7d", "DURATION",
            "How long a session lasts at most, however much it is used (absolute timeout); also the cookie's age.",
            some_seconds},
    Setting{"increase-expiry", &S::increase_expiry, "30m", "DURATION",
            "Where less than this is left of a session in use, it is prolonged by this; 0 never prolongs.",
            any_seconds},
    Setting{"cookie-name", &S::cookie_name, "id", "NAME",
            "The session cookie's name; in production __Host- goes in front of it, unless --table-preset is piccolo."},
    Setting{"redirect-to", &S::redirect_to, "/", "LOCATION",
            "Where a login leads, unless `next` names a path on this host; empty answers 200 with JSON instead."},
    Setting{"dangerously-share-cookie-with", &S::dangerously_share_cookie_with, "", "DOMAIN",
            "Give the session cookie to every host of that domain, such as example.com; in production it is then "
            "__Secure-, not __Host-. Each of these hosts can take sessions over and log people in as somebody else."},
};

constexpr std::array guessing{
    Setting{"account-limit", &S::account_limit, "10", "N",
            "Failed logins per account and window; beyond it the answer is 429. Protects weak passwords, and lets a "
            "stranger make an account's owner wait. 0: no limit.",
            any_count},
    Setting{"account-window", &S::account_window, "5m", "DURATION", "The window of --account-limit.", some_seconds},
    Setting{"address-limit", &S::address_limit, "100", "N",
            "Failed logins and registrations per client address and window, whatever the account. Protects against one "
            "password tried on "
            "many accounts; a large office behind one address may want more. 0: no limit.",
            any_count},
    Setting{"address-window", &S::address_window, "5m", "DURATION", "The window of --address-limit.", some_seconds},
    Setting{"ipv6-prefix",
            &S::ipv6_prefix,
            "64",
            "BITS",
            "How many leading bits of an IPv6 address count as one client.",
            {1, 128}},
    Setting{"refusal-time", &S::refusal_time, "250ms", "DURATION",
            "A refused login is answered this long after it came, or at the pace of the slowest refusal of the last "
            "ten minutes, so that its time doesn't tell an unknown user from a wrong password. Costs a waiting worker "
            "thread.",
            any_milliseconds},
};

constexpr std::array passwords{
    Setting{"hash-memory",
            &S::hash_memory,
            "19456",
            "KIB",
            "KiB of memory that an argon2id hash fills. More costs an attacker, and each login, time and memory.",
            {19'456, 4'194'304}},
    Setting{"hash-iterations", &S::hash_iterations, "2", "N", "Passes over that memory.", {2, 100}},
    Setting{"hash-parallelism",
            &S::hash_parallelism,
            "1",
            "N",
            "Lanes of argon2id; a hash still takes one processor.",
            {1, 16}},
    Setting{"hash-slots",
            &S::hash_slots,
            "0",
            "N",
            "Hashes at once; each holds --hash-memory. 0: one less than there are processors.",
            {0, 1024}},
    Setting{"hash-queue",
            &S::hash_queue,
            "32",
            "N",
            "Logins that may wait for a slot; beyond it the answer is 503. Bounds how long a flood makes others wait.",
            {0, 100'000}},
    Setting{"upgrade-hashes", &S::upgrade_hashes, "true", "",
            "Replace weaker and foreign hashes (PBKDF2, bcrypt) at the next login; with --table-preset piccolo by what "
            "piccolo_api can read. Off leaves them as weak as they are."},
    Setting{"password-min-length",
            &S::password_min_length,
            "0",
            "N",
            "Characters that a new password must have; fewer than 15 is weak where the password is the only factor. 0: "
            "15, with --table-preset piccolo 6 as in piccolo_api.",
            {0, 256}},
    Setting{"password-dictionary", &S::password_dictionary, "/var/cache/cracklib/cracklib_dict", "PATH",
            "The dictionary of words that a new password must not be, without its ending; Debian's cracklib-runtime "
            "makes this one."},
};

constexpr std::array pages{
    Setting{
        "template-dir", &S::template_dir, "", "DIR",
        "A folder whose session_login.html, session_logout.html, register.html, change_password.html, account.html, "
        "home.html, message.html and ostiary.css replace the built-in ones; see `ostiary templates export`."},
    Setting{"background-color", &S::background_color, "", "COLOR",
            "CSS colour of the page. Unset colours keep the built-in look, in light and dark."},
    Setting{"foreground-color", &S::foreground_color, "", "COLOR", "Of the card."},
    Setting{"text-color", &S::text_color, "", "COLOR", "Of the text."},
    Setting{"error-text-color", &S::error_text_color, "", "COLOR", "Of an error."},
    Setting{"button-color", &S::button_color, "", "COLOR", "Of a button."},
    Setting{"button-text-color", &S::button_text_color, "", "COLOR", "Of a button's text."},
    Setting{"link-color", &S::link_color, "", "COLOR", "Of links, and of the ring around what has the focus."},
    Setting{"border-color", &S::border_color, "", "COLOR", "Of borders."},
};

constexpr std::array limits{
    Setting{"io-threads",
            &S::io_threads,
            "0",
            "N",
            "Threads that read, write and check sessions. 0: one per processor.",
            {0, 1024}},
    Setting{"worker-threads",
            &S::worker_threads,
            "0",
            "N",
            "Threads for everything that may wait, started when needed. 0: 96, or more where hashing's slots and queue "
            "need it.",
            {0, 65'536}},
    Setting{"max-connections",
            &S::max_connections,
            "20000",
            "N",
            "Open connections; beyond it new ones wait in the kernel's queue. Each needs a file descriptor.",
            {1, 10'000'000}},
    Setting{"body-limit",
            &S::body_limit,
            "16384",
            "BYTES",
            "The largest request body; beyond it the answer is 413.",
            {256, 1'073'741'824}},
    Setting{"read-timeout", &S::read_timeout, "10s", "DURATION",
            "How long a client may take to send a request's head, and its body.", some_milliseconds},
    Setting{"write-timeout", &S::write_timeout, "10s", "DURATION", "How long a client may take to read an answer.",
            some_milliseconds},
    Setting{"idle-timeout", &S::idle_timeout, "60s", "DURATION",
            "How long a kept connection may wait for its next request.", some_milliseconds},
    Setting{"handler-timeout", &S::handler_timeout, "30s", "DURATION",
            "How long answering may take; beyond it the client gets 500.", some_milliseconds},
    Setting{"drain-timeout", &S::drain_timeout, "8s", "DURATION",
            "How long SIGTERM waits for what is in flight; shorter than what the supervisor waits.", any_milliseconds},
};

constexpr std::array logging{
    Setting{"log-level",
            &S::log_level,
            "info",
            "LEVEL",
            "The least level that is logged; debug adds a line per request.",
            {},
            levels},
    Setting{"log-format",
            &S::log_format,
            "json",
            "FORMAT",
            "One JSON object a line for machines, or text for people; on standard error.",
            {},
            formats},
};

}  // namespace

std::span<const SettingGroup> setting_table() {
    static const std::array groups{
        SettingGroup{"Configuration and database", general},
        SettingGroup{"Listening", listening},
        SettingGroup{"Sessions", sessions},
        SettingGroup{"Forward auth", forward_auth_settings()},
        SettingGroup{"Registration and passwords", account_settings()},
        SettingGroup{"Guessing", guessing},
        SettingGroup{"Rate limit and CSRF token", page_wrapper_settings()},
        SettingGroup{"Passwords", passwords},
        SettingGroup{"Captcha", captcha_settings()},
        SettingGroup{"Pages", pages},
        SettingGroup{"Limits", limits},
        SettingGroup{"Log", logging},
    };
    return groups;
}

}  // namespace ostiary::program
