#include "captcha_settings.hpp"

#include <array>

namespace ostiary::program {
namespace {

using S = Settings;
using namespace std::string_view_literals;

constexpr std::array captchas{""sv, "hcaptcha"sv, "recaptcha_v2"sv, "turnstile"sv};

constexpr std::array captcha{
    Setting{"captcha",
            &S::captcha,
            "",
            "PROVIDER",
            "Ask for a captcha at each login and registration. Its provider sees each visitor; where it is down, "
            "nobody can log in.",
            {},
            captchas},
    Setting{"captcha-site-key", &S::captcha_site_key, "", "KEY", "The public key that the provider gave you."},
    Setting{"captcha-secret-file", &S::captcha_secret_file, "", "FILE",
            "A file with the provider's secret key on one line, which its owner alone should be able to read."},
    Setting{"captcha-secret", &S::captcha_secret, "", "",
            "The secret key itself, in place of the file; as a variable only, since everybody on the machine can read "
            "flags."},
    Setting{"captcha-hostname", &S::captcha_hostname, "", "HOST", "Refuse an answer that was given on another host."},
};

}  // namespace

std::span<const Setting> captcha_settings() {
    return captcha;
}

}  // namespace ostiary::program
