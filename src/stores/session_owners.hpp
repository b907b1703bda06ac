#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace ostiary {

/// Which table of users each table of sessions belongs to, where no foreign key says so. Thread-safe.
class SessionOwners {
public:
    /// The table of users that the sessions belong to: this one, unless another one was named before.
    std::string claim(const std::string& sessions, const std::string& users);
    /// The tables of sessions that belong to these users. piccolo's own `sessions` do while nobody has said otherwise.
    [[nodiscard]] std::vector<std::string> sessions_of(const std::string& users);

private:
    std::mutex mutex_;
    std::map<std::string, std::string, std::less<>> users_of_;
};

}  // namespace ostiary
