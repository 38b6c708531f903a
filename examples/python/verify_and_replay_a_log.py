"""Verify and replay a log: two decisions are recorded, checked, decided again, and then tampered with.

    pip install ./bindings/python
    python examples/python/verify_and_replay_a_log.py

The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
"""

import secrets
from pathlib import Path

from safeguarding import Ruleset, SafeguardingError, verify_log

CASES = Path(__file__).parents[1] / "cases"
QUERY = {"actor": "health_visitor", "view": {"agency": "health_visiting"}}

ruleset = Ruleset.built_in("swindon")
case = ruleset.open_case((CASES / "bruise-at-nine-weeks.json").read_bytes())

# The log holds ids and salted digests, nothing that was said or seen. The salt is yours, and stays with you.
salt = secrets.token_hex(16)

# Each record gives a line for the log, and the log's new head. The next record goes on from that head.
first = case.record({**QUERY, "at": "2026-11-16T10:40", "salt": salt})
second = case.record({**QUERY, "at": "2026-11-16T12:00", "salt": salt, "head": first["head"]})
log = first["line"] + second["line"]

# Keep the newest head elsewhere, where whoever can edit the log cannot.
head = second["head"]
print(f"The log has {head['count']} records; its head is {head['hash'][:12]}…")

# Years later: is it the log that was written, to its end?
check = verify_log(log, head)
print(f"The chain is {'whole' if check['whole'] else 'broken'}, and ends where it should: {check['against_head']}.")

# And does each decision come out the same?
replayed = case.replay_log(log, {"salt": salt, "head": head})
for record in replayed["records"]:
    print(f"Record {record['record']}: {record['came']}: {record['words']}.")

# Somebody edits the first line.
edited = log.replace("10:40", "10:45", 1)
check = verify_log(edited, head)
print(f"\nAfter an edit: line {check['line']}: {check['message']}")
try:
    case.replay_log(edited, {"salt": salt, "head": head})
except SafeguardingError as error:
    print(f"It is not replayed ({error.code}): {error.problems[0]['help']}.")
