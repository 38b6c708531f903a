"""What goes wrong: one exception, the same codes as in every language, and a handle that still works."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import safeguarding
from safeguarding import Case, Ruleset, SafeguardingError, _safeguarding

Query = dict[str, Any]

DEEP = "[" * 1_000_000
LONE = '{"at": "\ud800"}'
NOT_UTF8 = b'{"at": "\xff\xfe"}'


def refused(call: Callable[[], object]) -> SafeguardingError:
    """The error that a call raises."""
    with pytest.raises(SafeguardingError) as raised:
        call()
    return raised.value


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("this is not JSON", "not-json"),
        ("", "not-json"),
        ("{", "not-json"),
        (DEEP, "not-json"),
        ('{"a":' * 1_000_000, "not-json"),
        (LONE, "not-utf8"),
        ({"at": "\ud800"}, "not-utf8"),
        (NOT_UTF8, "not-utf8"),
        ('{"at": "\\ud800"}', "not-json"),
        ({"at": float("nan")}, "not-json"),
        ([], "wrong-type"),
        ({}, "missing"),
        ({"vew": {}}, "unknown-key"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 and value.isascii() else type(value).__name__,
)
def test_a_malformed_request_is_refused_by_its_code_and_the_case_still_works(
    case: Case, query: Query, document: Any, code: str
) -> None:
    before = case.decide(query)
    for call in (case.decide, case.since, case.explain, case.permits, case.record):
        assert refused(lambda call=call: call(document)).code == code  # type: ignore[misc]
    assert case.decide(query) == before


@pytest.mark.parametrize("document", ["this is not JSON", DEEP, LONE, NOT_UTF8])
def test_a_malformed_file_is_refused_and_the_ruleset_still_works(
    ruleset: Ruleset, case: Case, file: bytes, document: Any
) -> None:
    assert refused(lambda: ruleset.open_case(document)).code in {"not-json", "not-utf8"}
    assert refused(lambda: case.add_events(document)).code in {"not-json", "not-utf8"}
    assert refused(lambda: Ruleset.from_documents(document)).code in {"not-json", "not-utf8"}
    assert ruleset.open_case(file).document() == case.document()


def test_a_list_that_is_nested_too_deeply_for_python_is_refused_by_the_same_code(case: Case, query: Query) -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    assert refused(lambda: case.decide(nested)).code == "not-json"
    round_and_round: dict[str, Any] = {}
    round_and_round["view"] = round_and_round
    assert refused(lambda: case.decide(round_and_round)).code == "not-json"
    assert case.decide(query)


def test_a_file_of_another_version_is_refused(ruleset: Ruleset, file: bytes) -> None:
    another = {**json.loads(file), "schema": "safeguarding/case/2"}
    error = refused(lambda: ruleset.open_case(another))
    assert (error.code, error.problems[0]["at"]) == ("wrong-schema", "/schema")
    assert "safeguarding/case/1" in error.message


def test_an_unknown_ruleset_is_refused_with_the_names_that_there_are() -> None:
    error = refused(lambda: Ruleset.built_in("swindom"))
    assert error.code == "unknown-ruleset"
    assert "the nearest name is `swindon`" in str(error)
    assert refused(lambda: Ruleset.built_in("\udcff")).code == "not-utf8"
    assert refused(lambda: Ruleset.built_in(b"\xff")).code == "not-utf8"


def test_a_truncated_compiled_ruleset_is_refused(ruleset: Ruleset) -> None:
    compiled = ruleset.compiled()
    for bad in (b"", compiled[:100], compiled[:-1], compiled + b" ", b"\xff" * 100):
        assert refused(lambda bad=bad: Ruleset.from_compiled(bad)).code == "bad-ruleset"  # type: ignore[misc]


def test_documents_that_do_not_load_come_with_every_finding() -> None:
    error = refused(lambda: Ruleset.from_documents({"name": "ours", "documents": []}))
    assert error.code == "bad-ruleset"
    assert error.diagnostics
    assert "message" in error.diagnostics[0] or "code" in error.diagnostics[0]


def test_a_log_that_does_not_hold_is_not_replayed(case: Case, query: Query) -> None:
    salt = "00" * 16
    recorded = case.record({**query, "salt": salt})
    line = recorded["line"]
    assert safeguarding.verify_log(line, recorded["head"])["whole"]
    edited = line.replace("health_visitor", "gp", 1)
    assert safeguarding.verify_log(edited)["whole"] is False
    assert refused(lambda: case.replay_log(edited, {"salt": salt})).code == "log-fault"
    assert refused(lambda: safeguarding.verify_log(b"\xff")).code == "not-utf8"
    assert refused(lambda: safeguarding.verify_log("\ud800")).code == "not-utf8"
    assert case.replay_log(line, {"salt": salt})["records"][0]["came"] == "same"


def test_live_use_answers_whatever_is_wrong(ruleset: Ruleset, query: Query) -> None:
    for case in ("this is not JSON", DEEP, LONE, NOT_UTF8):
        answer = ruleset.answer_live(case, query).json()
        assert answer["problems"]
        card = answer.get("fallback")
        assert card
        assert "999" in card["lines"][0]
    bare = ruleset.answer_live({}, query)
    assert bare["problems"]
    assert bare["decision"] or bare["fallback"]


def test_an_error_says_what_where_and_what_to_do() -> None:
    error = refused(lambda: safeguarding.deadline({"from": "yesterday", "limit": "1 working day"}))
    assert isinstance(error, ValueError)
    assert error.code == error.problems[0]["code"] == "bad-moment"
    assert error.problems[0]["at"] == "/from"
    assert "a moment such as" in error.problems[0]["expected"]
    assert error.message == str(error)
    assert repr(error) == f"SafeguardingError('bad-moment', {error.message!r})"
    assert error.__cause__ is None
    assert error.__context__ is None


def test_an_error_keeps_the_exact_document(case: Case) -> None:
    error = refused(lambda: case.decide({}))
    read = json.loads(error.document)
    assert read["schema"] == "safeguarding/error/1"
    assert json.dumps(read, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == error.document
    assert (read["code"], read["message"], read["problems"]) == (error.code, error.message, error.problems)


def test_an_error_can_be_copied_and_pickled(case: Case) -> None:
    error = refused(lambda: case.decide({}))
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (again.code, again.document, str(again)) == (error.code, error.document, str(error))


def test_no_error_quotes_from_a_record(ruleset: Ruleset, file: bytes) -> None:
    name = "Zebedee"
    record = json.loads(file)
    record["events"][1]["facts"] = {"child.breathing": name, name: "normal"}
    record[name] = name
    assert name not in refused(lambda: ruleset.open_case(record)).document.decode()


def test_a_panic_is_stopped_and_says_where_it_was(capfd: pytest.CaptureFixture[str], case: Case, query: Query) -> None:
    error = refused(_safeguarding.panic_for_a_test)
    assert error.code == "internal"
    assert "boundary.rs" in error.message or "line" in error.message
    # What Rust would print of a panic could quote from a record.
    assert capfd.readouterr().err == ""
    assert case.decide(query)
