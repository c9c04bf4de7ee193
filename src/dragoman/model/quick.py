"""Frozen values made and changed quickly, for the types of which every sentence makes dozens.

A frozen dataclass sets each of its fields by a call, since it forbids the plain way to itself too. A quick one, while it is
made, is of an open type of the same layout, and sets them the plain way in a third of the time. Once made it is frozen.
"""

from __future__ import annotations

import dataclasses
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import replace as replace
else:

    def replace(value: T, /, **changes: Any) -> T:
        """Return a value with some fields changed, as `dataclasses.replace` does."""
        copy = _copies.get(type(value))
        return copy(value, changes) if copy else dataclasses.replace(value, **changes)


_MAKE = """
def __init__(self, {given}):
    become(self, Open)
    {sets}
    self.__class__ = Type
"""
_COPY = """
def copy(value, changes):
    made = new(Open)
    {copies}
    for name in changes:
        setattr(made, name, changes[name])
    made.__class__ = Type
    return made
"""


def quick(type_: type[T]) -> type[T]:
    """Let a frozen dataclass with slots, no base and nothing to do after its making be made quickly.

    >>> @quick
    ... @dataclasses.dataclass(frozen=True, slots=True)
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> replace(Point(1), y=2)
    Point(x=1, y=2)
    """
    made: Any = type_
    names = [field.name for field in dataclasses.fields(made)]
    known: dict[str, Any] = {"Type": made, "Open": type("Open", (), {"__slots__": tuple(names)}), "new": object.__new__}
    known |= {"become": object.__dict__["__class__"].__set__, "unset": _UNSET}
    given, sets = [], []
    for field in dataclasses.fields(made):
        name, value, default = field.name, field.name, ""
        if field.default is not dataclasses.MISSING:
            known[f"{name}_default"], default = field.default, f"={name}_default"
        elif field.default_factory is not dataclasses.MISSING:
            known[f"{name}_made"], default = field.default_factory, "=unset"
            value = f"{name}_made() if {name} is unset else {name}"
        given.append(name + default)
        sets.append(f"self.{name} = {value}")
    copies = [f"made.{name} = value.{name}" for name in names]
    exec(_MAKE.format(given=", ".join(given), sets="\n    ".join(sets)), known)
    exec(_COPY.format(copies="\n    ".join(copies)), known)
    made.__init__ = update_wrapper(known["__init__"], made.__init__)
    _copies[made] = known["copy"]
    return type_


_UNSET = object()
_copies: dict[type, Any] = {}
