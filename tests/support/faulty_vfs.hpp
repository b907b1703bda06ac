#pragma once

#include <atomic>
#include <cstddef>
#include <new>

#include <sqlite3.h>

namespace ostiary::testing {

/// Stands between SQLite and the system while it lives, and lets the writes and syncs of files fail on command.
class FaultyVfs {
public:
    enum class Target { nothing, writes, syncs };

    FaultyVfs() {
        heal();
        real_ = sqlite3_vfs_find(nullptr);
        vfs_ = *real_;
        vfs_.pNext = nullptr;
        vfs_.zName = "faulty";
        vfs_.szOsFile = static_cast<int>(offset) + real_->szOsFile;
        vfs_.xOpen = open;
        sqlite3_vfs_register(&vfs_, 1);
    }
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;
    ~FaultyVfs() {
        sqlite3_vfs_unregister(&vfs_);
        sqlite3_vfs_register(real_, 1);
    }

    /// From now on `good` calls of that kind succeed, all later ones fail with the code.
    void fail(Target target, int code, int good = 0) {
        code_ = code;
        good_ = good;
        hit_ = false;
        target_ = target;
    }
    void heal() { target_ = Target::nothing; }
    /// Whether a call has failed since `fail`.
    [[nodiscard]] static bool was_hit() { return hit_; }

private:
    struct File {
        sqlite3_file base{};
        sqlite3_io_methods methods{};
    };
    static constexpr std::size_t offset = (sizeof(File) + 15) / 16 * 16;

    static sqlite3_file* real(sqlite3_file* file) {
        return reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(file) + offset);
    }

    static int fault(Target target) {
        if (target_ != target || good_-- > 0) return SQLITE_OK;
        hit_ = true;
        return code_;
    }

    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
        auto* wrapper = new (file) File{};
        const int code = real_->xOpen(real_, name, real(file), flags, out_flags);
        if (!real(file)->pMethods) return code;
        wrapper->methods = forwarding(real(file)->pMethods->iVersion);
        wrapper->base.pMethods = &wrapper->methods;
        return code;
    }

    static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
        if (const int code = fault(Target::writes); code != SQLITE_OK) return code;
        return real(file)->pMethods->xWrite(real(file), data, size, at);
    }

    static int sync(sqlite3_file* file, int flags) {
        if (const int code = fault(Target::syncs); code != SQLITE_OK) return code;
        return real(file)->pMethods->xSync(real(file), flags);
    }

    /// Calls the real file's method of that name.
    template <auto Method, class... Arguments>
    static auto forward(sqlite3_file* file, Arguments... arguments) {
        return (real(file)->pMethods->*Method)(real(file), arguments...);
    }

    static sqlite3_io_methods forwarding(int version) {
        using M = sqlite3_io_methods;
        return {.iVersion = version,
                .xClose = forward<&M::xClose>,
                .xRead = forward<&M::xRead, void*, int, sqlite3_int64>,
                .xWrite = write,
                .xTruncate = forward<&M::xTruncate, sqlite3_int64>,
                .xSync = sync,
                .xFileSize = forward<&M::xFileSize, sqlite3_int64*>,
                .xLock = forward<&M::xLock, int>,
                .xUnlock = forward<&M::xUnlock, int>,
                .xCheckReservedLock = forward<&M::xCheckReservedLock, int*>,
                .xFileControl = forward<&M::xFileControl, int, void*>,
                .xSectorSize = forward<&M::xSectorSize>,
                .xDeviceCharacteristics = forward<&M::xDeviceCharacteristics>,
                .xShmMap = forward<&M::xShmMap, int, int, int, void volatile**>,
                .xShmLock = forward<&M::xShmLock, int, int, int>,
                .xShmBarrier = forward<&M::xShmBarrier>,
                .xShmUnmap = forward<&M::xShmUnmap, int>,
                .xFetch = forward<&M::xFetch, sqlite3_int64, int, void**>,
                .xUnfetch = forward<&M::xUnfetch, sqlite3_int64, void*>};
    }

    static inline sqlite3_vfs* real_ = nullptr;
    static inline std::atomic<Target> target_ = Target::nothing;
    static inline std::atomic<int> code_ = SQLITE_OK;
    static inline std::atomic<int> good_ = 0;
    static inline std::atomic<bool> hit_ = false;
    sqlite3_vfs vfs_{};
};

}  // namespace ostiary::testing
