#include "stores/sqlite_database.hpp"

#include <map>
#include <mutex>
#include <vector>

#include <ostiary/values/errors.hpp>

#include "stores/background_thread.hpp"
#include "stores/purge_schedule.hpp"
#include "stores/sqlite_attempt_store.hpp"
#include "stores/sqlite_audit_store.hpp"
#include "stores/sqlite_engine.hpp"
#include "stores/sqlite_session_store.hpp"
#include "stores/sqlite_user_store.hpp"

namespace ostiary {
namespace {

constexpr std::chrono::seconds flush_period{1};

template <class Store>
using Tables = std::map<std::string, std::unique_ptr<Store>, std::less<>>;

/// Owns the engine and the stores. A store is handed out with a share of the whole, which thus lives as long as any of
/// them does.
class SqliteDatabase final : public Database, public std::enable_shared_from_this<SqliteDatabase> {
public:
    SqliteDatabase(std::string_view path, const DatabaseOptions& options)
        : engine_(path, options),
          purge_schedule_(options.purge_interval),
          audit_retention_(options.audit_retention),
          upkeep_(flush_period, [this](const std::stop_token& stop) { keep_up(stop); }) {}

    std::shared_ptr<UserStore> users(std::string_view table) override {
        return shared(users_, Identifier{table}, [&](const Identifier& name) {
            engine_.require(sqlite_component("users", name));
            return std::make_unique<SqliteUserStore>(engine_.readers(), engine_.writer(), name);
        });
    }

    std::shared_ptr<SessionStore> sessions(std::string_view table, std::string_view users_table) override {
        const Identifier owners{users_table};
        users(users_table);
        auto store = shared(sessions_, Identifier{table}, [&](const Identifier& name) {
            engine_.require(sqlite_component("sessions", name, {{"users", owners}}));
            return std::make_unique<SqliteSessionStore>(engine_.readers(), engine_.writer(), name, owners);
        });
        const auto referred = engine_.referred_by(Identifier{table});
        if (referred == users_table) return store;
        throw ConfigError("table `" + std::string{table} + "` holds the sessions of `" + referred + "`, not of `" +
                          std::string{users_table} + "`");
    }

    std::shared_ptr<AttemptStore> attempts() override {
        return shared(attempts_, Identifier{"attempts"}, [&](const Identifier& name) {
            engine_.require(sqlite_component("attempts", name));
            return std::make_unique<SqliteAttemptStore>(engine_.readers(), engine_.writer(), name);
        });
    }

    std::shared_ptr<AuditStore> audit() override {
        return shared(audit_, Identifier{"audit_events"}, [&](const Identifier& name) {
            engine_.require(sqlite_component("audit", name));
            return std::make_unique<SqliteAuditStore>(engine_.readers(), engine_.writer(), name);
        });
    }

    void check() override { engine_.check(); }

private:
    /// The store of that table, made on the first call.
    template <class Store, class Make>
    std::shared_ptr<Store> shared(Tables<Store>& tables, const Identifier& name, const Make& make) {
        const std::scoped_lock lock{mutex_};
        auto& store = tables[name.name()];
        if (!store) store = make(name);
        return {shared_from_this(), store.get()};
    }

    /// A store stays once it is made, so what this gives may be used without the mutex.
    template <class Store>
    std::vector<Store*> all(const Tables<Store>& tables) {
        const std::scoped_lock lock{mutex_};
        std::vector<Store*> stores;
        for (const auto& [name, store] : tables) {
            if (store) stores.push_back(store.get());
        }
        return stores;
    }

    void write_touches() {
        for (auto* sessions : all(sessions_)) sessions->flush_touches();
    }

    void keep_up(const std::stop_token& stop) {
        write_touches();
        if (!purge_schedule_.is_due()) return;
        const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        // However much there is to delete: a prolonged session must not be among it because its touch waits.
        const auto between = [this] { write_touches(); };
        for (auto* sessions : all(sessions_)) purge_all(*sessions, now, stop, between);
        for (auto* attempts : all(attempts_)) purge_all(*attempts, now, stop, between);
        if (audit_retention_ == std::chrono::seconds(0)) return;
        for (auto* audit : all(audit_)) purge_all(*audit, now - audit_retention_, stop, between);
    }

    SqliteEngine engine_;
    PurgeSchedule purge_schedule_;
    const std::chrono::seconds audit_retention_;
    std::mutex mutex_;
    Tables<SqliteUserStore> users_;
    Tables<SqliteSessionStore> sessions_;
    Tables<SqliteAttemptStore> attempts_;
    Tables<SqliteAuditStore> audit_;
    BackgroundThread upkeep_;
};

}  // namespace

std::shared_ptr<Database> open_sqlite_database(std::string_view path, const DatabaseOptions& options) {
    return std::make_shared<SqliteDatabase>(path, options);
}

}  // namespace ostiary
