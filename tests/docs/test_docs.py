"""The documents say what is: their programs are the compiled examples, their links lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMES = [str(document.relative_to(ROOT)) for document in DOCUMENTS]


def programs(document):
    blocks = re.findall(r"^```cpp\n(.*?)^```", document.read_text(), re.MULTILINE | re.DOTALL)
    return [block for block in blocks if "int main" in block]


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_each_whole_program_is_a_compiled_example(document):
    examples = {path.read_text() for path in ROOT.glob("examples/*.cpp")}
    for program in programs(document):
        assert program in examples


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_each_link_inside_the_repository_leads_somewhere(document):
    prose = re.sub(r"^```.*?^```", "", document.read_text(), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_the_readme_shows_the_first_program():
    assert (ROOT / "examples/hello.cpp").read_text() in programs(ROOT / "README.md")
