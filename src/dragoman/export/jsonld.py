"""Linked data: schema.org ClaimReview (what search engines and fact-check feeds read) and W3C Web Annotation.

Sources of the shapes: https://schema.org/ClaimReview, https://www.w3.org/TR/annotation-model/ (both of 2017 and since).
"""

from typing import Any

from dragoman.export.view import Card, View, view, web_address
from dragoman.model import Report
from dragoman.model.wire import dumps

ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
CONTEXT_WORDS = 48
RATING = {"refuted": 1, "conflicting": 3, "supported": 5}
HOME = "https://schema.org"


class JsonLdExporter:
    """`--format jsonld`: a ClaimReview for each claim that was judged.

    Args:
        address: where the report can be read; each review's own address is a fragment of it.
    """

    name = "jsonld"
    suffix = ".jsonld"
    media_type = "application/ld+json"

    def __init__(self, address: str = "") -> None:
        self.address = address

    def export(self, report: Report) -> str:
        """Return the reviews as one JSON-LD document."""
        return dumps(reviews(report, address=self.address))


class AnnotationExporter:
    """`--format annotations`: a Web Annotation for each claim, found again by position and by quotation.

    Args:
        address: where the report can be read.
    """

    name = "annotations"
    suffix = ".annotations.jsonld"
    media_type = 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'

    def __init__(self, address: str = "") -> None:
        self.address = address

    def export(self, report: Report) -> str:
        """Return the annotations as one page of them."""
        return dumps(annotation_page(report, address=self.address))


def reviews(report: Report, *, address: str = "") -> dict[str, Any]:
    """Return the ClaimReviews of a report: every claim but the uncheckable ones, an address each.

    Args:
        address: where the report can be read; a URN of the article's content otherwise.
    """
    shown = view(report)
    base = address or _urn(report)
    return {"@context": HOME, "@graph": [_review(one, shown, base) for one in shown.cards if one.verdict != "not_checkable"]}


def _review(one: Card, shown: View, base: str) -> dict[str, Any]:
    report = shown.report
    made = {
        "@type": "ClaimReview",
        "@id": f"{base}#{one.id}",
        "url": f"{base}#{one.id}",
        "datePublished": report.checked.isoformat() if report.checked else None,
        "author": {"@type": "Organization", "name": "Dragoman", "description": f"Machine-made check, version {report.version}"},
        "claimReviewed": one.quote,
        "itemReviewed": _claim(one, shown),
        "reviewRating": _rating(one),
        "reviewBody": " ".join(part for part in (one.reason, *one.working) if part) or None,
        "inLanguage": "en",
        "citation": [_cited(source.title or source.publisher, source.url, source.publisher) for source in one.sources] or None,
    }
    return _drop(made)


def _claim(one: Card, shown: View) -> dict[str, Any]:
    article = shown.report.article
    author = _author(one)
    said = one.claim.attribution.type != "author"
    return _drop({
        "@type": "Claim",
        "text": one.quote,
        "author": author,
        "description": f"Given to {one.says}." if said and author is None else None,
        "datePublished": article.published.isoformat() if article.published else None,
        "appearance": _drop({
            "@type": "CreativeWork",
            "headline": shown.title,
            "url": web_address(article.source or "") or None,
            "datePublished": article.published.isoformat() if article.published else None,
            "identifier": article.id,
        }),
    })  # fmt: skip


def _author(one: Card) -> dict[str, Any] | None:
    """Return who made the claim, a person or an organisation as schema.org has it; None where it is not known to be either."""
    actor = one.claim.attribution.actor
    if actor is None or one.claim.attribution.type == "author":
        return None
    return {"@type": "Person" if actor.startswith("person:") else "Organization", "name": one.says}


def _rating(one: Card) -> dict[str, Any]:
    """Return the rating: 1 refuted, 3 conflicting, 5 supported; only its name where the verdict is none of these."""
    value = RATING.get(one.verdict)
    scale = {"ratingValue": value, "worstRating": 1, "bestRating": 5} if value else {}
    name = f"{one.label}: {one.record}" if one.verdict == "forecast" and one.record else one.label
    return {"@type": "Rating", **scale, "alternateName": name, "ratingExplanation": one.reason or one.means}


def _cited(title: str, url: str, publisher: str) -> dict[str, Any]:
    return _drop(
        {"@type": "CreativeWork", "name": title, "url": url or None, "publisher": {"@type": "Organization", "name": publisher}}
    )


def annotation_page(report: Report, *, address: str = "", source: str = "") -> dict[str, Any]:
    """Return the annotations of a report, in reading order.

    Args:
        address: where the report can be read; a URN of the article's content otherwise.
        source: where the article can be read; its own address, or the URN, otherwise.
    """
    shown = view(report)
    base = address or _urn(report)
    target = source or web_address(report.article.source or "") or _urn(report)
    items = [_annotation(one, report, base, target) for one in shown.cards if one.claim.start < one.claim.end]
    return {"@context": ANNOTATION, "id": f"{base}#annotations", "type": "AnnotationPage", "startIndex": 0, "items": items}


def _annotation(one: Card, report: Report, base: str, target: str) -> dict[str, Any]:
    text, claim = report.article.text, one.claim
    words = f"{one.label}. {one.reason}".strip()
    made = {
        "id": f"{base}#{one.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"type": "Software", "name": f"Dragoman {report.version}".strip()},
        "created": f"{report.checked.isoformat()}T00:00:00Z" if report.checked else None,
        "body": [
            {"type": "TextualBody", "value": words, "format": "text/plain", "language": "en", "purpose": "assessing"},
            {"type": "TextualBody", "value": one.verdict, "purpose": "tagging"},
            {"type": "TextualBody", "value": one.kind, "purpose": "tagging"},
            *({"type": "SpecificResource", "source": source.url, "purpose": "linking"} for source in one.sources if source.url),
        ],
        "target": {
            "source": target,
            "selector": [
                {"type": "TextPositionSelector", "start": claim.start, "end": claim.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[claim.start : claim.end],
                    "prefix": text[max(0, claim.start - CONTEXT_WORDS) : claim.start],
                    "suffix": text[claim.end : claim.end + CONTEXT_WORDS],
                },
            ],
        },
    }
    return _drop(made)


def _urn(report: Report) -> str:
    return f"urn:dragoman:article:{report.article.id}"


def _drop(value: dict[str, Any]) -> dict[str, Any]:
    """Return a mapping without its empty values."""
    return {key: one for key, one in value.items() if one is not None}
