"""A quick value is what the plain dataclass is: the same fields, defaults, comparisons and hash, and as frozen."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle

import pytest

from dragoman.model import Attribution, Claim, Context, Interval, Modality, Reading, Sentence, Span, Token
from dragoman.model.quick import replace

TOKEN = Token(1, 4, 9, "ships", "ship", tag="NNS", head=0)


def test_fields_and_defaults_are_as_declared() -> None:
    assert dataclasses.astuple(TOKEN) == (1, 4, 9, "ships", "ship", "NNS", "", 0)
    assert Token(index=1, start=4, end=9, text="ships", lemma="ship", tag="NNS", head=0) == TOKEN
    assert list(inspect.signature(Token).parameters) == [field.name for field in dataclasses.fields(Token)]
    with pytest.raises(TypeError):
        Token(1, 2)  # type: ignore[call-arg]


def test_what_a_default_makes_is_made_anew() -> None:
    claim = Claim("c1", "figure", 0, 1, "a", Span(0, 1))
    assert claim.attribution == Attribution()
    assert claim.modality == Modality()


@pytest.mark.parametrize("type_", [Token, Span, Sentence, Context, Reading, Interval, Attribution])
def test_it_is_frozen(type_: type) -> None:
    required = [field for field in dataclasses.fields(type_) if field.default is field.default_factory is dataclasses.MISSING]
    made = type_(*(0 for _ in required))
    assert type(made) is type_
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(made, dataclasses.fields(type_)[0].name, 1)


def test_it_is_compared_ordered_kept_and_copied_as_before() -> None:
    assert Span(1, 2) < Span(1, 3)
    assert {Span(1, 2): 1}[Span(1, 2)] == 1
    assert pickle.loads(pickle.dumps(TOKEN)) == copy.copy(TOKEN) == TOKEN


def test_a_change_leaves_the_rest() -> None:
    changed = replace(TOKEN, text="boats", dep="dobj")
    assert changed == dataclasses.replace(TOKEN, text="boats", dep="dobj")
    assert (TOKEN.text, type(changed)) == ("ships", Token)
    with pytest.raises(AttributeError):
        replace(TOKEN, colour="grey")  # type: ignore[call-arg]
