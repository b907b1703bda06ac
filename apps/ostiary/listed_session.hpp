#pragma once

#include <string>

#include <ostiary/values/session.hpp>

namespace ostiary::program {

struct ListedSession {
    std::string username{};
    Session session{};
};

}  // namespace ostiary::program
