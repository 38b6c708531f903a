"""Rulesets and cases as handles: how they show, that they never change, that threads and processes may share them."""

from __future__ import annotations

import json
import pickle
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

import safeguarding
from safeguarding import Case, Ruleset, SafeguardingError, _safeguarding

Query = dict[str, Any]


def test_a_ruleset_says_which_it_is_and_how_it_stands(ruleset: Ruleset) -> None:
    short = ruleset.stamp()["hash"][:8]
    assert repr(ruleset) == f"Ruleset('swindon', draft, hash {short}…)"
    assert repr(ruleset.with_retrospective()) == f"Ruleset('swindon', draft, hash {short}…, retrospective)"


def test_a_case_shows_its_id_and_size_and_nothing_else_of_the_record(case: Case, ruleset: Ruleset) -> None:
    assert repr(case) == "Case('bruise-at-nine-weeks', 6 events)"
    one = {**case.document().json(), "id": "an invented baby", "events": case.document()["events"][:1]}
    assert repr(ruleset.open_case(one)) == "Case('an invented baby', 1 event)"


def test_an_answer_shows_its_schema_and_size_and_nothing_of_what_it_says(case: Case, query: Query) -> None:
    decision = case.decide(query)
    assert repr(decision) == f"Answer('safeguarding/decision/1', {len(decision.bytes)} bytes)"
    assert repr(safeguarding.schema("case")).startswith("Answer('JSON Schema', ")


def test_adding_events_gives_a_new_case_and_leaves_the_old_one(case: Case) -> None:
    event = {"id": "n1", "type": "note", "at": "2026-11-16T11:00", "by": "hv1", "words": "a note"}
    before = case.document()
    more = case.add_events(event)
    assert more.document() == case.add_events([event]).document() == case.add_events({"events": [event]}).document()
    assert len(more.document()["events"]) == len(before["events"]) + 1
    assert case.document() == before
    assert case.ruleset is more.ruleset


def test_the_retrospective_calls_are_off_until_the_host_turns_them_on(ruleset: Ruleset, file: bytes) -> None:
    live, review = ruleset, ruleset.with_retrospective()
    assert (live.is_retrospective, review.is_retrospective) == (False, True)
    query = {"actor": "health_visitor", "at": "2026-11-16T10:40"}
    with pytest.raises(SafeguardingError) as off:
        live.open_case(file).pooled(query)
    assert off.value.code == "capability-off"
    assert review.open_case(file).pooled(query)["schema"] == "safeguarding/decision/1"


def test_handles_are_made_by_their_own_calls_only() -> None:
    with pytest.raises(TypeError, match=r"Ruleset\.built_in"):
        Ruleset("swindon")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"Ruleset\.open_case"):
        Case({}, Ruleset.built_in("swindon"))  # type: ignore[arg-type]
    for handle in (_safeguarding.Ruleset, _safeguarding.Case):
        with pytest.raises(TypeError):
            handle()


def test_a_ruleset_goes_through_its_compiled_bytes(ruleset: Ruleset, file: bytes, query: Query) -> None:
    again = Ruleset.from_compiled(ruleset.compiled())
    assert again.stamp() == ruleset.stamp()
    assert again.open_case(file).decide(query) == ruleset.open_case(file).decide(query)


def test_handles_can_be_pickled(case: Case, ruleset: Ruleset, query: Query) -> None:
    again = pickle.loads(pickle.dumps(case))
    assert again.document() == case.document()
    assert again.decide(query) == case.decide(query)
    assert pickle.loads(pickle.dumps(ruleset.with_retrospective())).is_retrospective


def test_another_process_may_work_with_a_case(case: Case, query: Query) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(Case.decide, case, query).result() == case.decide(query)


def test_threads_share_one_case_and_get_the_same_answers(case: Case, query: Query) -> None:
    moments = [f"2026-11-16T{hour}:{minute:02}" for hour in (11, 12, 13) for minute in range(0, 60, 10)]
    alone = [case.decide({**query, "at": at}).bytes for at in moments]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            assert list(pool.map(lambda at: case.decide({**query, "at": at}).bytes, moments)) == alone


def test_threads_may_read_one_answer_for_the_first_time_together(case: Case, query: Query) -> None:
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            decision = case.decide(query)
            assert len({json.dumps(read) for read in pool.map(lambda _, d=decision: d["you_now"], range(8))}) == 1


def test_other_threads_go_on_during_a_call(ruleset: Ruleset, root: Any) -> None:
    """With a switch interval of a minute, another thread gets a turn only because the call lets go of the lock."""
    child = ruleset.open_case((root / "examples/cases/child-3.json").read_bytes())
    turns = 0
    over = threading.Event()

    def count() -> None:
        nonlocal turns
        while not over.is_set():
            turns += 1
            time.sleep(0.001)

    interval = sys.getswitchinterval()
    other = threading.Thread(target=count)
    other.start()
    try:
        sys.setswitchinterval(60)
        before = turns
        child.replay({})
        during = turns - before
    finally:
        sys.setswitchinterval(interval)
        over.set()
        other.join()
    assert during >= 3


def test_the_version_is_that_of_the_library() -> None:
    assert safeguarding.__version__ == safeguarding.about()["version"]
    assert "swindon" in safeguarding.about()["rulesets"]
