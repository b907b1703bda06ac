#include "serve.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include <pthread.h>
#include <sys/resource.h>

#include "metrics.hpp"
#include "metrics_listener.hpp"
#include "program_log.hpp"
#include "serve_options.hpp"
#include "service_addresses.hpp"

namespace ostiary::program {
namespace {

/// What all the addresses share.
struct Service {
    const Settings& settings;
    TemplateFolder templates{settings.template_dir};
    std::shared_ptr<Metrics> metrics{};
    std::shared_ptr<PasswordHasher> hasher = make_password_hasher(hashing_options(settings));
    std::shared_ptr<Database> database = open_database(settings.database, database_options(settings));

    [[nodiscard]] Handler metrics_handler() const { return metrics_page(metrics, database, settings, hasher); }
    /// What the library's own endpoints have built in.
    [[nodiscard]] Handler defended(Handler handler) const {
        return security_headers(origin_check(std::move(handler), settings.trusted_origins),
                                {.production = settings.production});
    }
};

void mount_pages(Server& server, const Service& service) {
    const auto& [settings, templates, metrics, hasher, database] = service;
    server.mount("/login/", session_login(database, login_options(settings, templates, hasher)));
    server.mount("/logout/", session_logout(database, logout_options(settings, templates)));

    SessionGuardOptions people = guard_options(settings);
    people.login_url = "/login/";
    people.next_param = "next";
    server.mount("/account/", session_guard(database, people, account(database, account_options(settings, templates))));

    SessionGuardOptions anybody = guard_options(settings);
    anybody.allow_unauthenticated = true;
    server.mount("/", session_guard(database, anybody, home_page(home_options(settings, templates))));
}

void mount_service_addresses(Server& server, const Service& service) {
    const Settings& settings = service.settings;
    server.mount("/verify", session_guard(service.database, guard_options(settings), verify()), {.quick = true});
    server.mount("/healthz", service.defended(health()), {.quick = true});
    server.mount("/readyz", service.defended(readiness(service.database)));
    Handler metrics = settings.metrics_listen.empty() ? for_this_machine(service.metrics_handler()) : nothing();
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

/// Each connection is a descriptor, and shells start programs with few.
void raise_descriptor_limit(rlim_t needed) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= needed) return;
    limit.rlim_cur = std::min(needed, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

void hint_at_few_descriptors(rlim_t needed) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= needed) return;
    log({LogLevel::warning,
         "few_descriptors",
         {{"limit", std::to_string(limit.rlim_cur)},
          {"detail", "fewer than max_connections needs: raise the limit of open files, or lower max_connections"}}});
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

int serve(const Settings& settings) {
    // A reader of the log, or a client, that goes away is no reason to end.
    std::signal(SIGPIPE, SIG_IGN);
    const EndingSignals ending_signals;
    const auto metrics = std::make_shared<Metrics>();
    start_log(settings, [metrics](const LogRecord& record) { metrics->count(record); });

    const ListenAddress address = parse_listen_address(settings.listen, "listen");
    const Service service{.settings = settings, .metrics = metrics};
    Server server{counted(server_options(settings), metrics, settings.log_level == "debug")};
    mount_pages(server, service);
    mount_service_addresses(server, service);
    std::optional<MetricsListener> watched;
    if (!settings.metrics_listen.empty())
        watched.emplace(parse_listen_address(settings.metrics_listen, "metrics_listen"), service.metrics_handler());
    // Also for the database's files and the log.
    const rlim_t descriptors = settings.max_connections + 256;
    raise_descriptor_limit(descriptors);

    std::exception_ptr failure;
    server.on_listening([&](std::uint16_t) {
        hint_at_first_user(*service.database, settings);
        hint_at_few_descriptors(descriptors);
        try {
            if (watched) watched->start();
        } catch (...) {
            failure = std::current_exception();
            server.stop();
        }
        ending_signals.let_in();
    });
    server.listen(address.host, address.port);
    ending_signals.shut_out();
    if (failure) std::rethrow_exception(failure);
    return 0;
}

}  // namespace ostiary::program
