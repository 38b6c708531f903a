"""Documents on their way in: whatever Python has at hand, as the bytes that the library reads."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from . import _safeguarding
from ._answer import Answer

Text: TypeAlias = str | bytes | bytearray | memoryview
"""Text, or its bytes in UTF-8."""

Document: TypeAlias = Mapping[str, object] | Sequence[object] | Text
"""A JSON document: as a `dict` or `list`, as text, as bytes, or an `Answer`.

In a `dict`, a `datetime` or `date` is written as the library reads moments: without an offset it is London time.
"""


def text_bytes(text: Text) -> bytes:
    """The bytes of a text. A lone surrogate becomes bytes that are not UTF-8, which the library refuses by its code."""
    if isinstance(text, str):
        return text.encode("utf-8", "surrogatepass")
    if isinstance(text, bytes):
        return text
    if isinstance(text, bytearray | memoryview):
        return bytes(text)
    raise TypeError(f"text or bytes are needed here, not {type(text).__name__}")


def document_bytes(document: Document) -> bytes:
    """The bytes of a document."""
    if isinstance(document, Answer):
        return document.bytes
    if isinstance(document, str | bytes | bytearray | memoryview):
        return text_bytes(document)
    if isinstance(document, Mapping | Sequence):
        return text_bytes(_written(document))
    raise TypeError(f"a document is a dict, a list, text or bytes, not {type(document).__name__}")


def _written(document: Mapping[str, object] | Sequence[object]) -> str:
    """A document as text."""
    try:
        # Not as ASCII: a lone surrogate is then refused by the same code as in a text.
        return json.dumps(document, ensure_ascii=False, default=_plain)
    except (RecursionError, ValueError):
        # Too deep, or inside itself: what its text would be is refused as nested too deeply.
        pass
    return _safeguarding.refuse_nesting()


def _plain(value: object) -> Any:
    """What `json` does not know by itself."""
    if isinstance(value, Answer):
        return value.json()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, datetime.date):
        # A datetime is a date too.
        return value.isoformat()
    raise TypeError(f"a document cannot hold a {type(value).__name__}")
