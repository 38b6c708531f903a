"""What a call costs through this door: one line, for the table that sets it beside native.

`decide` and `replay` are the middle of many calls on an open case, from the bytes of the request to the exact bytes of
the answer, in nanoseconds; `load` is from nothing to a ruleset that is ready, in a fresh interpreter without its own
start; `library` is the size of the extension module. Each answer is looked at before anything is timed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from safeguarding import Ruleset, _safeguarding

CASES = Path(__file__).resolve().parents[3] / "examples" / "cases"
QUERY = b'{"actor":"health_visitor","view":{"agency":"health_visiting"},"at":"2026-11-16T10:40"}'
LOAD = """
import time
started = time.perf_counter_ns()
from safeguarding import Ruleset
Ruleset.built_in("swindon")
print(time.perf_counter_ns() - started)
"""


def middle(call: Callable[[], object], times: int) -> int:
    """The middle of many calls, after a few that are not timed."""
    took = []
    for turn in range(times + 5):
        started = time.perf_counter_ns()
        call()
        if turn >= 5:
            took.append(time.perf_counter_ns() - started)
    return int(statistics.median(took))


def main() -> None:
    """Prints the line."""
    ruleset = Ruleset.built_in("swindon")
    bruise = ruleset.open_case((CASES / "bruise-at-nine-weeks.json").read_bytes())
    child = ruleset.open_case((CASES / "child-1.json").read_bytes())
    assert "phone_social_care" in {item["action"] for item in bruise.decide(QUERY)["you_now"]}
    assert child.replay(b"{}")["contacts"]
    decide = middle(lambda: bruise.decide(QUERY).bytes, 200)
    replay = middle(lambda: child.replay(b"{}").bytes, 30)
    fresh = [subprocess.run([sys.executable, "-c", LOAD], capture_output=True, check=True) for _ in range(9)]
    load = int(statistics.median(int(one.stdout) for one in fresh))
    library = Path(str(_safeguarding.__file__)).stat().st_size
    print(f"cost: python decide {decide} replay {replay} load {load} library {library}")


if __name__ == "__main__":
    main()
