#include "command_line.hpp"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#include <CLI/CLI.hpp>
#pragma GCC diagnostic pop

#include "command_line_texts.hpp"
#include "maintenance_commands.hpp"
#include "serve.hpp"
#include "session_commands.hpp"
#include "setting.hpp"
#include "settings_help.hpp"
#include "user_commands.hpp"

namespace ostiary::program {
namespace {

using Run = std::function<int(const Settings&)>;

constexpr const char* settings_group = "Settings";

/// Help that says of the settings what `settings_help` does, and of the rest no more than a reader needs.
class HelpFormat : public CLI::Formatter {
public:
    explicit HelpFormat(std::string settings) : settings_(std::move(settings)) {}

    std::string make_group(std::string group, bool is_positional, std::vector<const CLI::Option*> opts) const override {
        return group == settings_group ? settings_ : CLI::Formatter::make_group(std::move(group), is_positional, opts);
    }

    std::string make_option_opts(const CLI::Option* option) const override {
        const bool takes_value = option->nonpositional() && option->get_type_size() > 0;
        return takes_value ? " " + option->get_type_name() : "";
    }

private:
    std::string settings_;
};

/// What was wrong with the arguments, never with a value among them: it may be a password in the wrong place.
std::string complaint(const CLI::ParseError& error, const std::vector<std::string>& unknown) {
    // By its type: CLI11 puts a subcommand's name where the error's should be.
    if (dynamic_cast<const CLI::ExtrasError*>(&error) || names_flag(unknown)) return unexpected_argument(unknown);
    std::string text = one_line(error.what());
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) return text.substr(0, text.find(':')) + " needs a value";
    if (dynamic_cast<const CLI::ConversionError*>(&error)) return "a flag that takes no value was given one";
    if (text != "A subcommand is required") return text;
    return unknown.empty() ? "a command is missing" : "there is no such command";
}

/// A command that can be run, and where CLI11 leaves the flags that it was given.
struct Leaf {
    CLI::App* app = nullptr;
    Run run{};
    bool serves = false;
    std::vector<std::pair<const Setting*, CLI::Option*>> flags{};

    void accept(const Setting& setting) {
        const std::string name{setting.name};
        CLI::Option* option =
            setting.is_switch() ? app->add_flag("--" + name + ",!--no-" + name) : app->add_option("--" + name);
        // Given twice, a list goes on; anything else is what was said last.
        if (std::holds_alternative<std::vector<std::string> Settings::*>(setting.field)) {
            option->expected(1, 1000)->allow_extra_args(false);
        } else {
            option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
        }
        flags.emplace_back(&setting, option->group(settings_group));
    }
};

class Parser {
public:
    Parser() {
        app_.require_subcommand(1);
        app_.set_version_flag("--version", "ostiary " OSTIARY_VERSION);
        add_serve();
        add_user_commands();
        add_session_commands();
        add_maintenance_commands();
    }

    std::expected<Command, int> parse(int argc, const char* const* argv) {
        try {
            app_.parse(argc, argv);
        } catch (const CLI::Success& wanted) {
            return std::unexpected(app_.exit(wanted));
        } catch (const CLI::ParseError& error) {
            std::cerr << "ostiary: " << complaint(error, app_.remaining(true))
                      << " (`ostiary --help` and `ostiary COMMAND --help` say what there is)\n";
            return std::unexpected(2);
        }
        for (const Leaf& leaf : leaves_) {
            if (leaf.app->parsed()) return command_of(leaf);
        }
        return std::unexpected(2);
    }

private:
    CLI::App& group(const char* name, const char* description) {
        CLI::App& made = *app_.add_subcommand(name, description);
        made.require_subcommand(1);
        return made;
    }

    CLI::App& leaf(CLI::App& parent, const char* name, const char* description, Run run) {
        leaves_.push_back({.app = parent.add_subcommand(name, description), .run = std::move(run)});
        leaves_.back().app->formatter(std::make_shared<HelpFormat>(""));
        return *leaves_.back().app;
    }

    CLI::App& leaf(CLI::App& parent, const char* name, const char* description, SettingScope widest, Run run) {
        leaf(parent, name, description, std::move(run)).formatter(std::make_shared<HelpFormat>(settings_help(widest)));
        Leaf& made = leaves_.back();
        for (const SettingGroup& settings : setting_table()) {
            for (const Setting& setting : settings.settings) {
                const bool offered = widest == SettingScope::serving || setting.scope == SettingScope::all_commands;
                if (offered && !setting.is_secret()) made.accept(setting);
            }
        }
        return *made.app;
    }

    static void offer_password_sources(CLI::App& app, PasswordSource& source) {
        auto* input = app.add_flag_callback("--password-stdin", [&source] { source = PasswordSource::standard_input; },
                                            "Take the password from standard input: one line");
        app.add_flag_callback("--generate-password", [&source] { source = PasswordSource::generated; },
                              "Make a random password, and show it")
            ->excludes(input);
    }

    void add_serve() {
        leaf(app_, "serve", "Serve the pages for logging in, and the address that a proxy asks", SettingScope::serving,
             serve);
        leaves_.back().serves = true;
    }

    void add_user_commands() {
        constexpr auto scope = SettingScope::all_commands;
        CLI::App& user = group("user", "Add users, list them, change them");
        const auto request = new_user_;
        CLI::App& add = leaf(user, "add", "Add a user; asks for the password", scope,
                             [request](const Settings& settings) { return add_user(settings, *request); });
        add.add_option("NAME", request->name, "What the user logs in with")->required();
        add.add_option("--email", request->email, "Handed to the app as Remote-Email");
        add.add_flag("--admin", request->admin, "Marks an admin, for guards that let only admins in");
        add.add_flag("--superuser", request->superuser, "Marks a superuser, likewise");
        offer_password_sources(add, request->password);

        const auto as_json = as_json_;
        leaf(user, "list", "List the users", scope, [as_json](const Settings& settings) {
            return list_users(settings, *as_json);
        }).add_flag("--json", *as_json, "As JSON");

        CLI::App& passwd = leaf(user, "passwd", "Set a new password, and end the user's sessions", scope,
                                [request](const Settings& settings) {
            return change_password(settings, request->name, request->password);
        });
        passwd.add_option("NAME", request->name, "The user")->required();
        offer_password_sources(passwd, request->password);
        const auto change = group_change_;
        CLI::App& groups = leaf(user, "groups", "Show a user's groups, or change them", scope,
                                [change](const Settings& settings) { return change_groups(settings, *change); });
        groups.add_option("NAME", change->name, "The user")->required();
        groups.add_option("--join", change->join, "Groups to join, for rules that let only their members in")
            ->delimiter(',')
            ->expected(1)
            ->take_all();
        groups.add_option("--leave", change->leave, "Groups to leave")->delimiter(',')->expected(1)->take_all();
        add_named(user, "enable", "Let a disabled user log in again", enable_user);
        add_named(user, "disable", "Keep a user from logging in, and end the user's sessions", disable_user);
        add_named(user, "delete", "Delete a user and the user's sessions", delete_user);
    }

    void add_named(CLI::App& user, const char* name, const char* description,
                   int (*run)(const Settings&, const std::string&)) {
        const auto request = new_user_;
        leaf(user, name, description, SettingScope::all_commands,
             [request, run](const Settings& settings) { return run(settings, request->name); })
            .add_option("NAME", request->name, "The user")
            ->required();
    }

    void add_session_commands() {
        constexpr auto scope = SettingScope::all_commands;
        CLI::App& session = group("session", "List sessions, end them");
        const auto selection = selection_;
        const auto as_json = as_json_;
        CLI::App& list = leaf(session, "list", "List the sessions that live", scope, [=](const Settings& settings) {
            return list_sessions(settings, selection->user, *as_json);
        });
        list.add_option("--user", selection->user, "Only this user's");
        list.add_flag("--json", *as_json, "As JSON");

        CLI::App& revoke = leaf(session, "revoke", "End a session, or all of a user", scope,
                                [=](const Settings& settings) { return revoke_sessions(settings, *selection); });
        revoke.add_option("ID", selection->id, "The session's id, as `session list` shows it");
        revoke.add_option("--user", selection->user, "The user; without ID, every session");
        revoke.callback([selection] {
            if (selection->id.empty() && selection->user.empty()) throw CLI::RequiredError("ID or --user");
        });

        leaf(session, "clean", "Delete expired sessions; a server does so by itself", scope, clean_sessions);
    }

    void add_maintenance_commands() {
        constexpr auto scope = SettingScope::all_commands;
        const auto only_check = only_check_;
        leaf(app_, "migrate", "Make the database's tables, or bring them up to date", scope,
             [only_check](const Settings& settings) {
            return *only_check ? check_schema(settings) : migrate(settings);
        }).add_flag("--check", *only_check, "Change nothing; exit with 1 where something is missing or behind");

        const auto request = export_;
        CLI::App& templates = group("templates", "The pages");
        CLI::App& write = leaf(templates, "export", "Write the built-in pages into a folder, to be changed",
                               [request](const Settings&) { return export_templates(*request); });
        write.add_option("DIR", request->folder, "The folder; made where it is missing")->required();
        write.add_flag("--force", request->overwrite, "Overwrite files that are there");

        leaf(app_, "doctor", "Check what `serve` with the same settings needs, and say what to do",
             SettingScope::serving, examine);
    }

    static Command command_of(const Leaf& leaf) {
        Command command{.run = leaf.run, .serves = leaf.serves};
        for (const auto& [setting, option] : leaf.flags) {
            if (option->count() > 0)
                command.flags.emplace(setting->name, CLI::detail::join(option->reduced_results(), ","));
        }
        return command;
    }

    CLI::App app_{"Ostiary: session login for web apps.", "ostiary"};
    std::vector<Leaf> leaves_{};
    std::shared_ptr<NewUserRequest> new_user_ = std::make_shared<NewUserRequest>();
    std::shared_ptr<GroupChange> group_change_ = std::make_shared<GroupChange>();
    std::shared_ptr<SessionSelection> selection_ = std::make_shared<SessionSelection>();
    std::shared_ptr<TemplateExport> export_ = std::make_shared<TemplateExport>();
    std::shared_ptr<bool> as_json_ = std::make_shared<bool>(false);
    std::shared_ptr<bool> only_check_ = std::make_shared<bool>(false);
};

}  // namespace

std::expected<Command, int> parse_command_line(int argc, const char* const* argv) {
    return Parser{}.parse(argc, argv);
}

}  // namespace ostiary::program
