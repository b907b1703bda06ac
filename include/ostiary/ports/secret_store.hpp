#pragma once

#include <string_view>

#include <ostiary/values/secret.hpp>

namespace ostiary {

/// Keys that are made once and then shared by all who use the database. Thread-safe, also between processes. Throws
/// `StoreError`.
class SecretStore {
public:
    virtual ~SecretStore() = default;

    /// The secret of that name; `fresh` becomes it where there is none yet. Of many who ask at once, all get one.
    [[nodiscard]] virtual Secret find_or_keep(std::string_view name, const Secret& fresh) = 0;
};

}  // namespace ostiary
