#pragma once

#include <span>

#include <ostiary/ports/session_store.hpp>

#include "stores/touch_buffer.hpp"

namespace ostiary {

/// A store that collects touches, for somebody to have them written down now and then.
class BufferedSessionStore : public SessionStore {
public:
    BufferedSessionStore() = default;
    BufferedSessionStore(const BufferedSessionStore&) = delete;
    BufferedSessionStore& operator=(const BufferedSessionStore&) = delete;

    /// Writes down which sessions were touched.
    void flush_touches();

protected:
    /// The same where it can; for the end of the store that can write.
    void flush_last_touches() noexcept;
    [[nodiscard]] TouchBuffer& touches() noexcept { return touches_; }

private:
    /// In one transaction.
    virtual void write_touches(std::span<const TouchBuffer::Touch> touches) = 0;

    TouchBuffer touches_;
};

}  // namespace ostiary
