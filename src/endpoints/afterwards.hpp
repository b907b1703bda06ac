#pragma once

#include <exception>

#include <ostiary/ports/log.hpp>

namespace ostiary {

/// Does what follows a deed that is done and stays so: a fault is logged, for the answer must not say that it failed.
template <class Work>
void afterwards(const char* what, const Work& work) {
    try {
        work();
    } catch (const std::exception& error) {
        log({LogLevel::error, "afterwards_failed", {{"what", what}, {"reason", error.what()}}});
    }
}

}  // namespace ostiary
