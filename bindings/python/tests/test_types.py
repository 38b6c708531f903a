"""What a type checker knows: mypy reads this file, and pytest runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import safeguarding
from safeguarding import Answer, Case, Ruleset, documents

if TYPE_CHECKING:
    from typing_extensions import assert_type
else:

    def assert_type(value: object, _kind: object) -> object:
        """Give the value back, as at run time there is nothing to check."""
        return value


def test_answers_are_typed_by_their_documents(ruleset: Ruleset, case: Case, query: dict[str, object]) -> None:
    assert_type(ruleset.stamp(), Answer[documents.RulesetStamp])
    decision = case.decide(query)
    assert_type(decision, Answer[documents.Decision])
    assert_type(decision["you_now"], Any)
    plain = decision.json()
    assert_type(plain["you_now"][0]["due"]["words"], str)
    assert_type(plain["you_now"][0]["class"], documents.InfoClass)
    assert_type(plain["ruleset"].get("adopter"), str | None)
    assert_type(decision.bytes, bytes)
    assert_type(safeguarding.about().json()["rulesets"], list[str])


def test_a_key_that_no_document_has_is_refused_by_the_checker(case: Case, query: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        case.decide(query).json()["you_nwo"]  # type: ignore[typeddict-item]


def test_every_document_that_a_call_gives_has_the_keys_of_its_type(
    ruleset: Ruleset, case: Case, query: dict[str, object]
) -> None:
    review = ruleset.with_retrospective().open_case(case.document())
    later = {**query, "at": "2026-11-16T12:00"}
    salt = "00" * 16
    recorded = case.record({**query, "salt": salt})
    answers: list[tuple[Answer[Any], Any]] = [
        (safeguarding.about(), documents.Library),
        (safeguarding.deadline({"from": "2026-12-24T16:30", "limit": "1 working day"}), documents.Deadline),
        (safeguarding.verify_log(recorded["line"], recorded["head"]), documents.LogCheck),
        (ruleset.stamp(), documents.RulesetStamp),
        (ruleset.vocabulary(), documents.Facts),
        (ruleset.fallback_card(), documents.Card),
        (ruleset.answer_live(case.document(), query), documents.Live),
        (case.decide(query), documents.Decision),
        (case.since({**later, "before": case.decide(query)}), documents.Since),
        (case.explain({**query, "of": "NIM-R1"}), documents.Explanation),
        (case.permits({**query, "event": "mark_observed"}), documents.Permit),
        (case.replay({}), documents.Replay),
        (recorded, documents.Recorded),
        (case.replay_log(recorded["line"], {"salt": salt}), documents.LogReplay),
        (review.pooled({"actor": "health_visitor", "at": "2026-11-16T10:40"}), documents.Decision),
        (review.gaps(query), documents.Gaps),
    ]
    for answer, kind in answers:
        assert kind.__required_keys__ <= set(answer), kind
        assert set(answer) <= kind.__required_keys__ | kind.__optional_keys__, kind
