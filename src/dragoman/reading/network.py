"""spaCy's model, its network worked out in fewer steps. Weights and results are the model's, to within float rounding.

The model sees a word first by itself (its form, prefix, suffix and shape, and whether a blank follows), then four times with
its neighbours. What it sees of a word by itself is the same wherever the word stands, so it is worked out once a word and kept;
the four layers above run over all sentences of a batch in one array. The parser takes its steps in all sentences at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

KEPT = 20_000
"""Words whose vectors are kept (8 MB); they are forgotten together when there are more."""
BLOCK = 8
"""New words worked out at once, where the processor's products give each of them the same in every row."""


class Vectors:
    """The vectors that a model's tok2vec component gives, for documents that are only tokenised."""

    def __init__(self, tok2vec: Any) -> None:
        embed, encode = tok2vec.model.layers
        extract, _, hashed, mixed, _ = embed.layers
        self._columns = extract.attrs["columns"]
        self._parts, self._mix = hashed.layers[0], mixed.layers[0]
        self._gap = encode.attrs["pad"]
        self._layers = [_Layer(layer) for layer in encode.layers[0].layers]
        self._width = tok2vec.model.get_dim("nO")
        self._block = self._alike()
        self._kept: dict[tuple[int, ...], int] = {}
        self._table = np.zeros((1024, self._width), np.float32)

    def fill(self, docs: Sequence[Any]) -> None:
        """Give each document its vectors, where the components above look for them."""
        features = [doc.to_array(self._columns) for doc in docs]
        alone = self._alone(np.concatenate(features))
        rows, start = _places([len(doc) for doc in docs], self._gap)
        there = np.zeros((start, self._width), np.float32)
        there[rows] = alone
        for layer in self._layers:
            there = layer(there)
        found, at = there[rows], 0
        for doc in docs:
            doc.tensor = found[at : at + len(doc)]
            at += len(doc)

    def _alone(self, features: NDArray[np.uint64]) -> Floats:
        """Return the vector of each word by itself, from its features."""
        keys = list(map(tuple, features.tolist()))
        new = list(dict.fromkeys(key for key in keys if key not in self._kept))
        if new:
            if len(self._kept) + len(new) > KEPT:
                self._kept, new = {}, list(dict.fromkeys(keys))
            self._learn(new)
        return self._table[[self._kept[key] for key in keys]]

    def _alike(self) -> int:
        """Return how many words to work out at once so that a word's vector depends on nothing but the word.

        Rows of one product may be summed up in different orders; then each word is worked out by itself.
        """
        made = self._mix.predict(self._parts.predict(np.full((BLOCK, len(self._columns)), 7, np.uint64)))
        return BLOCK if (made == made[0]).all() else 1

    def _learn(self, keys: list[tuple[int, ...]]) -> None:
        first = len(self._kept)
        needed = first + len(keys) + self._block
        if needed > len(self._table):
            larger = np.zeros((max(2 * len(self._table), needed), self._width), np.float32)
            larger[:first] = self._table[:first]
            self._table = larger
        hashed = self._parts.predict(np.array(keys + keys[:1] * (-len(keys) % self._block), np.uint64))
        for at in range(0, len(keys), self._block):
            self._table[first + at : first + at + self._block] = self._mix.predict(hashed[at : at + self._block])
        self._kept.update(zip(keys, range(first, first + len(keys)), strict=True))


def _places(lengths: Sequence[int], gap: int) -> tuple[NDArray[np.intp], int]:
    """Return the row of each word where `gap` empty rows stand around every document, and how many rows there are."""
    sizes = np.asarray(lengths)
    before = np.cumsum(np.full(len(sizes), gap)).repeat(sizes)
    return np.arange(int(sizes.sum())) + before, int(sizes.sum()) + gap * (len(sizes) + 1)


def attach(parser: Any, docs: Sequence[Any]) -> None:
    """Let the parser set heads and relations, its steps taken in Python.

    Its own loop gives up the interpreter's lock, and its functions take it back at every step of every sentence, which costs
    more than the steps do.
    """
    states = parser.moves.init_batch(docs)
    step = parser.model.predict(docs)
    weights, bias = step.vec2scores.get_param("W").T, step.vec2scores.get_param("b")
    open_ = [state for state in states if not state.is_final()]
    while open_:
        scores = step.state2vec.predict(step.get_token_ids(open_)) @ weights
        scores += bias
        open_ = parser.transition_states(open_, scores)
    parser.set_annotations(docs, states)


class _Layer:
    """One residual layer: a word beside its neighbours, the largest of several linear pieces, scaled and added."""

    def __init__(self, layer: Any) -> None:
        _, mixed = layer.layers[0].layers
        maxout, scale = mixed.layers[0].layers
        self.pieces, self.width = maxout.get_dim("nP"), maxout.get_dim("nO")
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        self.weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, maxout.get_dim("nI")).T)
        self.bias = np.ascontiguousarray(bias.T).reshape(-1)
        self.gain, self.shift = scale.get_param("G"), scale.get_param("b")

    def __call__(self, there: Floats) -> Floats:
        """Return the vectors one layer further up."""
        size, width = there.shape
        beside = np.empty((size, 3 * width), np.float32)
        beside[0, :width] = 0
        beside[1:, :width] = there[:-1]
        beside[:, width : 2 * width] = there
        beside[:-1, 2 * width :] = there[1:]
        beside[-1, 2 * width :] = 0
        made = beside @ self.weights
        made += self.bias
        best: Floats = made[:, : self.width]
        for piece in range(1, self.pieces):
            np.maximum(best, made[:, piece * self.width : (piece + 1) * self.width], out=best)
        best = best - best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best)[:, None]
        spread /= self.width
        spread += 1e-8
        best *= spread**-0.5
        best *= self.gain
        best += self.shift
        best += there
        return best
