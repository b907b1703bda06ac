#include "account_settings.hpp"

#include <array>

namespace ostiary::program {
namespace {

using S = Settings;
using namespace std::string_view_literals;

constexpr std::array registrations{"closed"sv, "moderated"sv, "open"sv};

constexpr std::array accounts{
    Setting{
        "registration",
        &S::registration,
        "closed",
        "WHO",
        "Serve a registration page at /register/. moderated: whoever registers can log in once you have run `ostiary "
        "user enable`. open: at once, so that anybody who reaches the page is let in, wherever a rule asks for no "
        "more than a login.",
        {},
        registrations},
    Setting{"enumeration-safe-registration", &S::enumeration_safe_registration, "false", "",
            "Answer a registration under a taken name or address like any other, so that nobody learns who has an "
            "account; the audit trail tells you. Needs --registration moderated."},
    Setting{"change-password", &S::change_password, "false", "",
            "Serve a page at /change-password/ where whoever is logged in can set a new password, which ends all of "
            "their sessions."},
    Setting{"change-password-keeps-session", &S::change_password_keeps_session, "false", "",
            "Whoever changes the password stays logged in there, by a new session, and needn't log in again."},
};

}  // namespace

std::span<const Setting> account_settings() {
    return accounts;
}

}  // namespace ostiary::program
