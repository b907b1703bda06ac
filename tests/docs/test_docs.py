"""The documents say what is: their programs are the compiled examples, their links lead somewhere."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMES = [str(document.relative_to(ROOT)) for document in DOCUMENTS]


def blocks(language, document):
    return re.findall(rf"^```{language}\n(.*?)^```", document.read_text(), re.MULTILINE | re.DOTALL)


def programs(document):
    return [block for block in blocks("cpp", document) if "int main" in block]


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_each_whole_program_is_a_compiled_example(document):
    examples = {path.read_text() for path in ROOT.glob("examples/*.cpp")}
    for program in programs(document):
        assert program in examples


def test_each_fragment_of_a_program_compiles(tmp_path):
    source = tmp_path / "fragments.cpp"
    lines = ["#include <ostiary/ostiary.hpp>"]
    for document in DOCUMENTS:
        for number, block in enumerate(set(blocks("cpp", document)) - set(programs(document))):
            name = re.sub(r"\W", "_", str(document.relative_to(ROOT)))
            lines += [f"void {name}_{number}(std::shared_ptr<ostiary::Database> db) {{", block, "}"]
    assert len(lines) > 3, "no fragments were found"
    source.write_text("\n".join(lines))
    command = ["g++", "-std=c++20", "-fsyntax-only", "-w", "-I", ROOT / "include", source]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_each_link_inside_the_repository_leads_somewhere(document):
    prose = re.sub(r"^```.*?^```", "", document.read_text(), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_the_readmes_cmake_project_finds_its_targets(tmp_path):
    (block,) = blocks("cmake", ROOT / "README.md")
    (tmp_path / "CMakeLists.txt").write_text(block)
    (tmp_path / "main.cpp").write_text((ROOT / "examples/hello.cpp").read_text())
    (tmp_path / "ostiary").symlink_to(ROOT)
    done = subprocess.run(
        ["cmake", "-G", "Ninja", "-S", tmp_path, "-B", tmp_path / "build"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    rules = (tmp_path / "build/build.ninja").read_text()
    assert "build app: CXX_EXECUTABLE_LINKER" in rules
    assert "ostiary_program" not in rules and "_test" not in rules, "of no use in another project"


def test_the_readme_shows_the_first_program():
    assert (ROOT / "examples/hello.cpp").read_text() in programs(ROOT / "README.md")
