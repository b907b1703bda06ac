#include "serve.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include <pthread.h>
#include <sys/resource.h>

#include "account_page_options.hpp"
#include "metrics.hpp"
#include "metrics_listener.hpp"
#include "page_wrappers.hpp"
#include "program_log.hpp"
#include "serve_options.hpp"
#include "service_addresses.hpp"
#include "socket_activation.hpp"

namespace ostiary::program {
namespace {

/// What all the addresses share.
struct Service {
    const Settings& settings;
    TemplateFolder templates{settings.template_dir};
    std::shared_ptr<Metrics> metrics{};
    std::shared_ptr<PasswordHasher> hasher = make_password_hasher(hashing_options(settings));
    std::shared_ptr<Database> database = open_database(settings.database, database_options(settings));
    PageWrappers wrappers{settings, templates, database};

    [[nodiscard]] Handler metrics_handler() const { return metrics_page(metrics, database, settings, hasher); }
    /// What the library's own endpoints have built in.
    [[nodiscard]] Handler defended(Handler handler) const {
        return security_headers(origin_check(std::move(handler), settings.trusted_origins),
                                {.production = settings.production});
    }
};

void mount_pages(Server& server, const Service& service) {
    const auto& [settings, templates, metrics, hasher, database, wrappers] = service;
    server.mount("/login/", wrappers.around(session_login(database, login_options(settings, templates, hasher))));
    server.mount("/logout/", wrappers.around(session_logout(database, logout_options(settings, templates))));

    SessionGuardOptions people = guard_options(settings);
    people.login_url = "/login/";
    people.next_param = "next";
    server.mount("/account/", wrappers.around(session_guard(database, people,
                                                            account(database, account_options(settings, templates)))));

    SessionGuardOptions anybody = guard_options(settings);
    anybody.allow_unauthenticated = true;
    server.mount("/", wrappers.around(session_guard(database, anybody, home_page(home_options(settings, templates)))));
}

/// Only what was asked for: these open something.
void mount_account_pages(Server& server, const Service& service) {
    const auto& [settings, templates, metrics, hasher, database, wrappers] = service;
    refuse_idle_settings(settings);
    if (has_registration(settings))
        server.mount("/register/",
                     wrappers.around(register_user(database, register_options(settings, templates, hasher))));
    if (settings.change_password) {
        server.mount("/change-password/",
                     wrappers.around(change_password(database, change_password_options(settings, templates, hasher))));
    }
}

void mount_service_addresses(Server& server, const Service& service) {
    const Settings& settings = service.settings;
    server.mount("/verify", verify(service.database, verify_options(settings)), {.quick = true});
    server.mount("/healthz", service.defended(health()), {.quick = true});
    server.mount("/readyz", service.defended(readiness(service.database)));
    // In production a proxy stands in front, and behind one on this machine everybody seems to be from here.
    const bool beside = settings.metrics_listen.empty() && !settings.production;
    Handler metrics = beside ? for_this_machine(service.metrics_handler()) : nothing();
    server.mount("/metrics", service.defended(std::move(metrics)));
}

ServerOptions counted(ServerOptions options, std::shared_ptr<Metrics> metrics, bool log_requests) {
    options.on_answer = [metrics = std::move(metrics), log_requests](const http::Request& request,
                                                                     const http::Response& response,
                                                                     std::chrono::nanoseconds took) {
        metrics->count_answer(response.status, took);
        if (!log_requests) return;
        // Not the query: people put secrets there.
        const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
        log({LogLevel::debug,
             "request",
             {{"method", request.method},
              {"path", request.path},
              {"status", std::to_string(response.status)},
              {"client", request.client},
              {"microseconds", std::to_string(microseconds)}}});
    };
    return options;
}

void hint_at_first_user(Database& database, const Settings& settings) {
    if (!database.users(settings.auth_table)->list(UserId{0}, 1).empty()) return;
    log({LogLevel::warning,
         "no_users",
         {{"detail", "nobody can log in yet: add a user with `ostiary user add NAME`, on the same database"}}});
}

/// For the database's files, the log, and what asks a captcha's provider.
constexpr std::size_t other_descriptors = 256;

/// Each connection is a descriptor, and shells start programs with few.
void raise_descriptor_limit(rlim_t needed) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= needed) return;
    limit.rlim_cur = std::min(needed, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// How many connections leave descriptors for the database's files and the log: clients must not be able to take those.
std::size_t affordable_connections(std::size_t wanted) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted + other_descriptors) return wanted;
    const auto open = static_cast<std::size_t>(limit.rlim_cur);
    return std::max(open / 2, open - std::min(open, other_descriptors));
}

void hint_at_few_descriptors(std::size_t wanted, std::size_t affordable) {
    if (affordable >= wanted) return;
    log({LogLevel::warning,
         "few_descriptors",
         {{"max_connections", std::to_string(affordable)},
          {"detail", "fewer than asked for: raise the limit of open files, or lower max_connections"}}});
}

/// What was asked for, as far as it goes together and can be had here.
Settings fitted(Settings settings) {
    // Whoever serves HTTPS wants its cookies kept to it.
    settings.production = settings.production || !settings.tls_certificate.empty();
    raise_descriptor_limit(settings.max_connections + other_descriptors);
    settings.max_connections = affordable_connections(settings.max_connections);
    return settings;
}

/// SIGTERM and SIGINT reach the thread that serves, and only while it serves. One that comes before waits; one that
/// comes after, when the server has given its handlers back and the database still closes, changes nothing.
class EndingSignals {
public:
    /// To be made before any thread is: they inherit it.
    EndingSignals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        shut_out();
    }

    void let_in() const { pthread_sigmask(SIG_UNBLOCK, &set_, nullptr); }
    void shut_out() const { pthread_sigmask(SIG_BLOCK, &set_, nullptr); }

private:
    sigset_t set_{};
};

}  // namespace

int serve(const Settings& given) {
    // A reader of the log, or a client, that goes away is no reason to end.
    std::signal(SIGPIPE, SIG_IGN);
    const EndingSignals ending_signals;
    const bool activated = given.listen == from_systemd;
    const int socket = activated ? activated_socket() : -1;
    const auto metrics = std::make_shared<Metrics>();
    start_log(given, [metrics](const LogRecord& record) { metrics->count(record); });
    const Settings settings = fitted(given);

    const ListenAddress address = activated ? ListenAddress{} : parse_listen_address(settings.listen, "listen");
    const Service service{.settings = settings, .metrics = metrics};
    Server server{counted(server_options(settings), metrics, settings.log_level == "debug")};
    mount_pages(server, service);
    mount_account_pages(server, service);
    mount_service_addresses(server, service);
    std::optional<MetricsListener> watched;
    if (!settings.metrics_listen.empty())
        watched.emplace(parse_listen_address(settings.metrics_listen, "metrics_listen"), service.metrics_handler());

    std::exception_ptr failure;
    server.on_listening([&](std::uint16_t) {
        hint_at_first_user(*service.database, settings);
        hint_at_few_descriptors(given.max_connections, settings.max_connections);
        try {
            if (watched) watched->start();
        } catch (...) {
            failure = std::current_exception();
            server.stop();
        }
        ending_signals.let_in();
    });
    if (activated) {
        server.listen_on(socket);
    } else {
        server.listen(address.host, address.port);
    }
    ending_signals.shut_out();
    if (failure) std::rethrow_exception(failure);
    return 0;
}

}  // namespace ostiary::program
