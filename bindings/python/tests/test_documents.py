"""Documents on their way in and out."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from collections import OrderedDict, UserDict
from types import MappingProxyType
from typing import Any

import pytest

import safeguarding
from safeguarding import Answer, Case, Ruleset

Query = dict[str, Any]


def test_dict_text_and_bytes_get_the_same_answer_to_the_byte(case: Case, query: Query) -> None:
    text = json.dumps(query)
    forms: list[Any] = [
        query,
        OrderedDict(query),
        UserDict(query),
        MappingProxyType(query),
        text,
        text.encode(),
        bytearray(text, "utf-8"),
        memoryview(text.encode()),
    ]
    assert len({case.decide(form).bytes for form in forms}) == 1


def test_a_case_file_may_be_text_bytes_or_a_dict(ruleset: Ruleset, file: bytes, query: Query) -> None:
    forms: list[Any] = [file, file.decode(), json.loads(file)]
    assert len({ruleset.open_case(form).decide(query) for form in forms}) == 1


def test_a_datetime_is_written_as_the_library_reads_moments(case: Case, query: Query) -> None:
    london = datetime.datetime(2026, 11, 16, 10, 40)  # noqa: DTZ001 (no offset means London time)
    exact = datetime.datetime(2026, 11, 16, 10, 40, tzinfo=datetime.timezone.utc)
    answers = {case.decide({**query, "at": at}) for at in (query["at"], london, exact)}
    assert len(answers) == 1
    limit = safeguarding.deadline({"from": datetime.date(2026, 12, 24), "limit": "1 working day"})
    assert limit == safeguarding.deadline({"from": "2026-12-24", "limit": "1 working day"})


def test_an_answer_may_go_back_in(case: Case, query: Query) -> None:
    before = case.decide(query)
    later = {**query, "at": "2026-11-16T12:00"}
    assert case.since({**later, "before": before}) == case.since({**later, "before": before.json()})
    assert case.ruleset.open_case(case.document()).document() == case.document()


def test_an_answer_reads_like_a_dict(case: Case, query: Query) -> None:
    decision = case.decide(query)
    assert decision["schema"] == "safeguarding/decision/1"
    assert decision["you_now"][0]["sentence"]
    assert "you_now" in decision
    assert "nonsense" not in decision
    assert decision.get("nonsense") is None
    assert dict(decision) == json.loads(decision.bytes)
    assert decision == json.loads(str(decision))
    assert len(decision) == len(list(decision)) == len(decision.keys())
    with pytest.raises(KeyError):
        decision["nonsense"]


def test_an_answer_keeps_its_exact_bytes(case: Case, query: Query) -> None:
    decision = case.decide(query)
    assert bytes(decision) == decision.bytes == str(decision).encode()
    # Canonical: keys in order, no space, nothing escaped that need not be.
    again = json.dumps(decision.json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert again.encode() == decision.bytes


def test_what_json_gives_is_the_callers_own(case: Case, query: Query) -> None:
    decision = case.decide(query)
    mine = decision.json()
    mine["you_now"].clear()
    assert decision.json()["you_now"] == decision["you_now"] != []


def test_answers_are_equal_when_they_are_the_same_to_the_byte(case: Case, query: Query) -> None:
    first, second = case.decide(query), case.decide(query)
    assert first is not second
    assert first == second
    assert hash(first) == hash(second)
    assert first != case.decide({**query, "at": "2026-11-16T12:00"})
    assert first != 7


def test_answers_can_be_copied_and_pickled(case: Case, query: Query) -> None:
    decision = case.decide(query)
    assert copy.copy(decision) == copy.deepcopy(decision) == pickle.loads(pickle.dumps(decision)) == decision


def test_nothing_can_be_set_or_deleted(case: Case, ruleset: Ruleset, query: Query) -> None:
    things: list[Any] = [ruleset, case, case.decide(query)]
    for thing in things:
        with pytest.raises(AttributeError, match="never changes"):
            thing.id = "another"
        with pytest.raises(AttributeError, match="never changes"):
            del thing._handle
    with pytest.raises(TypeError):
        case.decide(query)["schema"] = "another"  # type: ignore[index]


@pytest.mark.parametrize("wrong", [None, 7, 1.5, {1, 2}, object()])
def test_what_cannot_be_a_document_is_a_type_error(case: Case, wrong: Any) -> None:
    with pytest.raises(TypeError, match="a document is"):
        case.decide(wrong)
    with pytest.raises(TypeError, match="a document cannot hold a set"):
        case.decide({"view": {1, 2}})


def test_lines_and_names_are_text_or_bytes_and_no_dict() -> None:
    wrongs: list[Any] = [{}, [], None, 7]
    for wrong in wrongs:
        with pytest.raises(TypeError, match="text or bytes are needed here"):
            safeguarding.verify_log(wrong)
        with pytest.raises(TypeError, match="text or bytes are needed here"):
            Ruleset.built_in(wrong)
    assert safeguarding.schema(b"case") == safeguarding.schema("case")
    assert Ruleset.built_in(b"swindon").stamp() == Ruleset.built_in("swindon").stamp()


def test_an_answer_is_made_of_bytes() -> None:
    assert Answer(b'{"a":1}')["a"] == 1
