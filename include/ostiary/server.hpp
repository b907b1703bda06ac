#pragma once

/// The HTTP server of `ostiary::server`.

#include <ostiary/adapters/server.hpp>
