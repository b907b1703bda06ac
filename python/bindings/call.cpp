#include "call.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include <stdexcept>
#include <variant>

namespace ostiary::python {
namespace {

thread_local const PyRef* current = nullptr;

/// Asks the app, with the interpreter lock. The app has logged its own exception; here it becomes a plain fault, for
/// the core must not carry a Python object away from the lock.
template <typename Ask>
auto ask(const char* what, const Ask& question) {
    const nb::gil_scoped_acquire lock;
    try {
        return question(current->get());
    } catch (const nb::python_error&) {
    } catch (const nb::cast_error&) {
    }
    throw std::runtime_error(std::string{what} + " failed");
}

/// `given` is what the app's hooks are called with: the name, the address, the user's id.
template <typename... Given>
std::optional<std::string> ask_hooks(const char* point, Given... given) {
    return ask(point, [&](const nb::object& call) {
        return nb::cast<std::optional<std::string>>(call.attr("run_hooks")(point, given...));
    });
}

/// For a point whose deed is done.
template <typename... Given>
void tell_hooks(const char* point, Given... given) {
    ask(point, [&](const nb::object& call) { return call.attr("notify_hooks")(point, given...).is_none(); });
}

nb::dict to_dict(const Page& page) {
    nb::dict values;
    for (const auto& [name, value] : page.values) {
        if (const auto* text = std::get_if<std::string>(&value)) values[name.c_str()] = *text;
        if (const auto* flag = std::get_if<bool>(&value)) values[name.c_str()] = *flag;
    }
    return values;
}

class CallRenderer final : public PageRenderer {
public:
    std::string render(const Page& page) const override {
        return ask("the template",
                   [&](const nb::object& call) { return nb::cast<std::string>(call.attr("render")(to_dict(page))); });
    }
};

}  // namespace

CallScope::CallScope(const PyRef& call) noexcept {
    current = &call;
}

CallScope::~CallScope() {
    current = nullptr;
}

LoginHooks login_hooks_of_the_call() {
    LoginHooks hooks;
    const auto without_user = [](const char* point) {
        return [point](const http::Request&, std::string_view username) { return ask_hooks(point, username); };
    };
    hooks.pre_login.emplace_back(without_user("pre_login"));
    hooks.login_failure.emplace_back(without_user("login_failure"));
    hooks.login_success.emplace_back([](const http::Request&, std::string_view username, UserId user) {
        return ask_hooks("login_success", username, user.value);
    });
    return hooks;
}

RegisterHooks register_hooks_of_the_call() {
    RegisterHooks hooks;
    hooks.pre_register.emplace_back([](const http::Request&, std::string_view username, std::string_view email) {
        return ask_hooks("pre_register", username, email);
    });
    hooks.registered.emplace_back([](const http::Request&, std::string_view username, std::string_view email,
                                     UserId user) { tell_hooks("registered", username, email, user.value); });
    hooks.taken.emplace_back([](const http::Request&, std::string_view username, std::string_view email) {
        tell_hooks("taken", username, email);
    });
    return hooks;
}

ChangePasswordHooks change_password_hooks_of_the_call() {
    ChangePasswordHooks hooks;
    hooks.password_changed.emplace_back([](const http::Request&, std::string_view username, UserId user) {
        tell_hooks("password_changed", username, user.value);
    });
    return hooks;
}

std::optional<std::string> validate_by_the_call(std::string_view token) {
    return ask("the captcha's validator", [&](const nb::object& call) {
        return nb::cast<std::optional<std::string>>(call.attr("validate")(token));
    });
}

std::shared_ptr<PageRenderer> renderer_of_the_call() {
    return std::make_shared<CallRenderer>();
}

}  // namespace ostiary::python
