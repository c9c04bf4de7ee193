"""Shapes of linked data, written from the published specifications as JSON Schema; used to check what the exporters write.

`CLAIM_REVIEW`: https://schema.org/ClaimReview with the properties that readers of fact checks require.
`ANNOTATION_PAGE`: https://www.w3.org/TR/annotation-model/, sections 3.2 (bodies and targets), 4.2 (selectors), 5 (pages).
Every object is closed, so that a property that its context does not define fails.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string", "minLength": 1}
IRI: Schema = {"type": "string", "pattern": "^(https?://|urn:)[^\\s<>\"]+$"}
DAY: Schema = {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}


def closed(required: list[str], **properties: Schema) -> Schema:
    """Return the shape of an object with these properties and no others."""
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def typed(name: str) -> Schema:
    """Return the shape of a type name."""
    return {"const": name}


def array(of: Schema, least: int = 0) -> Schema:
    """Return the shape of a list."""
    return {"type": "array", "items": of, "minItems": least}


ORGANIZATION = closed(["@type", "name"], **{"@type": typed("Organization"), "name": TEXT, "description": TEXT})
WORK = closed(["@type"], **{
    "@type": typed("CreativeWork"), "name": TEXT, "headline": TEXT, "url": IRI, "datePublished": DAY, "identifier": TEXT, "publisher": ORGANIZATION,
})  # fmt: skip
RATING = {
    **closed(["@type", "alternateName"], **{
        "@type": typed("Rating"), "ratingValue": {"type": "integer"}, "bestRating": {"type": "integer"}, "worstRating": {"type": "integer"},
        "alternateName": TEXT, "ratingExplanation": TEXT,
    }),
    "dependentRequired": {"ratingValue": ["bestRating", "worstRating"]},
}  # fmt: skip
CLAIM = closed(["@type", "text", "appearance"], **{
    "@type": typed("Claim"), "text": TEXT, "datePublished": DAY, "appearance": WORK, "description": TEXT,
    "author": closed(["@type", "name"], **{"@type": {"enum": ["Person", "Organization"]}, "name": TEXT}),
})  # fmt: skip
REVIEW = closed(["@type", "url", "author", "claimReviewed", "itemReviewed", "reviewRating"], **{
    "@type": typed("ClaimReview"), "@id": IRI, "url": IRI, "datePublished": DAY, "author": ORGANIZATION, "claimReviewed": TEXT,
    "itemReviewed": CLAIM, "reviewRating": RATING, "reviewBody": TEXT, "inLanguage": TEXT, "citation": array(WORK, 1),
})  # fmt: skip
CLAIM_REVIEW = closed(["@context", "@graph"], **{"@context": typed("https://schema.org"), "@graph": array(REVIEW)})

MOTIVATION: Schema = {"enum": [
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking",
    "moderating", "questioning", "replying", "tagging",
]}  # fmt: skip
BODY: Schema = {"oneOf": [
    closed(["type", "value"], type=typed("TextualBody"), value=TEXT, format=TEXT, language=TEXT, purpose=MOTIVATION),
    closed(["type", "source"], type=typed("SpecificResource"), source=IRI, purpose=MOTIVATION),
]}  # fmt: skip
COUNT: Schema = {"type": "integer", "minimum": 0}
SELECTOR: Schema = {"oneOf": [
    closed(["type", "start", "end"], type=typed("TextPositionSelector"), start=COUNT, end=COUNT),
    closed(["type", "exact"], type=typed("TextQuoteSelector"), exact=TEXT, prefix={"type": "string"}, suffix={"type": "string"}),
]}  # fmt: skip
ANNOTATION = closed(
    ["id", "type", "target"],
    id=IRI, type=typed("Annotation"), motivation=MOTIVATION, body=array(BODY, 1),
    creator=closed(["type", "name"], type={"enum": ["Person", "Organization", "Software"]}, name=TEXT),
    created={"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$"},
    target=closed(["source", "selector"], source=IRI, selector=array(SELECTOR, 1)),
)  # fmt: skip
ANNOTATION_PAGE = closed(
    ["@context", "id", "type", "items"],
    **{"@context": typed("http://www.w3.org/ns/anno.jsonld"), "id": IRI, "type": typed("AnnotationPage"), "startIndex": COUNT, "items": array(ANNOTATION)},
)  # fmt: skip
