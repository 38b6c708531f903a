"""Runs tests/vectors through the public package, and compares every answer to the byte.

Prints each vector that fails with what came, then `vectors: ran N of M`, where N are those that gave the exact bytes,
and the calls that this door offers.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import safeguarding
from safeguarding import Answer, Case, Ruleset, SafeguardingError

VECTORS = Path(__file__).resolve().parents[3] / "tests" / "vectors"

Argument: TypeAlias = str | bytes | None
Handle: TypeAlias = Ruleset | Case | None
Call: TypeAlias = Callable[..., Answer[Any] | bytes]

# What may stand as `call` in a vector, by the names of the contract.
ANSWERING: dict[str, Call] = {
    "library.about": safeguarding.about,
    "library.schema": safeguarding.schema,
    "library.deadline": safeguarding.deadline,
    "library.verify_log": safeguarding.verify_log,
    "ruleset.stamp": Ruleset.stamp,
    "ruleset.compiled": Ruleset.compiled,
    "ruleset.vocabulary": Ruleset.vocabulary,
    "ruleset.fallback_card": Ruleset.fallback_card,
    "ruleset.answer_live": Ruleset.answer_live,
    "case.document": Case.document,
    "case.decide": Case.decide,
    "case.since": Case.since,
    "case.explain": Case.explain,
    "case.permits": Case.permits,
    "case.replay": Case.replay,
    "case.record": Case.record,
    "case.replay_log": Case.replay_log,
    "case.pooled": Case.pooled,
    "case.gaps": Case.gaps,
}

# Calls that give a handle: a vector makes them on its way.
OPENING: dict[str, Callable[..., Ruleset | Case]] = {
    "ruleset.built_in": Ruleset.built_in,
    "ruleset.from_compiled": Ruleset.from_compiled,
    "ruleset.from_documents": Ruleset.from_documents,
    "ruleset.with_retrospective": Ruleset.with_retrospective,
    "ruleset.open_case": Ruleset.open_case,
    "case.add_events": Case.add_events,
}


def argument(written: dict[str, str] | None) -> Argument:
    """An argument as it is handed in: text as `str`, everything else as `bytes`."""
    if written is None:
        return None
    return written["text"] if "text" in written else base64.b64decode(written["base64"])


@cache
def built_in(name: str) -> Ruleset | Case:
    """A built-in ruleset: all vectors that name it share the handle."""
    return OPENING["ruleset.built_in"](name)


class Run:
    """One vector: its handles, and what came of it."""

    def __init__(self, vector: dict[str, Any]) -> None:
        self.vector = vector
        self.handle: Handle = None

    def outcome(self) -> tuple[str, bytes]:
        """`ok` with the answer's bytes, or `error` with those of its document."""
        try:
            self.open()
            return "ok", self.call(self.vector)
        except SafeguardingError as error:
            return "error", error.document

    def then(self) -> tuple[str, bytes]:
        """The further call on the handle that there was last."""
        try:
            return "ok", self.call(self.vector["then"])
        except SafeguardingError as error:
            return "error", error.document

    def open(self) -> None:
        """Makes the handles, and keeps the innermost."""
        vector = self.vector
        match vector.get("ruleset"):
            case {"built_in": name}:
                self.handle = built_in(name)
            case {"compiled": compiled}:
                self.handle = OPENING["ruleset.from_compiled"](as_bytes(argument(compiled)))
            case {"documents": documents}:
                self.handle = OPENING["ruleset.from_documents"](argument(documents))
        if vector.get("retrospective"):
            self.handle = OPENING["ruleset.with_retrospective"](self.handle)
        if "case" in vector:
            self.handle = OPENING["ruleset.open_case"](self.handle, argument(vector["case"]))
        for events in vector.get("add", []):
            self.handle = OPENING["case.add_events"](self.handle, argument(events))

    def call(self, step: dict[str, Any]) -> bytes:
        """Makes a call and gives the exact bytes."""
        on = [] if step["call"].startswith("library.") else [self.handle]
        return bytes(ANSWERING[step["call"]](*on, *map(argument, step["args"])))


def as_bytes(value: Argument) -> bytes:
    """Compiled rulesets are bytes in every language."""
    return value.encode() if isinstance(value, str) else value or b""


def differs(expected: dict[str, Any], came: tuple[str, bytes]) -> str | None:
    """What is wrong, or nothing."""
    how, given = came
    ((expected_how, out),) = expected.items()
    if (expected_how, out["length"], out["sha256"]) == (how, len(given), hashlib.sha256(given).hexdigest()):
        return None
    wanted = out.get("text", f"{out['length']} bytes, sha256 {out['sha256']}")
    return f"expected {expected_how} {wanted}\n  came {how}, {len(given)} bytes: {given[:400]!r}"


def vectors() -> tuple[list[dict[str, Any]], int]:
    """Every vector, and how many there should be."""
    index = json.loads((VECTORS / "index.json").read_bytes())
    found: list[dict[str, Any]] = []
    for file in index["files"]:
        text = (VECTORS / file["file"]).read_bytes()
        if hashlib.sha256(text).hexdigest() != file["sha256"]:
            raise SystemExit(f"tests/vectors/{file['file']} is not the file that the index names")
        found += json.loads(text)["vectors"]
    return found, index["vectors"]


def main() -> int:
    """Runs all of them."""
    found, number = vectors()
    exact = 0
    for vector in found:
        run = Run(vector)
        well = True
        steps = [("", vector["expect"], run.outcome)]
        if "then" in vector:
            steps.append((", then", vector["then"]["expect"], run.then))
        for which, expected, step in steps:
            try:
                wrong = differs(expected, step())
            except Exception as error:  # Any other exception is a fault of this door.
                wrong = f"came {type(error).__name__}: {error}"
            if wrong:
                well = False
                print(f"{vector['id']}{which}: {wrong}")
        exact += well
    print(f"vectors: ran {exact} of {number}")
    print("calls: " + " ".join(sorted({**ANSWERING, **OPENING})))
    return 0 if exact == len(found) == number else 1


if __name__ == "__main__":
    sys.exit(main())
