"""Text, path, address or `Article` in; an `Article` with sentences out."""

from __future__ import annotations

import hashlib
import re
import sys
from datetime import date
from pathlib import Path

from dragoman.errors import UnusableInput
from dragoman.intake import plain
from dragoman.intake.dates import dateline, to_date
from dragoman.intake.language import require_english
from dragoman.intake.sentences import split
from dragoman.model import Article
from dragoman.model.quick import replace

MAX_BYTES = 20_000_000
_ADDRESS = re.compile(r"https?://\S+")
_OTHER_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z+.-]*://\S*")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|div|p)\b", re.IGNORECASE | re.DOTALL
)


def to_article(article: str | Path | Article, *, published: str | date | None = None) -> Article:
    """Return an article whose text is fixed, with its sentences.

    Args:
        article: an `Article`; a path; or a string: an http(s) address or the path of a file where it is nothing else,
            "-" for standard input, otherwise the text itself.
        published: the article's date; it wins over a date that the document carries.

    Raises:
        UnusableInput: it cannot be read, with the reason.
        RefusedAddress: the address is refused or gives no document.
    """
    day = to_date(published) if isinstance(published, str) else published
    taken = article if isinstance(article, Article) else _take(article)
    if not taken.text.strip():
        raise UnusableInput("there is no text in it", do="give an article with text", where=taken.source or "the article")
    return replace(taken, published=day or taken.published, sentences=taken.sentences or split(taken.text))


def from_bytes(data: bytes, *, name: str, url: str | None = None) -> Article:
    """Return the article in a document, its kind told by its content: PDF, DOCX, HTML or plain text.

    Args:
        name: what to call it in messages, and `Article.source`.
    """
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1e6:.0f} MB"
        raise UnusableInput(
            f"{size} is more than the {MAX_BYTES // 1_000_000} MB that one article may have", do="split it", where=name
        )
    if not data.strip():
        raise UnusableInput("the file is empty", do="give an article with text", where=name)
    text, title, day = _extract(data, name, url)
    require_english(text, where=name)
    return Article(id=_identity(text), text=text, title=title, published=day, source=url or name)


def _extract(data: bytes, name: str, url: str | None) -> tuple[str, str | None, date | None]:
    if data.startswith(b"%PDF"):
        from dragoman.intake import pdf

        found = pdf.extract(data, where=name)
    elif data.startswith(b"PK\x03\x04"):
        from dragoman.intake import docx

        found = docx.extract(data, where=name)
    elif _HTML.match(data[:4096]):
        from dragoman.intake import page

        found = page.extract(data, where=name, url=url)
    else:
        text = plain.decode(data, where=name)
        return text, plain.headline(text), dateline(text)
    return found.text, found.title, found.published or dateline(found.text)


def _take(article: str | Path) -> Article:
    if isinstance(article, Path):
        return _from_path(article)
    if article == "-":
        return from_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), name="standard input")
    if _ADDRESS.fullmatch(article.strip()):
        from dragoman.intake.fetch import fetch

        page = fetch(article.strip())
        return from_bytes(page.data, name=page.url, url=page.url)
    if "\n" not in article and 0 < len(article) < 1024 and _is_file(article):
        return _from_path(Path(article))
    if _OTHER_ADDRESS.fullmatch(article.strip()):
        do = "give one that begins with http:// or https://"
        raise UnusableInput("this is no address of a page", do=do, where=article.strip())
    if article.strip():
        require_english(article, where="the text")
    return Article(id=_identity(article), text=article, title=plain.headline(article), published=dateline(article))


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _from_path(path: Path) -> Article:
    if path.is_dir():
        raise UnusableInput("this is a folder", do="give one file; many articles go through dragoman corpus run", where=str(path))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            size = f"{path.stat().st_size / 1e6:.0f} MB"
            raise UnusableInput(
                f"{size} is more than the {MAX_BYTES // 1_000_000} MB that one article may have", do="split it", where=str(path)
            )
    except FileNotFoundError as error:
        raise UnusableInput("there is no such file", do="check the path", where=str(path)) from error
    except OSError as error:
        raise UnusableInput(f"the file cannot be read ({error.strerror})", do="check its permissions", where=str(path)) from error
    return from_bytes(data, name=path.name)


def _identity(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
