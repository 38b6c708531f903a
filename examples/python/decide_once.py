"""Decide once: a baby of nine weeks with a bruise, and what the health visitor does now.

    pip install ./bindings/python
    python examples/python/decide_once.py

The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
"""

from pathlib import Path

from safeguarding import Ruleset

CASES = Path(__file__).parents[1] / "cases"

# A ruleset holds the pathways of a place. It never changes: load it once and use it for every case.
ruleset = Ruleset.built_in("swindon")

# A case file says what was seen and said about a child, by whom and when. Text, bytes or a dict will do.
case = ruleset.open_case((CASES / "bruise-at-nine-weeks.json").read_text(encoding="utf-8"))

# Who asks, whose knowledge is used, and at which moment. The library reads no clock.
decision = case.decide({"actor": "health_visitor", "view": {"agency": "health_visiting"}, "at": "2026-11-16T10:40"})

# Every answer says which ruleset it rests on, and how that stands.
print(decision["ruleset"]["standing"])

print(f"\nYou, now, at {decision['at_words']}:")
for number, item in enumerate(decision["you_now"][: decision["shown_first"]], start=1):
    print(f"  {number}. {item['sentence']}")
    print(f"     {item['due']['words']}")
    print(f"     because: {item['reasons'][0]['because']}")

# What is not known is part of the answer: it is never taken for a no.
print("\nWorth asking:")
for question in decision["questions"]:
    print(f"  - {question['question']}")

print(f"\n{decision['not_reassurance']}")
