#pragma once

namespace ostiary::program {

/// The one socket that systemd has opened for this process, as sd_listen_fds(3) describes it. To be called before any
/// thread is started: it takes the variables that say so out of the environment, and keeps the socket from programs
/// that this one starts. Throws `ConfigError` where there is none, or several.
[[nodiscard]] int activated_socket();

}  // namespace ostiary::program
