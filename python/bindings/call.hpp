#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <ostiary/auth/hooks.hpp>
#include <ostiary/ports/page_renderer.hpp>

#include "py_ref.hpp"

namespace ostiary::python {

/// For as long as it lives, this thread works for the Python object `call`, which answers what the core asks of the
/// app: `run_hooks(point, *given)`, `notify_hooks(point, *given)`, `validate(token)`, `render(values)`.
class CallScope {
public:
    explicit CallScope(const PyRef& call) noexcept;
    ~CallScope();
    CallScope(const CallScope&) = delete;
    CallScope& operator=(const CallScope&) = delete;
};

/// Hooks that ask the current call. Each stands for all of the app's hooks at that point.
[[nodiscard]] LoginHooks login_hooks_of_the_call();
[[nodiscard]] RegisterHooks register_hooks_of_the_call();
[[nodiscard]] ChangePasswordHooks change_password_hooks_of_the_call();
/// Asks the current call whether the captcha's token is right.
[[nodiscard]] std::optional<std::string> validate_by_the_call(std::string_view token);
/// Renders by the current call.
[[nodiscard]] std::shared_ptr<PageRenderer> renderer_of_the_call();

}  // namespace ostiary::python
