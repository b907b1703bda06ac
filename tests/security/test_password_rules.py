"""What a new password must be (security.md, lines 7 to 9; 10 comes with changing it in the browser)."""

import pytest

from harness import program
from harness.database import Database


def add(tmp_path, password, name="alice"):
    database = f"sqlite:{tmp_path / 'a.db'}"
    return program.run("user", "add", name, "--password-stdin", "--database", database, stdin=password + "\n")


@pytest.mark.parametrize(
    "password", ["kestrel-92-plum", "\U0001f600\U0001f98a\U0001f30b\U0001f9ca\U0001f3bb" * 3, "zürich-ök-38-äß"]
)
def test_15_code_points_will_do(tmp_path, password):
    """Line 7."""
    assert len(password) == 15
    done = add(tmp_path, password)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "password", ["kestrel-92-plu", "\U0001f600\U0001f98a\U0001f30b\U0001f9ca\U0001f3bb" * 2 + "\U0001f600" * 4]
)
def test_14_code_points_wont(tmp_path, password):
    """Line 7: however many bytes they are."""
    assert len(password) == 14
    done = add(tmp_path, password)
    assert done.returncode != 0
    assert "15" in done.stderr


@pytest.mark.parametrize(
    "password",
    [
        "qkzjvwmxhtrblnpdgcsfyaeouiwzkqjvmxtrhblnpdgcsfyaeouizqkwjvxmhtrb",
        "correct  horse   battery    staple",
        "k3" + "strel plum walnut " * 10,
    ],
)
def test_length_is_no_fault_and_no_kind_of_character_is_demanded(tmp_path, password):
    """Line 8."""
    assert len(password) >= 30
    done = add(tmp_path, password)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "alicealicealice",
        "AliceAliceAlice",
        "alice1234567890",
        "000000000000000",
        "qwertyuiopasdfghjkl"[:16],
        "abcdefghijklmnopq",
    ],
)
def test_what_a_guesser_tries_first_is_refused_with_its_reason(tmp_path, password):
    """Line 9."""
    done = add(tmp_path, password)
    assert done.returncode != 0
    assert done.stderr.strip().count("\n") == 0 and len(done.stderr.split()) > 3
    database = Database(tmp_path / "a.db")
    assert not database.path.exists() or not database.ask("SELECT * FROM users")
