"""What child-safeguarding guidance asks for when a baby is seen with a mark: who does what, by when and why.

    ruleset = Ruleset.built_in("swindon")
    case = ruleset.open_case(file)
    decision = case.decide({"actor": "health_visitor", "view": {"agency": "hv"}, "at": "2026-11-16T10:40"})
    decision["you_now"][0]["sentence"]

Documents go in as `dict`, text or bytes; each answer is an `Answer`, to be read like a `dict`, with its exact bytes.
`safeguarding.documents` names their types. Everything here may be shared between threads.

It supports professional judgement and never replaces it. The built-in rulesets are drafts that nobody has adopted.
"""

from __future__ import annotations

from ._answer import Answer
from ._case import Case
from ._document import Document, Text
from ._error import SafeguardingError
from ._library import about, deadline, schema, verify_log
from ._ruleset import Ruleset

__all__ = [
    "Answer",
    "Case",
    "Document",
    "Ruleset",
    "SafeguardingError",
    "Text",
    "about",
    "deadline",
    "schema",
    "verify_log",
]

__version__: str = about()["version"]
