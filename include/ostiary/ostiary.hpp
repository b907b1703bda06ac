#pragma once

/// Everything but the server and the drivers: endpoints, wrappers, `open_database`.

#include <ostiary/auth/access_rule.hpp>
#include <ostiary/auth/email_address.hpp>
#include <ostiary/auth/hooks.hpp>
#include <ostiary/auth/local_path.hpp>
#include <ostiary/auth/password_hashing.hpp>
#include <ostiary/auth/password_policy.hpp>
#include <ostiary/auth/rate_limits.hpp>
#include <ostiary/auth/throttle_options.hpp>
#include <ostiary/auth/username.hpp>
#include <ostiary/endpoints/account.hpp>
#include <ostiary/endpoints/captchas.hpp>
#include <ostiary/endpoints/change_password.hpp>
#include <ostiary/endpoints/csrf.hpp>
#include <ostiary/endpoints/forwarded.hpp>
#include <ostiary/endpoints/home_page.hpp>
#include <ostiary/endpoints/origin_check.hpp>
#include <ostiary/endpoints/rate_limit.hpp>
#include <ostiary/endpoints/register_user.hpp>
#include <ostiary/endpoints/security_headers.hpp>
#include <ostiary/endpoints/session_guard.hpp>
#include <ostiary/endpoints/session_login.hpp>
#include <ostiary/endpoints/session_logout.hpp>
#include <ostiary/endpoints/styles.hpp>
#include <ostiary/endpoints/verify.hpp>
#include <ostiary/ports/log.hpp>
#include <ostiary/stores/inspect_database.hpp>
#include <ostiary/stores/open_database.hpp>
#include <ostiary/values/errors.hpp>
#include <ostiary/values/handler.hpp>
