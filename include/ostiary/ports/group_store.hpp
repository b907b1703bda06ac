#pragma once

#include <vector>

#include <ostiary/values/group_name.hpp>
#include <ostiary/values/user.hpp>

namespace ostiary {

/// Who is in which group. A group is there as long as somebody is in it. Thread-safe. Every call throws `StoreError`
/// where the store fails; what was acknowledged is on the disk.
class GroupStore {
public:
    virtual ~GroupStore() = default;

    /// The user's groups in the order of their names. None of a user who is gone: whoever is deleted leaves them all.
    [[nodiscard]] virtual std::vector<GroupName> of(UserId user) = 0;
    /// False where there is no such user, or who is in it already.
    virtual bool join(UserId user, const GroupName& group) = 0;
    /// False where the user was not in it.
    virtual bool leave(UserId user, const GroupName& group) = 0;
};

}  // namespace ostiary
