"""What the tests share, and the closing line that `cargo xtask test` reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeguarding import Case, Ruleset

ROOT = Path(__file__).resolve().parents[3]
QUERY = {"actor": "health_visitor", "view": {"agency": "health_visiting"}, "at": "2026-11-16T10:40"}


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    """The Swindon draft."""
    return Ruleset.built_in("swindon")


@pytest.fixture(scope="session")
def file() -> bytes:
    """The case file of a bruise at nine weeks."""
    return (ROOT / "examples/cases/bruise-at-nine-weeks.json").read_bytes()


@pytest.fixture(scope="session")
def case(ruleset: Ruleset, file: bytes) -> Case:
    """The case of a bruise at nine weeks."""
    return ruleset.open_case(file)


@pytest.fixture
def query() -> dict[str, object]:
    """What the health visitor asks there."""
    return dict(QUERY)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The plain line of this project's runners."""
    counts = {word: len(terminalreporter.stats.get(word, [])) for word in ("passed", "failed", "error", "skipped")}
    failed = counts["failed"] + counts["error"]
    terminalreporter.write_line(f"{counts['passed']} passed, {failed} failed, {counts['skipped']} skipped")
