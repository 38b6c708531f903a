"""Writes python/safeguarding/documents.py from the JSON Schemas that the library publishes.

    python write_documents.py            writes it
    python write_documents.py --check    says whether it is up to date

It needs the package to be importable. What the schemas say stays the only truth: the file is never edited by hand.
"""

from __future__ import annotations

import json
import keyword
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

from safeguarding import schema

WRITTEN = Path(__file__).parent / "python" / "safeguarding" / "documents.py"

HEADER = '''\
"""The documents that answers hold, as types for a checker and an editor: `decision.json()` is a `Decision`.

Written by write_documents.py from the JSON Schemas of the contract; do not edit. Documents are plain `dict`s.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, TypedDict

'''

# The documents that calls give, in the order of the contract. A case file and a JSON Schema are plain `dict`s.
DOCUMENTS = {
    "library": "Library",
    "deadline": "Deadline",
    "log-check": "LogCheck",
    "ruleset": "RulesetStamp",
    "facts": "Facts",
    "card": "Card",
    "live": "Live",
    "decision": "Decision",
    "since": "Since",
    "explanation": "Explanation",
    "permit": "Permit",
    "replay": "Replay",
    "recorded": "Recorded",
    "log-replay": "LogReplay",
    "gaps": "Gaps",
    "error": "Error",
}

Schema = dict[str, Any]


class Writer:
    """Collects a type for every document and for every part that documents share."""

    def __init__(self, schemas: dict[str, Schema]) -> None:
        self.schemas = schemas
        self.words: dict[str, str] = {}
        self.classes: dict[str, str] = {}
        self.shared: dict[str, Schema] = {}

    def write(self) -> str:
        """The whole module."""
        for document, name in DOCUMENTS.items():
            schema = self.schemas[document]
            for part, found in schema.get("$defs", {}).items():
                # A whole document within another is a class already.
                if "const" in found.get("properties", {}).get("schema", {}):
                    continue
                if self.shared.setdefault(part, found) != found:
                    raise SystemExit(f"two documents mean different things by {part}")
            self.object(name, schema)
        for part, schema in sorted(self.shared.items()):
            self.part(part, schema)
        # In the order of the alphabet, apart from the words of enumerations, which stand first.
        words = [text for _, text in sorted(self.words.items())]
        classes = [text for _, text in sorted(self.classes.items())]
        return HEADER + "\n\n\n".join(["\n".join(words), *classes])

    def part(self, part: str, schema: Schema) -> None:
        """A part that stands in `$defs`."""
        if "properties" in schema:
            self.object(self.name(part), schema)
        elif "oneOf" in schema and all("const" in choice for choice in schema["oneOf"]):
            # As a union, and not as one `Literal` of several words: so stubtest knows it again at run time.
            choices = "\n    | ".join(f"Literal[{json.dumps(choice['const'])}]" for choice in schema["oneOf"])
            self.words[part] = f"{part}: TypeAlias = (\n    {choices}\n)\n{doc(schema, '')}"
        elif "oneOf" in schema or "anyOf" in schema:
            self.words[part] = f"{part}: TypeAlias = {self.choice(part, schema)!r}\n{doc(schema, '')}"

    def name(self, part: str) -> str:
        """The class of a part; one that is a document too has no `schema` of its own there."""
        return f"{part}Within" if part in DOCUMENTS.values() else part

    def object(self, name: str, schema: Schema) -> None:
        """A class for an object with keys: those that must be there and those that may."""
        needed = set(schema.get("required", []))
        fields = {key: self.type(name + pascal(key), field) for key, field in schema["properties"].items()}
        lines: list[str] = []
        bases: list[str] = []
        plain = {key for key in fields if key.isidentifier() and not keyword.iskeyword(key)}
        if odd := {key: fields[key] for key in sorted(fields.keys() - plain)}:
            # A key such as `class` cannot be written as a field.
            written = ", ".join(f"{key!r}: {kind!r}" for key, kind in odd.items())
            total = "" if odd.keys() <= needed else ", total=False"
            lines.append(f'_{name}Keys = TypedDict("_{name}Keys", {{{written}}}{total})\n\n')
            bases.append(f"_{name}Keys")
        optional = plain - needed
        if optional and plain & needed:
            lines.append(f"class _{name}Needed({', '.join(bases or ['TypedDict'])}):")
            lines += self.fields(schema, fields, plain & needed)
            lines.append("\n")
            bases = [f"_{name}Needed"]
        total = ", total=False" if optional else ""
        lines.append(f"class {name}({', '.join(bases or ['TypedDict'])}{total}):")
        lines.append(doc(schema, "    ") + "\n")
        lines += self.fields(schema, fields, optional or plain & needed)
        self.classes[name] = "\n".join(lines)

    def fields(self, schema: Schema, fields: dict[str, str], keys: set[str]) -> list[str]:
        """The fields of a class, each with what it means."""
        lines = []
        for key in sorted(keys):
            lines.append(f"    {key}: {fields[key]}")
            if "description" in schema["properties"][key]:
                lines.append(doc(schema["properties"][key], "    "))
        return lines

    def type(self, name: str, schema: Schema) -> str:  # noqa: PLR0911 (one for each form of a schema)
        """The type of a value."""
        if document := re.fullmatch(r"the document `([a-z-]+)`", schema.get("description", "")):
            return DOCUMENTS[document[1]]
        if "$ref" in schema:
            return self.referred(schema["$ref"].removeprefix("#/$defs/"))
        if "const" in schema:
            return f"Literal[{json.dumps(schema['const'])}]"
        if "anyOf" in schema or "oneOf" in schema:
            return self.choice(name, schema)
        kind = schema.get("type")
        if isinstance(kind, list):
            return union(self.type(name, {**schema, "type": one}) for one in kind)
        if kind == "array":
            return f"list[{self.type(name, schema.get('items', {}))}]"
        if kind == "object":
            if "properties" in schema:
                self.object(name, schema)
                return name
            return f"dict[str, {self.type(name, schema.get('additionalProperties', {}))}]"
        plain = {"string": "str", "integer": "int", "boolean": "bool", "null": "None"}
        return plain.get(str(kind), "Any")

    def choice(self, name: str, schema: Schema) -> str:
        """One of several."""
        choices = schema.get("anyOf") or schema["oneOf"]
        return union(self.type(f"{name}{ix}", choice) for ix, choice in enumerate(choices, 1))

    def referred(self, part: str) -> str:
        """The type of a part: identifiers and moments are texts."""
        schema = self.shared[part]
        if "properties" in schema:
            return self.name(part)
        return part if "oneOf" in schema or "anyOf" in schema else self.type(part, schema)


def union(kinds: Any) -> str:
    """One of these types; none last."""
    names = list(dict.fromkeys(kinds))
    return " | ".join(sorted(names, key=lambda name: name == "None"))


def pascal(key: str) -> str:
    """`you_now` as `YouNow`."""
    return "".join(word.capitalize() for word in re.split(r"[^a-zA-Z0-9]+", key))


def doc(schema: Schema, indent: str) -> str:
    """What a schema says it is, as a documentation string: the part before any heading, which is for Rust."""
    text = str(schema.get("description") or schema.get("title") or "A part of a document.")
    said = " ".join(text.split("\n\n#", 1)[0].split())
    wrapped = textwrap.wrap(said.replace("\\", "\\\\"), 116 - len(indent), break_on_hyphens=False)
    text = f"\n{indent}".join(wrapped)
    return f'{indent}"""{text}"""' if len(wrapped) == 1 else f'{indent}"""{text}\n{indent}"""'


def main() -> None:
    """Writes the file, or checks it."""
    text = Writer({name: schema(name).json() for name in DOCUMENTS}).write() + "\n"
    if "--check" not in sys.argv:
        WRITTEN.write_text(text, encoding="utf-8")
    elif WRITTEN.read_text(encoding="utf-8") != text:
        raise SystemExit("documents.py is not what write_documents.py writes: run it, and look at what changed")


if __name__ == "__main__":
    main()
