#include "auth/access_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

AskedTarget asked(std::string path, std::string method = "GET", std::string host = "app.example") {
    return {.method = std::move(method), .host = std::move(host), .path = std::move(path)};
}

std::optional<Access> access_to(const AccessRules& rules, const AskedTarget& target) {
    const auto* demand = rules.access_to(target);
    return demand ? std::optional{demand->require} : std::nullopt;
}

std::optional<AccessRefusal> refusal_of_a_nonmember(Access access, const std::optional<User>& user) {
    return refusal_of({.require = access}, user, {});
}

std::string complaint_about(AccessRule rule) {
    try {
        const AccessRules rules{{{}, std::move(rule)}};
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "(none)";
}

TEST(AccessRules, TheFirstThatFitsDecides) {
    const AccessRules rules{{{.path = "/admin/help", .require = Access::anyone},
                             {.path = "/admin/*", .require = Access::admin},
                             {.path = "/admin/root", .require = Access::superuser}}};
    EXPECT_EQ(access_to(rules, asked("/admin/help")), Access::anyone);
    EXPECT_EQ(access_to(rules, asked("/admin/x")), Access::admin);
    EXPECT_EQ(access_to(rules, asked("/admin/root")), Access::admin);
    EXPECT_THAT(rules.unreachable(), ElementsAre(2));
}

TEST(AccessRules, WhereNoneFitsSomebodyMustBeLoggedIn) {
    EXPECT_EQ(access_to(AccessRules{{}}, asked("/")), Access::user);
    const AccessRules rules{{{.path = "/public", .require = Access::anyone}}};
    EXPECT_EQ(access_to(rules, asked("/")), Access::user);
    EXPECT_EQ(access_to(rules, asked("/public/a")), Access::user);
}

TEST(AccessRules, AStarEndsAtASegmentAndASlashAtTheEndMakesNoDifference) {
    const AccessRules rules{{{.path = "/docs*", .require = Access::anyone},
                             {.path = "/admin/*", .require = Access::admin},
                             {.path = "/report", .require = Access::superuser}}};
    for (const auto* path : {"/docs", "/docs/", "/docs/a/b"}) EXPECT_EQ(access_to(rules, asked(path)), Access::anyone);
    for (const auto* path : {"/admin", "/admin/", "/admin/x"}) EXPECT_EQ(access_to(rules, asked(path)), Access::admin);
    for (const auto* path : {"/report", "/report/"}) EXPECT_EQ(access_to(rules, asked(path)), Access::superuser);
    for (const auto* path : {"/docs-private", "/administrators", "/reports", "/x/docs"})
        EXPECT_EQ(access_to(rules, asked(path)), Access::user) << path;
}

TEST(AccessRules, AStarAloneStandsForEverything) {
    const AccessRules rules{{{.path = "/", .require = Access::anyone}, {.path = "/*", .require = Access::admin}}};
    EXPECT_EQ(access_to(rules, asked("/")), Access::anyone);
    EXPECT_EQ(access_to(rules, asked("/a")), Access::admin);
}

TEST(AccessRules, APathThatFallsUnderAnotherRuleByItsCaseIsRefused) {
    const AccessRules rules{
        {{.path = "/public/*", .require = Access::anyone}, {.path = "/Admin/*", .require = Access::admin}}};
    for (const auto* path : {"/PUBLIC/a", "/admin", "/ADMIN/"})
        EXPECT_EQ(access_to(rules, asked(path)), std::nullopt) << path;
    EXPECT_EQ(access_to(rules, asked("/Admin/A")), Access::admin);
    EXPECT_EQ(access_to(rules, asked("/OTHER")), Access::user);
}

TEST(AccessRules, AMethodOrAHostNarrowsARule) {
    const AccessRules rules{{{.path = "/hook", .methods = {"POST"}, .require = Access::anyone},
                             {.methods = {"GET"}, .require = Access::admin},
                             {.host = "WWW.example", .require = Access::anyone}}};
    EXPECT_EQ(access_to(rules, asked("/hook", "POST")), Access::anyone);
    EXPECT_EQ(access_to(rules, asked("/hook", "PUT")), Access::user);
    EXPECT_EQ(access_to(rules, asked("/x", "GET")), Access::admin);
    EXPECT_EQ(access_to(rules, asked("/x", "HEAD")), Access::admin);
    EXPECT_EQ(access_to(rules, asked("/x", "PUT", "www.example")), Access::anyone);
    EXPECT_EQ(access_to(rules, asked("/x", "PUT", "evil.www.example")), Access::user);
}

TEST(AccessRules, KnowWhichCanNeverDecide) {
    EXPECT_THAT((AccessRules{{{.path = "/a/*", .methods = {"GET"}}, {.path = "/a/b"}, {.path = "/a/b"}}}.unreachable()),
                ElementsAre(2));
    EXPECT_THAT(
        (AccessRules{{{.path = "/a*", .methods = {"GET"}}, {.path = "/a/b*", .methods = {"HEAD"}}}}.unreachable()),
        ElementsAre(1));
    EXPECT_THAT(
        (AccessRules{{{.host = "a.example"}, {.path = "/x"}, {.host = "a.example", .path = "/x"}}}.unreachable()),
        ElementsAre(2));
    EXPECT_THAT((AccessRules{{{.path = "/a"}, {.path = "/a/*"}, {.path = "/ab"}}}.unreachable()), ElementsAre());
}

TEST(AccessRules, AreRefusedByNumberAndField) {
    EXPECT_THAT(complaint_about({.host = "app.example:80"}), HasSubstr("rule 2: host"));
    EXPECT_THAT(complaint_about({.host = "*.example"}), HasSubstr("rule 2: host"));
    EXPECT_THAT(complaint_about({.methods = {"get"}}), HasSubstr("rule 2: methods"));
    for (const auto* path :
         {"", "a", "*", "/a*b", "/a/**", "/a/../b", "/a//b", "/a;b", "/%61", "/a?b", "/a#b", "/a\\b"})
        EXPECT_THAT(complaint_about({.path = path}), HasSubstr("rule 2: path")) << path;
    EXPECT_EQ(complaint_about({.path = "/café/a b*"}), "(none)");
}

TEST(AccessRules, AskAUserForItsMarks) {
    const User user{.username = "bob"};
    const User admin{.username = "ann", .admin = true};
    const User superuser{.username = "sue", .superuser = true};
    const User gone{.username = "idle", .active = false, .admin = true};
    EXPECT_EQ(refusal_of_a_nonmember(Access::anyone, std::nullopt), std::nullopt);
    EXPECT_EQ(refusal_of_a_nonmember(Access::anyone, gone), std::nullopt);
    EXPECT_EQ(refusal_of_a_nonmember(Access::user, std::nullopt), AccessRefusal::unauthenticated);
    EXPECT_EQ(refusal_of_a_nonmember(Access::user, user), std::nullopt);
    EXPECT_EQ(refusal_of_a_nonmember(Access::user, gone), AccessRefusal::inactive);
    EXPECT_EQ(refusal_of_a_nonmember(Access::admin, admin), std::nullopt);
    EXPECT_EQ(refusal_of_a_nonmember(Access::admin, superuser), AccessRefusal::no_admin);
    EXPECT_EQ(refusal_of_a_nonmember(Access::admin, gone), AccessRefusal::inactive);
    EXPECT_EQ(refusal_of_a_nonmember(Access::superuser, admin), AccessRefusal::no_superuser);
    EXPECT_EQ(refusal_of_a_nonmember(Access::superuser, superuser), std::nullopt);
}

TEST(AccessRules, AskAUserForOneOfTheirGroupsBesides) {
    const User user{.username = "bob"};
    const User admin{.username = "ann", .admin = true};
    const GroupName ops{"ops"}, dev{"dev"}, web{"web"};
    const AccessDemand either{.groups = {ops, dev}};
    EXPECT_EQ(refusal_of(either, user, {dev}), std::nullopt);
    EXPECT_EQ(refusal_of(either, user, {ops, web}), std::nullopt);
    EXPECT_EQ(refusal_of(either, user, {web}), AccessRefusal::no_member);
    EXPECT_EQ(refusal_of(either, admin, {}), AccessRefusal::no_member);
    EXPECT_EQ(refusal_of(either, std::nullopt, {}), AccessRefusal::unauthenticated);
    EXPECT_EQ(refusal_of({.require = Access::admin, .groups = {ops}}, user, {ops}), AccessRefusal::no_admin);
    EXPECT_EQ(refusal_of({.require = Access::admin, .groups = {ops}}, admin, {ops}), std::nullopt);
    EXPECT_THAT(complaint_about({.require = Access::anyone, .groups = {ops}}), HasSubstr("rule 2: require"));
}

TEST(AccessRules, APathThatFallsUnderAnotherGroupByItsCaseIsRefused) {
    const GroupName ops{"ops"};
    const AccessRules rules{{{.path = "/Ops/*", .groups = {ops}}}};
    ASSERT_NE(rules.access_to(asked("/Ops/x")), nullptr);
    EXPECT_EQ(rules.access_to(asked("/Ops/x"))->groups, std::vector{ops});
    EXPECT_EQ(rules.access_to(asked("/ops/x")), nullptr);
}

}  // namespace
}  // namespace ostiary
