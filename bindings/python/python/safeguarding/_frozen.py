"""Objects that never change once they are made."""

from __future__ import annotations

from typing import NoReturn


class Frozen:
    """Refuses that an attribute is set or deleted."""

    __slots__ = ()

    def _set(self, name: str, value: object) -> None:
        """Sets an attribute while the object is made."""
        object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} never changes: `{name}` cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} never changes: `{name}` cannot be deleted")
