#include "stores/sqlite_database.hpp"

#include <map>
#include <mutex>
#include <vector>

#include <ostiary/values/errors.hpp>

#include "stores/background_thread.hpp"
#include "stores/piccolo_session_store.hpp"
#include "stores/piccolo_user_store.hpp"
#include "stores/purge_schedule.hpp"
#include "stores/session_owners.hpp"
#include "stores/sqlite_attempt_store.hpp"
#include "stores/sqlite_audit_store.hpp"
#include "stores/sqlite_engine.hpp"
#include "stores/sqlite_group_store.hpp"
#include "stores/sqlite_rate_store.hpp"
#include "stores/sqlite_secret_store.hpp"
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
          preset_(options.preset),
          purge_schedule_(options.purge_interval),
          audit_retention_(options.audit_retention),
          upkeep_(flush_period, [this](const std::stop_token& stop) { keep_up(stop); }) {}

    std::shared_ptr<UserStore> users(std::string_view table) override {
        return shared(users_, Identifier{table}, [this](const Identifier& name) { return make_users(name); });
    }

    std::shared_ptr<SessionStore> sessions(std::string_view table, std::string_view users_table) override {
        const Identifier owners{users_table};
        users(users_table);
        auto store =
            shared(sessions_, Identifier{table}, [&](const Identifier& name) { return make_sessions(name, owners); });
        const auto present = owners_of(Identifier{table}, owners);
        if (present == users_table) return store;
        throw ConfigError("table `" + std::string{table} + "` holds the sessions of `" + present + "`, not of `" +
                          std::string{users_table} + "`");
    }

    std::shared_ptr<GroupStore> groups(std::string_view users_table) override {
        if (is_piccolos()) return nullptr;
        const Identifier members{users_table};
        users(users_table);
        return shared(groups_, Identifier{members.name() + "_groups"}, [&](const Identifier& name) {
            engine_.require(sqlite_component("groups", name, {{"users", members}}));
            return std::make_unique<SqliteGroupStore>(engine_.readers(), engine_.writer(), name, members);
        });
    }

    std::shared_ptr<AttemptStore> attempts() override {
        return shared(attempts_, own_table("attempts"), [&](const Identifier& name) {
            engine_.require(sqlite_component("attempts", name));
            return std::make_unique<SqliteAttemptStore>(engine_.readers(), engine_.writer(), name);
        });
    }

    std::shared_ptr<AuditStore> audit() override {
        return shared(audit_, own_table("audit_events"), [&](const Identifier& name) {
            engine_.require(sqlite_component("audit", name));
            return std::make_unique<SqliteAuditStore>(engine_.readers(), engine_.writer(), name);
        });
    }

    void read_together(const std::function<void()>& work) override {
        const SqliteReaders::Together together{engine_.readers()};
        work();
    }

    std::shared_ptr<RateStore> rates() override {
        return shared(rates_, own_table("rates"), [&](const Identifier& name) {
            engine_.require(sqlite_component("rates", name));
            return std::make_unique<SqliteRateStore>(engine_.readers(), engine_.writer(), name);
        });
    }

    std::shared_ptr<SecretStore> secrets() override {
        return shared(secrets_, own_table("secrets"), [&](const Identifier& name) {
            engine_.require(sqlite_component("secrets", name));
            return std::make_unique<SqliteSecretStore>(engine_.writer(), name);
        });
    }

    void check() override { engine_.check(); }

private:
    [[nodiscard]] bool is_piccolos() const noexcept { return preset_ == TablePreset::piccolo; }

    /// In another program's database the plain name may be taken.
    [[nodiscard]] Identifier own_table(const std::string& name) const {
        return Identifier{is_piccolos() ? "ostiary_" + name : name};
    }

    std::unique_ptr<UserStore> make_users(const Identifier& table) {
        if (!is_piccolos()) {
            engine_.require(sqlite_component("users", table));
            return std::make_unique<SqliteUserStore>(engine_.readers(), engine_.writer(), table);
        }
        const Identifier ids = own_table("ids");
        engine_.require(sqlite_component("ids", ids));
        engine_.require(PiccoloTable{PiccoloTable::Kind::users, table});
        return std::make_unique<PiccoloUserStore>(engine_.readers(), engine_.writer(), table, ids, session_owners_);
    }

    std::unique_ptr<BufferedSessionStore> make_sessions(const Identifier& table, const Identifier& owners) {
        if (!is_piccolos()) {
            engine_.require(sqlite_component("sessions", table, {{"users", owners}}));
            return std::make_unique<SqliteSessionStore>(engine_.readers(), engine_.writer(), table, owners);
        }
        engine_.require(PiccoloTable{PiccoloTable::Kind::sessions, table});
        return std::make_unique<PiccoloSessionStore>(engine_.readers(), engine_.writer(), table, owners);
    }

    /// Whose sessions the table holds: its foreign key says so; where it has none, whoever asked first.
    std::string owners_of(const Identifier& table, const Identifier& asked) {
        return is_piccolos() ? session_owners_.claim(table.name(), asked.name()) : engine_.referred_by(table);
    }

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
        for (auto* rates : all(rates_)) purge_all(*rates, now, stop, between);
        if (audit_retention_ == std::chrono::seconds(0)) return;
        for (auto* audit : all(audit_)) purge_all(*audit, now - audit_retention_, stop, between);
    }

    SqliteEngine engine_;
    const TablePreset preset_;
    SessionOwners session_owners_;
    PurgeSchedule purge_schedule_;
    const std::chrono::seconds audit_retention_;
    std::mutex mutex_;
    Tables<UserStore> users_;
    Tables<BufferedSessionStore> sessions_;
    Tables<SqliteGroupStore> groups_;
    Tables<SqliteAttemptStore> attempts_;
    Tables<SqliteAuditStore> audit_;
    Tables<SqliteRateStore> rates_;
    Tables<SqliteSecretStore> secrets_;
    BackgroundThread upkeep_;
};

}  // namespace

std::shared_ptr<Database> open_sqlite_database(std::string_view path, const DatabaseOptions& options) {
    return std::make_shared<SqliteDatabase>(path, options);
}

}  // namespace ostiary
