"""People counted: whose state they are of, whether they are hurt, in arms, sent out or driven from home."""

from __future__ import annotations

import re

from dragoman.lexicon.figure_words import figure_words
from dragoman.lexicon.numbers import number_context
from dragoman.model import Quantity
from dragoman.reading.measured import Measured
from dragoman.reading.scene import Scene

_FLED = re.compile(r"\b(?:refugees?|fled|flee|fleeing|displace(?:d|ment)|exodus|evacuat\w+|migrants?|asylum)\b", re.IGNORECASE)


def are_nationals(scene: Scene, quantity: Quantity) -> bool:
    """Return whether what is counted is the people of a state by name ("6,000 North Koreans")."""
    return any(
        m.kind == "demonym"
        and quantity.number_end <= m.start < quantity.end <= m.end
        and m.surface.endswith(("s", "ese", "ish", "ch"))
        for m in scene.reading.mentions
    )


_SENT_OUT = re.compile(
    r"\W*(?:[\w-]+\s){0,2}?(?:contingent|garrison|mission|battle ?group|detachment"
    r"|[\w-]*(?:peacekeeping|reassurance|stabili[sz]ation|intervention|expeditionary|monitoring|observer|multinational|international|occupation)\s(?:force|army))\b",
    re.IGNORECASE,
)


def strong(scene: Scene, quantity: Quantity) -> Measured:
    """Return the measure of "3,000-strong": deployment of a force that is sent out by its nature, else personnel."""
    after = scene.after(quantity.end, 60)
    shared = re.match(r"\sforce\b", after) and any(a in _ALLIANCES for m in scene.reading.mentions for a in m.actors)
    return Measured("deployment" if shared or _SENT_OUT.match(after) or abroad(scene, quantity) else "personnel")


_ALLIANCES = frozenset({"org:EU", "org:NATO", "org:UN", "org:AU", "org:ECOWAS", "org:OSCE", "org:CSTO"})
"""Bodies without an army of their own: a force of theirs is one that is sent out."""


def is_hurt(scene: Scene, quantity: Quantity, noun: str) -> bool:
    """Return whether people counted are dead or hurt: a word for it in their clause, close by."""
    words = figure_words()
    if noun not in words.hurt and noun not in words.forces and noun not in number_context().people:
        return noun == "other" and _dies(scene, quantity)
    if noun in _HELD and not _dies(scene, quantity) and not words.casualty_words.match(scene.after(quantity.end, 30).lstrip()):
        return False
    if _AMONG_THEM.search(scene.before(quantity.start, 75)) and (told := _last_counted(scene, quantity)) is not None:
        unit = "person" if are_nationals(scene, told) else (told.unit or "").lower()
        return unit in words.casualty_nouns or is_hurt(scene, told, unit)
    if _FALLEN.search(scene.between(quantity.number_end, quantity.end)) or _BEREFT.search(scene.before(quantity.start, 30)):
        return True
    if _FLED.search(scene.between(quantity.start - 40, quantity.end + 40)):
        return False
    if (fate := _OWN_FATE.match(scene.after(quantity.end, 90))) and not words.casualty_words.search(fate["did"] or ""):
        return False
    if _AMONG_THE_DEAD.match(scene.after(quantity.end, 70)):
        return True
    if _dies(scene, quantity) or _WHO_DIED.match(scene.after(quantity.end, 80)):
        return True
    before, after = _MISSED_GOAL.sub("", scene.before(quantity.start, 45)), scene.after(quantity.end, 50)
    if _AMOUNTING.search(scene.before(quantity.start, 110)):
        return True
    first = list(words.casualty_words.finditer(before))
    near = re.split(r"[.;:]", before)[-1]
    if first and words.casualty_words.search(near) and not re.search(r"\b(?:and|,)\s+(?:deploy|sent|some)", near):
        return True
    follow = re.split(r"[.;:,]|\b(?:and|but|while|who|after|to|in)\b", after)[0]
    return bool(words.casualty_words.search(follow)) or bool(
        re.match(
            r"\s*(?:\([^)]*\)|,[^,;.]{1,40},)?\s*"
            r"(?:were|was|have been|had been|has been|are|being|reported|reportedly|had|have)?\s*[“\"‘']?(?:\w+ "
            r")?(?:killed|wounded|injured|dead|died|hurt|missing|captured|neutrali[sz]ed|eliminated)",
            after,
        )
    )


_OWN_FATE = re.compile(
    r"(?:\s[—–-]+\s[^.;—–]{1,50}\s[—–-]+)?\s(?:(?:have|has|had)\s(?:also\s|now\s)?been|were|was|are)\s(?:also\s|then\s|reportedly\s)?"
    r"(?P<did>\w+ed|driven|taken|held|sent|forced|made|left)\b(?!\s(?:dead|killed|wounded))"
    r"|\s(?P<state>homeless|displaced|stranded|hungry|destitute)\b"
)
"""What befell people counted: "14 million have been driven from their homes"."""
_AMONG_THE_DEAD = re.compile(
    r"[^.;]{0,40}?\b(?:are|were|is|was)\samong\s(?:the|those)\s(?:\w+\s)?(?:dead|killed|victims|casualties|fatalities|wounded|injured)\b"
)
_WHO_DIED = re.compile(
    r"\s?(?:(?:--|—|–|,|\()[^;.]{1,40}(?:--|—|–|,|\)))?\s?(?:who|that)\s(?:(?:have|had|reportedly|later)\s)?"
    r"(?:lost\stheir\slives|gave\stheir\slives|died|perished|fell|(?:were|was|been)\s(?:killed|slain|murdered|wounded|injured))\b"
)
"""After people counted, that they died: "94,000 people -- civilians and soldiers -- who lost their lives"."""
_HELD = frozenset({"hostage", "captive"})
"""Those who are taken and not hurt by the word alone ("killing 1,200 people and taking 250 hostages")."""
_MISSED_GOAL = re.compile(r"\bmissing\s(?:[\w-]+\s){0,3}(?:goals?|targets?|deadlines?|quotas?)\b", re.IGNORECASE)
"""What is missed and is nobody: "missing recruiting goals by 15,000 trainees"."""
_AMONG_THEM = re.compile(
    r",\s(?:including|among them|of them|of whom)\s(?:[^,;.]{1,40}\sand\s)?(?:(?:at least|about|some|as many as)\s)?$", re.I
)


def _last_counted(scene: Scene, quantity: Quantity) -> Quantity | None:
    """Return the people counted right before, of whom a number is a part ("at least eight villagers, including three women")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start]
    near = earlier and earlier[-1].form == "count" and quantity.start - earlier[-1].end < _AMONG
    return earlier[-1] if near else None


_AMONG = 40
"""Characters between a count of people and the part of them that is told."""
_AMOUNTING = re.compile(
    r"\b(?:losses|casualties|death toll)\b[^.;]{0,60}\b(?:amount|total|reach|were|are|stand|stood|exceed|number"
    r"|includ)\w*\b[^.;]{0,24}$",
    re.IGNORECASE,
)


def _dies(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a verb of dying or being hurt has the people counted in its subject ("15 soldiers and a guide died")."""
    verb, place = scene.clause(quantity.number_start), scene.token_at(max(quantity.start, quantity.end - 1))
    if verb is None or place is None:
        return False
    verb = _main_verb(scene, verb, place)
    token = scene.reading.tokens[verb]
    lives = token.lemma in ("lose", "give") and any(scene.args.lemma(kid) == "life" for kid in scene.args.below(verb, "dobj"))
    if not (lives or figure_words().casualty_words.fullmatch(token.text)):
        return False
    active = scene.args.below(verb, "nsubj") if lives or token.lemma in ("die", "perish", "fall") else ()
    heads = [*active, *scene.args.below(verb, "nsubjpass")]
    for head in heads:
        heads += scene.args.below(head, "conj") if len(heads) < _JOINED else ()
    tokens = scene.reading.tokens
    for _ in range(4):
        if place in heads:
            return True
        if tokens[place].dep not in ("nummod", "amod", "nmod", "compound", "conj", "det"):
            return False
        place = tokens[place].head
    return False


def _main_verb(scene: Scene, verb: int, place: int) -> int:
    """Return the verb that a noun is the subject of, where a participle after the noun was taken for its clause's verb."""
    token = scene.reading.tokens[verb]
    above = scene.reading.tokens[token.head].head
    return above if token.dep in ("acl", "relcl") and token.head >= place and scene.args.is_verb(above) else verb


_FALLEN = re.compile(r"\b(?:fallen|slain|dead|murdered)\b", re.IGNORECASE)
_BEREFT = re.compile(
    r"\b(?:loss|deaths?|killings?|massacres?|slaughter|murders?|executions?|shootings?|assassinations?) of\s"
    r"(?:(?:at least|another|about|some|the|more than|over|nearly)\s){0,2}$",
    re.IGNORECASE,
)


_JOINED = 20
"""Joined subjects that are followed."""


_STAY = re.compile(r"^[^.;]{0,30}?\b(?:in|on|at|across|throughout|inside|near)\s(?:the\s)?(?:[\w-]+\s)?$")


def abroad(scene: Scene, quantity: Quantity) -> bool:
    """Return whether people counted are said to be in a state that is not theirs ("keeps 28,500 troops in South Korea")."""
    named: set[str] = set()
    for mention in scene.reading.mentions:
        placed = mention.kind in ("state", "place", "capital") and re.search(
            r"\b(?:in|at|on)\s(?:the\s)?$", scene.before(mention.start, 8)
        )
        if placed and named - set(mention.actors) and 0 <= quantity.start - mention.end < 40 and quantity.form == "bare":
            return True
        named |= set(mention.actors)
    if _pulled_out(scene, quantity):
        return True
    owners = {one for m in scene.reading.mentions if m.start < quantity.end for one in m.actors}
    for mention in scene.reading.mentions:
        if mention.start < quantity.end or mention.kind not in ("state", "place", "capital", "description") or not mention.actors:
            continue
        near = mention.start - quantity.end < 40 and _STAY.match(scene.between(quantity.end, mention.start))
        if near and not set(mention.actors) & owners:
            return True
    return False


_PULLED = re.compile(
    r"\b(?:remov(?:e|es|ed|ing)|withdr[ae]w(?:s|n|al|ing)?|pull(?:s|ed|ing)?(?:\sout)?|bring(?:s|ing)?|brought|evacuat(?:e|ed|ing))\s"
    r"(?:[\w,-]+\s){0,4}$",
    re.IGNORECASE,
)
_FROM_THERE = re.compile(r"\s(?:home\s)?(?:from|out of)\s(?:the\s)?[A-Z]")
_FORCES_IN = re.compile(
    r"\b(?:forces|troops|soldiers|personnel|presence|contingent)\s(?:stationed\s)?in\s(?:the\s)?$", re.IGNORECASE
)


def _pulled_out(scene: Scene, quantity: Quantity) -> bool:
    """Return whether people counted are, or were until now, in a state named before that is not theirs.

    "To remove 2,500 troops from Mali", "French forces in Mali have dropped to 500 troops", "from Mali, where France had 500".
    """
    if _PULLED.search(scene.before(quantity.start, 60)) and _FROM_THERE.match(scene.after(quantity.end, 24)):
        return True
    told = [m for m in scene.reading.mentions if m.end <= quantity.start and m.actors and m.kind not in ("person", "office")]
    for mention in told:
        if mention.kind not in ("state", "place", "capital"):
            continue
        others = any(not set(one.actors) & set(mention.actors) for one in told)
        inside = _FORCES_IN.search(scene.before(mention.start, 40)) is not None
        clause = scene.between(mention.end, quantity.start)
        where = clause.startswith((", where ", " where ")) and "," not in clause[2:]
        if others and (inside or where) and quantity.start - mention.start < _ABROAD_NEAR:
            return True
    return False


_ABROAD_NEAR = 110
"""Characters after "forces in Mali" in which a number of troops is theirs."""
_ALLIED = re.compile(
    r"\b(?:NATO|EU|alliance|bloc|union|pact|treaty|group|coalition|ASEAN|OSCE|council|committee|commission|parliament|cabinet|board"
    r"|panel|bench|tribunal|assembly|club)\b(?:['’]s)?",
    re.IGNORECASE,
)


def _is_member_state(scene: Scene, quantity: Quantity, noun: str) -> bool:
    """Return whether members counted are those of an alliance, and no people ("NATO's 32 members")."""
    around = scene.before(quantity.start, 14) + scene.between(quantity.start, quantity.end) + scene.after(quantity.end, 30)
    return noun == "member" and bool(_ALLIED.search(around))


_HOME_TO = re.compile(r"\bhome to\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_ACROSS = re.compile(r"\s(?:across|throughout)\s(?:the\s)?[A-Z]")
_HANDS = ("man", "woman", "staff", "member")
_FORCE = re.compile(
    r"\b(?:army|navy|air force|armed forces|marines|corps|brigades?|battalions?|regiments?|militia|garrison|guards?|ranks"
    r"|chief of staff|military|units?|force|reserves?)\b",
    re.IGNORECASE,
)
_UNDER_ARMS = re.compile(
    r"\b(?:on|at) the (?:battlefield|front(?:[ -]?lines?)?)\b|\bin uniform\b"
    r"|\bunder arms\b|\bin the (?:army|armed forces|ranks)\b",
    re.IGNORECASE,
)


def _is_dealt_with(scene: Scene, quantity: Quantity) -> bool:
    """Return whether people counted are the object of what states do to people ("expelled six diplomats")."""
    place = scene.token_at(max(quantity.start, quantity.end - 1)) if scene.parsed else None
    tokens = scene.reading.tokens
    for _ in range(4):
        if place is None:
            return False
        token = tokens[place]
        if token.dep in ("dobj", "nsubjpass"):
            return tokens[token.head].lemma in figure_words().handling
        if token.dep not in ("nummod", "amod", "nmod", "compound", "conj", "appos"):
            return False
        place = token.head
    return False


_IN_NEED = re.compile(
    r"\b(?:hunger|hungry|famine|starv\w+|food insecurity|malnutrition|malnourished|in need|homeless"
    r"|without (?:power|water|food))\b"
)
_STRENGTH = re.compile(r"\b(?:number(?:s|ed|ing)|strength|total(?:s|led|ed)?|grown|now (?:has|stands))\b", re.IGNORECASE)
_SENT_AFTER = re.compile(
    r"\s(?:(?:already|now|currently|still|to be)\s)?(?:deployed|stationed|based|dispatched|posted|sent)\s"
    r"(?:in|to|on|at|along|across|near)\b"
)
_STILL_THERE = re.compile(r"\b(?:remaining|other|additional|same)\s$")
_POPULATION_OF = re.compile(r"\bpopulation\sof\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_DRILL = re.compile(r"\b(?:exercises?|drills?|man(?:o?eu)vres?|maneuvers?|war ?games?|parade|training mission)\b", re.IGNORECASE)
_ARMY_OF = re.compile(r"\b(?:army|navy|armed forces|air force|military)\sof\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_MISSION = re.compile(
    r"\b(?:[A-Z]{1,3}FOR|UN[A-Z]{2,6}|MINU[A-Z]{2,6}|MONU[A-Z]{2,4}"
    r"|AMIS(?:OM)?|ATMIS|AUSSOM|SAMIDRC|ISAF|EUFOR|EUTM|ONUC)\b"
)
"""Names of forces that serve abroad by their nature: "SFOR is a force of about 12,000 troops"."""
_FORCE_IN = re.compile(r"\b(?:[Ff]orce|[Mm]ission|[Cc]ontingent|[Ii]ntervention)\sin\s(?:the\s)?[A-Z]")
_MISSION_HAS = re.compile(
    r"\b(?:mission|contingent|intervention|peacekeeping force|multinational force)(?:\s\([^)]*\))?,?\s(?:(?:which|that)\s)?"
    r"(?:includ(?:es?|ed|ing)|compris(?:es?|ed|ing)|consist(?:s|ed|ing)\sof|number(?:s|ed|ing)|made\sup\sof|composed\sof)\s"
    r"(?:[a-z]+\s){0,3}$"
)
"""Before the troops that a mission has: "the peacekeeping mission, which included several thousand troops"."""
_BACKED_BY = re.compile(
    r"\b(?:backed|supported|reinforced|bolstered|propped up|aided|assisted|joined|helped|accompanied)\sby\s(?:[a-z]+\s){0,3}$"
)


def _backs_others(scene: Scene, quantity: Quantity) -> bool:
    """Return whether troops of a state by name stand by others: "the rebels are backed by some 4,000 Rwandan troops"."""
    if not _BACKED_BY.search(scene.before(quantity.start, 50)):
        return False
    told = (m for m in scene.reading.mentions if m.kind in ("demonym", "state", "force") and m.actors)
    own = (m for m in told if m.start >= quantity.number_end)
    return any(m.start < quantity.end or _OF_STATE.fullmatch(scene.between(quantity.end, m.start)) for m in own)


_OF_STATE = re.compile(r"\s(?:from|of)\s(?:neighbou?ring\s|the\s)?")
_SERVING_AT_HOME = re.compile(r"\b(?:defend|hold out|garrison of the capital)\w*\b", re.IGNORECASE)
_IN_REGION = re.compile(
    r"\s(?:(?:now|still|currently|based)\s)?(?:in|on|to|across|throughout)\s(?:the\s)?"
    r"(?:(?:[a-z]+\s)?(?:continent|region|area|zone)\b|[\w-]+\sflank\b"
    r"|(?:[A-Za-z]+\s)?(?:Europe|Asia|Africa|Middle East|Indo-Pacific|Pacific|Gulf|Caribbean|Sahel|Balkans|Baltics?|Arctic)\b)"
)
"""Where no state's own army stands as such: "100,000 troops in Europe"."""


def people(scene: Scene, quantity: Quantity, noun: str) -> Measured | None:
    words = figure_words()
    span = scene.clause_span(quantity.number_start)
    clause = scene.between(span.start, span.end)
    if noun in ("person", "people", "citizen", "inhabitant") and re.search(
        r"\b(?:bloc|country|nation|state|alliance|continent|city|island)\sof\s(?:about\s|some\s|more than\s)?$",
        scene.before(quantity.start, 30),
    ):
        return Measured("population")
    if noun in ("person", "people") and _POPULATION_OF.search(scene.before(quantity.start, 30)):
        return Measured("population")
    if _FLED.search(clause) and noun not in ("troop", "soldier", "personnel") and scene.secure:
        return Measured("other")
    if noun in ("person", "people", "child") and _IN_NEED.search(clause) and scene.secure:
        return Measured("other")
    if noun in ("person", "people") and re.search(
        r"\bpopulation\b|\binhabitants\b|\b(?:lived?|living|lives) (?:in|there|on)\b", clause
    ):
        return Measured("population")
    if not scene.secure or (quantity.printed.low == 1 and quantity.printed.high == 1 and noun not in ("soldier", "troop")):
        return None
    if _is_member_state(scene, quantity, noun):
        return Measured("other")
    if noun in (
        "leader",
        "minister",
        "official",
        "delegate",
        "representative",
        "participant",
        "expert",
        "national",
        "citizen",
        "refugee",
        "prisoner",
        "hostage",
        "lawmaker",
        "senator",
        "individual",
        "diplomat",
    ):
        return Measured("other")
    if _FLED.search(clause) and noun not in ("troop", "soldier", "personnel"):
        return Measured("other")
    in_arms = noun in words.forces and noun not in ("person", "people", "man", "other")
    if in_arms and _ARMY_OF.search(scene.before(quantity.start, 50)):
        return Measured("personnel")
    if in_arms and _MISSION.search(scene.text) and not _DRILL.search(clause):
        return Measured("deployment")
    away = words.missions.search(clause) or _FORCE_IN.search(clause)
    if in_arms and away and not _DRILL.search(clause) and not _SERVING_AT_HOME.search(clause):
        return Measured("deployment")
    if in_arms and (_MISSION_HAS.search(scene.before(quantity.start, 80)) or _backs_others(scene, quantity)):
        return Measured("deployment")
    if in_arms and _SENT_AFTER.match(scene.after(quantity.end, 30)):
        return Measured("deployment")
    if words.events.search(clause):
        return Measured("personnel")
    if re.search(
        r"\b(?:add|adds|added|adding|recruit|recruits|expand|expanding|grow|increase|strength|active|standing "
        r"army|ranks|conscript|enlist|enlisted|reserve|reserves|join|joined|joining|recruitment|recruited|"
        r"sign up|call up|called up|mobilise|mobilised|mobilize|mobilized)\b",
        clause,
        re.IGNORECASE,
    ) and not re.search(r"\b(?:deploy|station|sent|send)", clause, re.IGNORECASE):
        return Measured("personnel")
    if in_arms and _IN_REGION.match(scene.after(quantity.end, 60)):
        return Measured("deployment")
    sent = words.deployed.search(clause) and noun in words.forces and noun not in ("person", "people", "other")
    if sent or (noun in words.forces and abroad(scene, quantity)):
        return Measured("deployment")
    left = _STILL_THERE.search(scene.between(quantity.start - 20, quantity.number_start))
    if in_arms and left and scene.topic == "deployment":
        return Measured("deployment", None, True)
    small = quantity.printed.low is not None and quantity.printed.low <= 12 and not quantity.hedges
    if small and noun not in words.forces and not _is_dealt_with(scene, quantity):
        return None
    if noun in words.forces and noun not in (
        "person",
        "people",
        "man",
        "woman",
        "other",
        "member",
        "staff",
        "worker",
        "employee",
        "child",
    ):
        goes_on = scene.topic == "deployment" and _STRENGTH.search(clause)
        return Measured("deployment", None, True) if goes_on else Measured("personnel")
    if noun in ("person", "people") and _HOME_TO.search(scene.before(quantity.start, 40)):
        return Measured("population")
    if noun in ("person", "people") and _ACROSS.match(scene.after(quantity.end, 40)):
        return Measured("population")
    return (
        Measured("personnel")
        if words.events.search(scene.text) or _UNDER_ARMS.search(clause) or (noun in _HANDS and _FORCE.search(clause))
        else Measured("other")
        if noun not in ("student", "customer", "user", "player", "fan", "voter")
        else None
    )
