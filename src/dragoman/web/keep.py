"""Values of the model as JSON and back, whole: what a saved check is kept as.

`docs/contract.md`'s JSON is for readers and leaves things out (token offsets, ties' dates); this one loses nothing. A field
that a newer version added takes its default; one that it dropped is ignored.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dumps(value: object) -> str:
    """Return the JSON text of a value of the model."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], text: str) -> T:
    """Return the value again.

    Raises:
        ValueError: the text is not the JSON of such a value.
    """
    try:
        found: T = _value(kind, json.loads(text))
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"not a kept {kind.__name__}: {error}") from error
    return found


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal | date) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union(get_args(kind), data)
    if origin is tuple:
        inner = get_args(kind)
        each = [inner[0]] * len(data) if len(inner) == 2 and inner[1] is Ellipsis else inner
        return tuple(_value(one, item) for one, item in zip(each, data, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return {key: _value(get_args(kind)[1], one) for key, one in data.items()}
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{one.name: _value(hints[one.name], data[one.name]) for one in fields(kind) if one.name in data})  # type: ignore[operator]
    return _scalar(kind, data)


def _scalar(kind: Any, data: Any) -> Any:
    if kind is Decimal:
        return Decimal(data)
    if kind is date:
        return date.fromisoformat(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return data


def _union(kinds: Sequence[Any], data: Any) -> Any:
    """Return the value by the one member of a union whose shape fits: null, list, object or plain."""
    if data is None:
        return None
    for kind in kinds:
        if (
            isinstance(data, dict) == is_dataclass(kind)
            and isinstance(data, list) == (get_origin(kind) is tuple)
            and kind is not type(None)
        ):
            return _value(kind, data)
    raise TypeError(f"no member of {kinds} fits {type(data).__name__}")
