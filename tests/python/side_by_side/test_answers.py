"""First what piccolo_api answers, then that ours answers the same but for the differences that the case names."""

import pytest

from side_by_side.cases import CASES
from side_by_side.differences import DIFFERENCES
from side_by_side.sides import outline, show

each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


@each_case
def test_piccolo_api_answers_as_pinned(ask, case):
    theirs = ask("piccolo_api", case)
    status, *text = case.pinned
    assert theirs.status == status
    assert not text or theirs.text == text[0]


@each_case
def test_ours_answers_the_same_but_for_the_differences(ask, case):
    theirs, ours = (outline(show(ask(package, case))) for package in ("piccolo_api", "ostiary"))
    expected = theirs
    for difference in case.differs:
        changed = difference.change(expected)
        assert changed != expected, f"the difference {difference.name!r} does not occur"
        expected = changed
    assert ours == expected


def test_every_difference_is_shown_by_a_case():
    shown = [difference for case in CASES for difference in case.differs]
    assert [difference.name for difference in DIFFERENCES if difference not in shown] == []


def test_names_are_unique():
    for names in ([case.name for case in CASES], [difference.name for difference in DIFFERENCES]):
        assert sorted(set(names)) == sorted(names)
