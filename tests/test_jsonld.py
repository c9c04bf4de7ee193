"""Linked data against the published contexts and vocabulary: no term dropped, none out of place, what readers require is there."""

from __future__ import annotations

import copy
import json
from typing import Any

import contexts
import pytest
import sample_report

from dragoman.export.jsonld import annotation_page, reviews

OA = "http://www.w3.org/ns/oa#"
REQUIRED = ("claimReviewed", "reviewRating", "url")
"""Required by https://developers.google.com/search/docs/appearance/structured-data/factcheck (Google Search Central, Fact check)."""


@pytest.fixture(scope="module")
def vocabulary() -> contexts.Vocabulary:
    """schema.org's vocabulary."""
    return contexts.Vocabulary()


@pytest.fixture
def written() -> dict[str, Any]:
    """The reviews of the sample, as another program reads them."""
    made: dict[str, Any] = json.loads(json.dumps(reviews(sample_report.report(), address="https://example.org/checks/1")))
    return made


@pytest.fixture
def page() -> dict[str, Any]:
    """The annotations of the sample, as another program reads them."""
    made: dict[str, Any] = json.loads(json.dumps(annotation_page(sample_report.report(), address="https://example.org/checks/1")))
    return made


def test_claim_reviews_are_schema_org_s(written: dict[str, Any], vocabulary: contexts.Vocabulary) -> None:
    found = contexts.expanded(written)
    assert len(found) == len(written["@graph"])
    assert [complaint for one in found for complaint in vocabulary.complaints(one)] == []
    for one in found:
        assert one["@type"] == ["http://schema.org/ClaimReview"]
        for name in REQUIRED:
            assert one[f"http://schema.org/{name}"]
        assert one["http://schema.org/url"] == [{"@id": one["@id"]}]
        rating = one["http://schema.org/reviewRating"][0]
        assert rating["http://schema.org/alternateName"]
        if "http://schema.org/ratingValue" in rating:
            low, value, high = (rating[f"http://schema.org/{name}"][0]["@value"] for name in ("worstRating", "ratingValue", "bestRating"))
            assert low <= value <= high


@pytest.mark.parametrize(
    "change, complaint",
    [
        ({"claimReveiwed": "a"}, "claimReveiwed does not stand on"), ({"@type": "ClaimRevue"}, "no class ClaimRevue"),
        ({"headlineOf": "a"}, "headlineOf does not stand on"), ({"author": {"@type": "Rating"}}, "author takes"),
        ({"itemReviewed": {"@type": "Claim", "ratingValue": 1}}, "ratingValue does not stand on"),
    ],
)  # fmt: skip
def test_what_is_not_schema_org_s_is_found(
    written: dict[str, Any], vocabulary: contexts.Vocabulary, change: dict[str, Any], complaint: str
) -> None:
    written["@graph"][0].update(change)
    assert any(complaint in told for one in contexts.expanded(written) for told in vocabulary.complaints(one))


def test_annotations_are_the_w3c_s(page: dict[str, Any]) -> None:
    (found,) = contexts.expanded(page)
    assert found["@type"] == ["http://www.w3.org/ns/activitystreams#OrderedCollectionPage"]
    items = found["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert len(items) == len(page["items"])
    for item, plain in zip(items, page["items"], strict=True):
        assert item["@type"] == [f"{OA}Annotation"]
        assert item[f"{OA}motivatedBy"] == [{"@id": f"{OA}assessing"}]
        assert len(item[f"{OA}hasBody"]) == len(plain["body"])
        assert {one["@id"] for body in item[f"{OA}hasBody"] for one in body[f"{OA}hasPurpose"]} <= {
            f"{OA}assessing", f"{OA}tagging", f"{OA}linking",
        }  # fmt: skip
        position, quote = item[f"{OA}hasTarget"][0][f"{OA}hasSelector"]
        assert position["@type"] == [f"{OA}TextPositionSelector"]
        assert quote["@type"] == [f"{OA}TextQuoteSelector"]
        assert quote[f"{OA}exact"] == [{"@value": plain["target"]["selector"][1]["exact"]}]
        assert position[f"{OA}start"] == [
            {"@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger", "@value": plain["target"]["selector"][0]["start"]}
        ]


@pytest.mark.parametrize("name", ["exactly", "motive", "bodyValue2"])
def test_a_term_that_the_annotation_context_lacks_is_found(page: dict[str, Any], name: str) -> None:
    wrong = copy.deepcopy(page)
    wrong["items"][0][name] = "a"
    with pytest.raises(AssertionError):
        contexts.expanded(wrong)


def test_a_motivation_that_the_annotation_context_lacks_is_no_motivation(page: dict[str, Any]) -> None:
    page["items"][0]["motivation"] = "judging"
    (found,) = contexts.expanded(page)
    first = found["http://www.w3.org/ns/activitystreams#items"][0]["@list"][0]
    assert not first[f"{OA}motivatedBy"][0]["@id"].startswith(OA)
