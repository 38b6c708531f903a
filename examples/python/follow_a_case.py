"""Follow a case: a call is made and answered, and the answer changes with it.

    pip install ./bindings/python
    python examples/python/follow_a_case.py

The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
"""

from pathlib import Path

from safeguarding import Answer, Ruleset
from safeguarding.documents import Decision

CASES = Path(__file__).parents[1] / "cases"
QUERY = {"actor": "health_visitor", "view": {"agency": "health_visiting"}}

ruleset = Ruleset.built_in("swindon")
case = ruleset.open_case((CASES / "bruise-at-nine-weeks.json").read_bytes())


def the_call(decision: Answer[Decision]) -> str:
    """How far the call to children's social care has come."""
    everything = decision["you_now"] + decision["set_others_off"] + decision["later"] + decision["ended"]
    (item,) = (item for item in everything if item["action"] == "phone_social_care")
    return f"{item['text']}: {item['progress_words']}"


before = case.decide({**QUERY, "at": "2026-11-16T10:40"})
print(f"At 10:40 there are {len(before['you_now'])} things to do. One of them:")
print(f"  {the_call(before)}")

# The health visitor telephones at 10:45, and nobody has answered yet. People and agencies may come with the events.
call = {
    "id": "m1",
    "type": "sent",
    "message": "call-1",
    "contact": "c1",
    "at": "2026-11-16T10:45",
    "action": "phone_social_care",
    "by": "hv1",
    "to_agency": "mash",
    "manner": "voice",
    "channel": "phone",
    "items": ["e2", "e3"],
}
hub = {"id": "mash", "name": "the safeguarding hub", "kind": "social_care"}
worker = {"id": "sw1", "role": "social_worker", "agency": "mash"}
called = case.add_events({"agencies": [hub], "people": [worker], "events": [call]})

# The case before is as it was: adding gives a new one.
print(f"\n{case} became {called}.")
print(f"  {the_call(called.decide({**QUERY, 'at': '2026-11-16T10:47'}))}")

# A social worker takes the call on at 10:52. One event needs no list around it.
answered = called.add_events(
    {"id": "m2", "type": "acknowledged", "message": "call-1", "contact": "c1", "at": "2026-11-16T10:52", "by": "sw1"}
)
print(f"\n{called} became {answered}.")
print(f"  {the_call(answered.decide({**QUERY, 'at': '2026-11-16T11:00'}))}")

# What is new since the first decision. That decision goes in as it came out.
news = answered.since({**QUERY, "at": "2026-11-16T11:00", "before": before})
print("\nNew or nearer since 10:40:")
for item in news["added"] + news["tightened"]:
    print(f"  - {item['text']} ({item['due']['words']})")
print(news["not_reassurance"])

# Why was it asked for? The rules that say so for certain, with what each rests on.
why = answered.explain({**QUERY, "at": "2026-11-16T11:00", "of": "phone_social_care"})
print(f"\nWhy: {why['summary']}")
for part in why["parts"]:
    if part["status"] == "certain":
        print(f"  {part['rule']}, for {part['about']}: {part['title']}")
        for reason in part["given"]["because"]:
            print(f"    {reason['words']}")
