"""Country statistics in web sentences (Vlachos and Riedel 2015): is this number this country's value of this property?

A claim is accepted where the number is read, the closest words that name any statistic name this property, and the closest
country is this one. The words of the sixteen properties are a fixed table here; reading numbers and names is the package's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from dragoman.model import Quantity
from dragoman.reading.actors import scan
from dragoman.reading.numbers import find_quantities
from evaluation.newsquant import rows

DATA = "bench/vlachos-riedel-2015/claims.dev.jsonl"

# words → property; "" is another statistic, which the number then belongs to. The longest match wins.
WORDS = (
    (r"consumer price index(?! ?\(? ?annual| ?,? ?inflation)|\bCPI\b", "consumer_price_index"),
    (
        r"inflation rate|inflation \( (?:average|end)[^)]*\)|consumer price inflation|inflation , consumer "
        r"prices|\binflation\b|consumer price change",
        "cpi_inflation_rate",
    ),
    (r"price for diesel|diesel (?:fuel )?price|pump price for diesel|price of diesel|\bdiesel\b", "diesel_price_liter"),
    (r"fertility rate|births per woman|children (?:born )?per woman|\bfertility\b", "fertility_rate"),
    (
        r"(?:real )?GDP growth(?: rate)?|(?:annual )?growth of (?:real )?GDP|economic growth(?: rate)?|growth "
        r"rate of GDP|\bgrowth at\b",
        "gdp_growth_rate",
    ),
    (
        r"GDP per capita , PPP|GDP per capita ; PPP|GDP per capita \( ?PPP|GDP per capita , constant|GDP "
        r"per capita \( constant|GDP per capita growth",
        "",
    ),
    (
        r"(?:nominal )?GDP per capita|per capita GDP|GDP per head|gross domestic product per (?:capita|head)",
        "gdp_nominal_per_capita",
    ),
    (r"GDP [,;] PPP|GDP \( ?(?:PPP|purchasing)|GDP \( constant|GDP deflator|constant GDP|GDP per (?:unit|person|hour)", ""),
    (r"(?:nominal |current )?GDP\b|gross domestic product", "gdp_nominal"),
    (
        r"GNI per capita , Atlas|GNI \( ?(?:current|constant) US|GNI per capita \( constant(?! 2005 international)|"
        r"GNI per capita growth|GNI , Atlas",
        "",
    ),
    (r"GNI [,;] PPP|GNI \( ?PPP|gross national income [,;] PPP|GNI \( current international", "gni_in_ppp_dollars"),
    (r"GNI per capita [,;] PPP|GNI per capita \( ?PPP|per capita GNI|GNI per capita", "gni_per_capita_in_ppp_dollars"),
    (
        r"health (?:expenditure|spending)(?: , total)?|expenditures? on health|spending on health",
        "health_expenditure_as_percent_of_gdp",
    ),
    (r"health expenditure(?: ,)? (?:public|private|per capita)|health expenditure per capita|(?:public|private) health", ""),
    (r"internet users?|users of the internet|internet penetration|internet usage", "internet_users_percent_population"),
    (
        r"life expectancy (?:at birth , )?(?:for )?(?:(?:fe)?males?|men|women)|healthy life expectancy|life "
        r"expectancy at (?:birth , )?(?:60|65|age)",
        "",
    ),
    (r"life expectancy(?: at birth)?(?: , total)?|expectation of life", "life_expectancy"),
    (
        r"population growth(?: rate)?(?: \( annual % \))?|growth rate of population|annual population growth|"
        r"growth of population",
        "population_growth_rate",
    ),
    (
        r"(?:urban|rural|female|male|working|active|elderly|youth|slum|muslim|christian|jewish|refugee|prison|"
        r"student) population|population (?:density|ages|aged|in the largest|in largest|in urban|below|living|"
        r"under|of working)|largest city|of (?:the )?(?:total )?population\b|% of (?:the )?population",
        "",
    ),
    (r"population , total|total population|population of|populations?\b|inhabitants|\bpeople\b|residents", "population"),
    (r"undernourish\w+|prevalence of undernourishment|malnourish\w+", "prevalence_of_undernourisment"),
    (
        r"renewable (?:internal )?freshwater resources per capita|freshwater (?:resources )?per capita|renewable "
        r"freshwater",
        "renewable_freshwater_per_capita",
    ),
    (
        r"\b(?:fe)?males?\b|participation rate|unemployment(?: rate)?|literacy(?: rate)?|mortality(?: rate)?|"
        r"death rate|birth rate|mobile cellular|subscriptions?|agriculture accounts|"
        r"employment|exports?|imports?|debt|reserves|land area|rank(?:ed)?|poverty|tax revenue|deficit|surplus|"
        r"remittances|tourists?|wage|tariff|population rank|gasoline|electricity|net migration|median age|"
        r"sex ratio",
        "",
    ),
)
_NAMES = tuple((re.compile(words, re.IGNORECASE), name) for words, name in WORDS)
_RATES = frozenset(
    "cpi_inflation_rate gdp_growth_rate health_expenditure_as_percent_of_gdp internet_users_percent_population "
    "population_growth_rate "
    "prevalence_of_undernourisment".split()
)
_MONEY = re.compile(r"\s?(?:dollars?|\$)", re.IGNORECASE)
_LISTS = re.compile(
    r"\brespective(?:ly)?\b|compared to other countries|similar to that of|on par with|\bled by\b|followed "
    r"by|higher than|lower than",
    re.IGNORECASE,
)


def run(data: Path, *, store: Path | None, options: Any) -> dict[str, Any]:
    """Print and return precision and recall of accepted claims, over all rows and as the mean over properties."""
    found = rows(data)[: options.limit] if options.limit else rows(data)
    by_property: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in found:
        taken = accepts(
            row["sentence"],
            row["location_span"] or row["country_surface"] or "",
            row["number_span"] or str(row["text_value"]),
            row["property"],
        )
        by_property[row["property"]].append((taken, row["label"] == "Y"))
        if options.audit and taken != (row["label"] == "Y"):
            print(
                "accepted" if taken else "refused",
                row["label"],
                row["property"],
                row["location_span"],
                row["number_span"],
                "|",
                row["sentence"][:300],
            )
    everything = [pair for pairs in by_property.values() for pair in pairs]
    means = [_rate(pairs) for pairs in by_property.values()]
    held = [precision for precision, _, accepted in means if accepted]
    for name, pairs in sorted(by_property.items()):
        precision, recall, accepted = _rate(pairs)
        print(f"{name:40s} precision {precision:.3f}  recall {recall:.3f}  accepted {accepted} of {len(pairs)}")
    precision, recall, accepted = _rate(everything)
    print(f"{'all':40s} precision {precision:.3f}  recall {recall:.3f}  accepted {accepted} of {len(everything)}")
    return {
        "precision": precision,
        "recall": recall,
        "accepted": accepted,
        "n": len(everything),
        "macro_precision": sum(held) / len(held) if held else 0.0,
    }


def _rate(pairs: list[tuple[bool, bool]]) -> tuple[float, float, int]:
    accepted = sum(taken for taken, _ in pairs)
    right = sum(taken and yes for taken, yes in pairs)
    wanted = sum(yes for _, yes in pairs)
    return right / accepted if accepted else 0.0, right / wanted if wanted else 0.0, accepted


def accepts(sentence: str, country: str, number: str, name: str) -> bool:
    """Return whether a sentence claims the number as the country's value of the property."""
    quantities = find_quantities(sentence)
    places = [match.start() for match in re.finditer(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", sentence)]
    for place in places:
        quantity = next((q for q in quantities if q.number_start <= place < q.number_end), None)
        if quantity is None or not _fits(quantity, name):
            continue
        if _property(sentence, quantity) == name and _owner(sentence, quantity, country):
            return True
    return False


def _fits(quantity: Quantity, name: str) -> bool:
    if quantity.form in ("rank", "ratio") or (
        quantity.change is not None and name not in ("gdp_growth_rate", "population_growth_rate")
    ):
        return False
    if name in _RATES:
        return quantity.form in ("percent", "bare")
    if name == "population":
        return quantity.form in ("bare", "count") and (quantity.printed.low or 0) > 1000
    return quantity.form != "percent"


def _property(sentence: str, quantity: Quantity) -> str | None:
    """Return the property that the words closest to a number name: before it, else right after it."""
    best: tuple[int, int, str] | None = None
    for pattern, name in _NAMES:
        for match in pattern.finditer(sentence):
            if match.end() <= quantity.start:
                gap = quantity.start - match.end()
            elif match.start() >= quantity.number_end and match.start() - quantity.number_end < 25:
                gap = match.start() - quantity.number_end + 12
            else:
                continue
            size = match.end() - match.start()
            row = (-1000 if gap <= 2 else gap - 3 * size if gap < 60 else gap, -size, name)
            if best is None or row < best:
                best = row
    return best[2] if best else None


def _owner(sentence: str, quantity: Quantity, country: str) -> bool:
    """Return whether a country is the one the number is about: the only one named, or the closest where no list is."""
    spans = [
        (hit.start, hit.end) for hit in scan(sentence) if hit.kind in ("state", "demonym") and not _MONEY.match(sentence, hit.end)
    ]
    spans += [(m.start(), m.end()) for m in re.finditer(re.escape(country), sentence)]
    own = [span for span in spans if country.startswith(sentence[span[0] : span[1]]) or sentence[span[0] : span[1]] in country]
    others = [span for span in spans if not any(span[0] < o[1] and o[0] < span[1] for o in own)]
    if not own:
        return False
    if _LISTS.search(sentence) and others:
        return False
    if not others:
        return True
    return min(_away(span, quantity) for span in own) < min(_away(span, quantity) for span in others)


def _away(span: tuple[int, int], quantity: Quantity) -> int:
    return quantity.start - span[1] if span[1] <= quantity.start else 20 + span[0] - quantity.end
