#include "socket_activation.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include <unistd.h>

#include <ostiary/values/errors.hpp>

namespace ostiary::program {
namespace {

void pass(const std::string& process, const char* count) {
    ::setenv("LISTEN_PID", process.c_str(), 1);
    ::setenv("LISTEN_FDS", count, 1);
    ::setenv("LISTEN_FDNAMES", "ostiary.socket", 1);
}

TEST(SocketActivation, WithoutSystemdThereIsNoSocket) {
    EXPECT_THROW(static_cast<void>(activated_socket()), ConfigError);
}

TEST(SocketActivation, WhatWasPassedToAnotherProcessIsNotOurs) {
    pass(std::to_string(::getppid()), "1");
    EXPECT_THROW(static_cast<void>(activated_socket()), ConfigError);
}

TEST(SocketActivation, SeveralSocketsAreRefused) {
    pass(std::to_string(::getpid()), "2");
    EXPECT_THROW(static_cast<void>(activated_socket()), ConfigError);
}

TEST(SocketActivation, NoChildIsToldOfTheSocket) {
    pass(std::to_string(::getpid()), "0");
    EXPECT_THROW(static_cast<void>(activated_socket()), ConfigError);
    for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"})
        EXPECT_EQ(std::getenv(name), nullptr) << name;
}

}  // namespace
}  // namespace ostiary::program
