#include "auth/hash_scheme.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ostiary {
namespace {

std::optional<bool> verify(const std::string& password, std::string_view stored) {
    Argon2Arena arena;
    const HashScheme* const scheme = find_hash_scheme(stored);
    return scheme ? scheme->verify(Secret{password}, stored, arena) : std::nullopt;
}

// The rows were made by Python's hashlib and crypt, for this password.
const std::string password = "correct horse battery staple \u00fc";
const std::string piccolo =
    "pbkdf2_sha256$1000$4f8c1b2a9d3e7f60$07522cb38d13d42f36bd4ac2efb029a9d31345441982a7d269fbb3b771b7e5a7";
const std::string django = "pbkdf2_sha256$1000$Q7xWk2LmN9pR$vg5PLTAU2gvMwxKCIjuDQWuOPJorYMgY/5E5TrZaN9w=";
const std::string bcrypt = "$2b$04$abcdefghijklmnopqrstuucA0Kil.o8lwJ0tgOtVNDYu0UM9vVKkG";

TEST(Pbkdf2Scheme, ComputesTheVectorsOfRfc7914) {
    EXPECT_EQ(verify("passwd", "pbkdf2_sha256$1$salt$55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"),
              true);
    EXPECT_EQ(
        verify("Password", "pbkdf2_sha256$80000$NaCl$4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"),
        true);
}

TEST(Pbkdf2Scheme, VerifiesRowsOfPiccoloAndDjango) {
    for (const std::string& row : {piccolo, django}) {
        EXPECT_EQ(verify(password, row), true);
        EXPECT_EQ(verify(password + " ", row), false);
        EXPECT_EQ(verify("", row), false);
    }
}

TEST(Pbkdf2Scheme, CountsBytesPastANul) {
    const std::string row = "pbkdf2_sha256$10$salt$5d34661f1acb49b86a99d2ebdafaf7e124c7ca12648c917993160739a72786a6";
    EXPECT_EQ(verify(std::string("a\0b", 3), row), true);
    EXPECT_EQ(verify("a", row), false);
}

TEST(Pbkdf2Scheme, RefusesDamagedRowsAndUnboundedWork) {
    const std::string digest(64, 'a');
    for (const std::string& row : std::vector<std::string>{
             "pbkdf2_sha256$", "pbkdf2_sha256$1000$salt$", "pbkdf2_sha256$1000$$" + digest,
             "pbkdf2_sha256$0$salt$" + digest, "pbkdf2_sha256$-1$salt$" + digest,
             "pbkdf2_sha256$10000001$salt$" + digest, "pbkdf2_sha256$99999999999999$salt$" + digest,
             "pbkdf2_sha256$1e3$salt$" + digest, "pbkdf2_sha256$1000$a$b$" + digest,
             "pbkdf2_sha256$1000$salt$" + digest + "aa", "pbkdf2_sha256$1000$salt$" + std::string(64, 'g'),
             "pbkdf2_sha256$1000$salt$AAAA", "pbkdf2_sha256$1000$" + std::string(1000, 's') + "$" + digest}) {
        EXPECT_EQ(verify("secret", row), std::nullopt) << row;
    }
}

TEST(BcryptScheme, ComputesThePublishedVectors) {
    EXPECT_EQ(verify("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"), true);
    EXPECT_EQ(verify("U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"), true);
    EXPECT_EQ(verify("U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"), false);
}

TEST(BcryptScheme, VerifiesEachLetterOfTheKind) {
    const std::string rest = bcrypt.substr(4);
    for (const std::string kind : {"$2a$", "$2b$", "$2y$"}) EXPECT_EQ(verify(password, kind + rest), true) << kind;
    EXPECT_EQ(verify(password, "$2x$" + rest), std::nullopt) << "the kind with the sign bug";
}

TEST(BcryptScheme, VerifiesDjangosTwoForms) {
    EXPECT_EQ(verify(password, "bcrypt$" + bcrypt), true);
    const std::string of_digest = "bcrypt_sha256$$2b$04$abcdefghijklmnopqrstuut2SshH6UbGkn9RXLOv/njlCqQS.IYXK";
    EXPECT_EQ(verify(std::string(100, 'x'), of_digest), true);
    EXPECT_EQ(verify(std::string(99, 'x'), of_digest), false);
}

TEST(BcryptScheme, DoesNotStopAtANul) {
    EXPECT_EQ(verify(password + std::string("\0", 1), bcrypt), false);
    EXPECT_EQ(verify(password + std::string("\0tail", 5), bcrypt), false);
}

TEST(BcryptScheme, LetsALongPasswordInThatItsHashWasMadeOf) {
    const std::string row = "$2b$04$abcdefghijklmnopqrstuum2G75IXDN/xsgbNa/hCiPSKyIHQd70S";
    std::string eighty;
    for (int i = 0; i < 8; ++i) eighty += "0123456789";
    EXPECT_EQ(verify(eighty, row), true);
    EXPECT_EQ(verify(eighty.substr(0, 71), row), false);
    EXPECT_EQ(verify(eighty + std::string(1000, 'x'), row), true) << "libcrypt alone would refuse its length";
}

TEST(BcryptScheme, RefusesDamagedRowsAndUnboundedWork) {
    const std::string rest = bcrypt.substr(6);
    for (const std::string& row : std::vector<std::string>{
             "$2b$", bcrypt.substr(0, 59), bcrypt + "a", "$2b$03" + rest, "$2b$16" + rest, "$2b$31" + rest,
             "$2b$0:" + rest, "$2b$1" + rest + "a", "bcrypt_sha256$bcrypt$" + bcrypt, "bcrypt$", "bcrypt_sha256$",
             bcrypt.substr(0, 59) + "!", bcrypt.substr(0, 59) + '\0'}) {
        EXPECT_EQ(verify(password, row), std::nullopt) << row;
    }
}

TEST(FindHashScheme, OwnsNoOtherText) {
    for (const std::string_view row :
         {"", "!", "secret", "$1$salt$AAAAAAAAAAAAAAAAAAAAAA", "$6$salt$AAAA", "pbkdf2_sha1$1$a$A",
          "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAA", "{SSHA}AAAA", "*", "x"}) {
        EXPECT_EQ(find_hash_scheme(row), nullptr) << row;
    }
}

}  // namespace
}  // namespace ostiary
