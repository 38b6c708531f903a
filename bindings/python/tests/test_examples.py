"""The README's first steps and the example programs: they run, and say what they should."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"


def run(root: Path, *words: str) -> str:
    """What a program prints; it must end well and complain of nothing."""
    ran = subprocess.run(
        [sys.executable, "-W", "error", *words], cwd=root, capture_output=True, check=False, text=True, encoding="utf-8"
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def blocks(language: str) -> list[str]:
    """The fenced blocks of README.md in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_first_decision_of_the_readme_is_what_it_says(root: Path) -> None:
    first = blocks("python")[0]
    assert len(first.splitlines()) <= 10
    assert run(root, "-c", first) == blocks("text")[0]


def test_the_readme_installs_as_the_step_python_does() -> None:
    # tests/xtask/src/steps/python.rs makes a fresh environment and runs this very command there.
    assert blocks("sh")[0].splitlines()[-1] == "pip install ./bindings/python"


def test_every_other_block_of_the_readme_runs_after_the_first(root: Path) -> None:
    first, *rest = blocks("python")
    for block in rest:
        run(root, "-c", f"{first}\n{block}")


@pytest.mark.parametrize(
    ("example", "says"),
    [
        (
            "decide_once",
            [
                "No organisation in Swindon, or anywhere, has adopted it",
                "  1. Suggested by this draft: stay with the child",
                "Worth asking:",
            ],
        ),
        (
            "follow_a_case",
            [
                "At 10:40 there are ",
                "lives: nothing is recorded yet",
                "Case('bruise-at-nine-weeks', 6 events) became Case('bruise-at-nine-weeks', 7 events).",
                "New or nearer since 10:40:\n  - ",
                "  NIM-R1, for the mark on the left cheek: ",
            ],
        ),
        (
            "verify_and_replay_a_log",
            [
                "The log has 2 records",
                "The chain is whole, and ends where it should: True.",
                "Record 1: same",
                "Record 2: same",
                "After an edit: line 1:",
                "It is not replayed (log-fault)",
            ],
        ),
    ],
)
def test_an_example_runs_and_says_what_a_person_understands(root: Path, example: str, says: list[str]) -> None:
    printed = run(root, f"examples/python/{example}.py")
    for words in says:
        assert words in printed


def test_the_types_of_documents_are_up_to_date(root: Path) -> None:
    run(root, "bindings/python/write_documents.py", "--check")
