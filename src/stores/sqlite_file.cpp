#include "stores/sqlite_file.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

/// Absolute, so that neither a change of the working directory nor a name that SQLite would take for something else
/// (`:memory:`, `file:`) leads elsewhere.
std::string absolute(std::string_view path) {
    if (path.empty() || path.find('\0') != std::string_view::npos || path.starts_with(':')) {
        throw ConfigError("database address must name a file, as in sqlite:app.db");
    }
    return std::filesystem::absolute(path).string();
}

StoreError failure(const std::string& what, const std::string& path) {
    return StoreError(what + " " + path + ": " + std::system_category().message(errno));
}

/// Only its owner may read the file; SQLite gives the files beside it the same mode. O_EXCL also keeps this from
/// opening a file that exists: closing it again would drop the locks that another connection of the process holds.
void create(const std::string& path) {
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file >= 0) {
        ::close(file);
    } else if (errno != EEXIST) {
        throw failure("can't create", path);
    }
}

/// Whoever can write the file can make himself an administrator; one that lay here before us may be a stranger's.
void require_ours(const std::string& path) {
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) throw failure("can't find", path);
    if ((status.st_mode & S_IWOTH) != 0) {
        throw ConfigError("database " + path + " can be written by every user: take that away with chmod o-w");
    }
    const uid_t own = ::geteuid();
    if (own != 0 && status.st_uid != 0 && status.st_uid != own) {
        throw ConfigError("database " + path +
                          " belongs to another user: run as that user, or give it away with chown");
    }
}

}  // namespace

SqliteFile::SqliteFile(std::string_view path, WhereMissing where_missing) : path_(absolute(path)) {
    if (where_missing == WhereMissing::create) {
        create(path_);
    } else if (!std::filesystem::exists(path_)) {
        throw ConfigError("database " + path_ + " doesn't exist yet: migrate it first");
    }
    require_ours(path_);
    opened_ = identity();
}

void SqliteFile::require_unchanged() const {
    if (identity() != opened_) throw StoreError("another file was put in the place of " + path_);
}

SqliteFile::Identity SqliteFile::identity() const {
    struct stat status{};
    if (::stat(path_.c_str(), &status) != 0) throw failure("can't find", path_);
    return {status.st_dev, status.st_ino};
}

}  // namespace ostiary
