"""Judging an interpretation: it is shown as such, with the words that make it so, and never refuted."""

from __future__ import annotations

from dragoman.model import Answers, Article, Claim, Finding, Judgement

WHO = {
    "author": "the author's own",
    "named": "a named source's",
    "unnamed": "an unnamed source's",
    "document": "a document's",
}


def judge(claim: Claim, article: Article, answers: Answers) -> Finding:
    """Return `not_checkable` for both dates; the reason names the words that make the claim an interpretation."""
    words = claim.anchor.of(article.text)
    whose = WHO.get(claim.attribution.type, WHO["author"])
    working = [f"“{words}” states {whose} judgement, motive, cause or purpose; no record settles those."]
    loaded = [f"“{article.text[f.start : f.end]}” ({f.type.replace('_', ' ')})" for f in claim.framing]
    if loaded:
        working.append("Loaded wording: " + ", ".join(loaded) + ".")
    if claim.attribution.type == "unnamed":
        working.append("Who says it is not named: " + (claim.attribution.source or "an unnamed source") + ".")
    judgement = Judgement("not_checkable", note=f"interpretation: “{words}”")
    settled = "no record settles motive, cause or worth, and the facts beside it are checked"
    reason = f"Shown as {whose} judgement (“{words}”): {settled}."
    return Finding(claim.id, then=judgement, now=judgement, working=tuple(working), reason=reason)
