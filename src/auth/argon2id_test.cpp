#include "auth/argon2id.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "auth/argon2id_scheme.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

std::vector<std::byte> bytes(std::string_view text) {
    const auto view = std::as_bytes(std::span{text});
    return {view.begin(), view.end()};
}

std::string tag_hex(const Argon2idCost& cost, std::string_view password, std::string_view salt) {
    Argon2Arena arena;
    std::vector<std::byte> tag(32);
    compute_argon2id(cost, bytes(salt), Secret{std::string{password}}, arena, tag);
    return to_hex(tag);
}

std::optional<bool> verify_argon2id(const std::string& password, std::string_view stored) {
    Argon2Arena arena;
    return Argon2idScheme{}.verify(Secret{password}, stored, arena);
}

const std::string tail = "$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

TEST(Argon2id, ComputesThePublishedVectors) {
    // From the test suite of the reference implementation.
    EXPECT_EQ(tag_hex({256, 2, 1}, "password", "somesalt"),
              "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe");
    EXPECT_EQ(tag_hex({256, 2, 2}, "password", "somesalt"),
              "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037");
    EXPECT_EQ(tag_hex({65'536, 2, 1}, "differentpassword", "somesalt"),
              "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde");
}

TEST(Argon2id, VerifiesWhatItMade) {
    Argon2Arena arena;
    const std::string phc = make_argon2id({256, 2, 1}, Secret{"secret"}, arena).to_phc();
    EXPECT_TRUE(phc.starts_with("$argon2id$v=19$m=256,t=2,p=1$"));
    EXPECT_EQ(phc.size(), std::strlen("$argon2id$v=19$m=256,t=2,p=1$") + 22 + 1 + 43);
    EXPECT_EQ(verify_argon2id("secret", phc), true);
    EXPECT_EQ(verify_argon2id("Secret", phc), false);
    EXPECT_EQ(verify_argon2id("secret", "argon2" + phc), true) << "as Django stores it";
}

TEST(Argon2id, GivesTwoHashesOfOnePasswordTwoSalts) {
    Argon2Arena arena;
    const Argon2idHash one = make_argon2id({256, 2, 1}, Secret{"secret"}, arena);
    const Argon2idHash other = make_argon2id({256, 2, 1}, Secret{"secret"}, arena);
    EXPECT_EQ(one.salt.size(), 16U);
    EXPECT_NE(one.salt, other.salt);
    EXPECT_NE(one.tag, other.tag);
}

TEST(Argon2id, CountsEveryByte) {
    Argon2Arena arena;
    const std::string with_nul("a\0b", 3);
    const std::string long_one = std::string(16'384, 'x') + "y";
    const std::string nul = make_argon2id({256, 2, 1}, Secret{with_nul}, arena).to_phc();
    const std::string longer = make_argon2id({256, 2, 1}, Secret{long_one}, arena).to_phc();
    EXPECT_EQ(verify_argon2id(with_nul, nul), true);
    EXPECT_EQ(verify_argon2id("a", nul), false);
    EXPECT_EQ(verify_argon2id(std::string("a\0c", 3), nul), false);
    EXPECT_EQ(verify_argon2id(long_one, longer), true);
    EXPECT_EQ(verify_argon2id(std::string(16'384, 'x'), longer), false);
}

TEST(Argon2id, WritesWhatItRead) {
    const std::string text = "$argon2id$v=19$m=4096,t=3,p=4" + tail;
    const auto hash = Argon2idHash::parse(text);
    ASSERT_TRUE(hash);
    EXPECT_EQ(hash->cost, (Argon2idCost{4096, 3, 4}));
    EXPECT_EQ(hash->salt, bytes("somesaltsomesalt"));
    EXPECT_EQ(hash->to_phc(), text);
}

class DamagedArgon2id : public ::testing::TestWithParam<std::string> {};

TEST_P(DamagedArgon2id, IsNotRead) {
    EXPECT_FALSE(Argon2idHash::parse(GetParam()));
    EXPECT_EQ(verify_argon2id("secret", GetParam()), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, DamagedArgon2id,
    ::testing::Values("", "$argon2id$", "$argon2id$v=19$m=256,t=2,p=1", "$argon2id$v=19$m=256,t=2,p=1$$",
                      "$argon2id$v=16$m=256,t=2,p=1" + tail, "$argon2id$m=256,t=2,p=1" + tail,
                      "$argon2i$v=19$m=256,t=2,p=1" + tail, "$argon2id$v=19$t=2,m=256,p=1" + tail,
                      "$argon2id$v=19$m=0256,t=2,p=1" + tail, "$argon2id$v=19$m=-256,t=2,p=1" + tail,
                      "$argon2id$v=19$m=+256,t=2,p=1" + tail, "$argon2id$v=19$m=256,t=2,p=1,x=1" + tail,
                      "$argon2id$v=19$m=256,t=2,p=1" + tail + "$", "$argon2id$v=19$m=256,t=2,p=1" + tail + "=",
                      "$argon2id$v=19$m=256,t=2,p=1" + tail + " ", " $argon2id$v=19$m=256,t=2,p=1" + tail,
                      "$argon2id$v=19$m=256,t=2,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA",
                      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAA",
                      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$!!!!!!!!!!!!!!!!!!!!!!",
                      "$argon2id$v=19$m=256,t=2,p=1$" + std::string(10'000, 'A') + "$AAAAAAAAAAAAAAAAAAAAAA"));

INSTANTIATE_TEST_SUITE_P(
    AsksForMoreThanIsBearable, DamagedArgon2id,
    ::testing::Values("$argon2id$v=19$m=4294967295,t=1,p=1" + tail, "$argon2id$v=19$m=1048577,t=1,p=1" + tail,
                      "$argon2id$v=19$m=256,t=65,p=1" + tail, "$argon2id$v=19$m=256,t=4294967295,p=1" + tail,
                      "$argon2id$v=19$m=1048576,t=5,p=1" + tail, "$argon2id$v=19$m=65536,t=1,p=65" + tail,
                      "$argon2id$v=19$m=7,t=1,p=1" + tail, "$argon2id$v=19$m=256,t=0,p=1" + tail,
                      "$argon2id$v=19$m=256,t=1,p=0" + tail, "$argon2id$v=19$m=99999999999999999999,t=1,p=1" + tail));

TEST(Argon2idCost, IsAtLeastAnotherOnlyInEveryParameter) {
    const Argon2idCost now{19'456, 2, 1};
    EXPECT_TRUE(now.is_at_least(now));
    EXPECT_TRUE((Argon2idCost{65'536, 3, 4}).is_at_least(now));
    EXPECT_FALSE((Argon2idCost{19'455, 3, 4}).is_at_least(now));
    EXPECT_FALSE((Argon2idCost{65'536, 1, 4}).is_at_least(now));
    EXPECT_FALSE(now.is_at_least({19'456, 2, 2}));
}

TEST(Argon2Arena, KeepsItsMemoryBetweenHashesAndGivesItBack) {
    Argon2Arena arena;
    const std::byte* const first = arena.take(64 * 1024);
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(arena.take(32 * 1024), first);
    EXPECT_EQ(arena.size(), 64U * 1024);
    ASSERT_NE(arena.take(128 * 1024), nullptr);
    EXPECT_EQ(arena.size(), 128U * 1024);
    arena.give_back();
    EXPECT_EQ(arena.size(), 0U);
}

TEST(Argon2Arena, HoldsNothingOfThePasswordAfterAHash) {
    Argon2Arena arena;
    static_cast<void>(make_argon2id({256, 2, 1}, Secret{"secret"}, arena));
    const std::span memory{arena.take(arena.size()), arena.size()};
    EXPECT_TRUE(std::ranges::all_of(memory, [](std::byte b) { return b == std::byte{0}; }));
}

TEST(Argon2Arena, TellsWhereTheSystemHasNoMemory) {
    Argon2Arena arena;
    EXPECT_EQ(arena.take(std::size_t{1} << 60), nullptr);
    EXPECT_EQ(arena.size(), 0U);
    EXPECT_NE(arena.take(4096), nullptr);
}

}  // namespace
}  // namespace ostiary
