"""Whether the arguments of a verb are what its entry in `lexicon/tie_verbs.toml` asks for."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.lexicon.tie_words import TieVerb, tie_words
from dragoman.reading.arguments import Arguments
from dragoman.reading.event_nouns import Nouns, without
from dragoman.reading.units import singular

_CREWED = frozenset(("crewed",))
_IN_AN_ACT = frozenset(("in", "for", "at", "on", "during"))
_SAID = frozenset(("document", "plea", "stance", "sanction"))
_MANNER = frozenset(("move", "step", "shift", "policy", "decision", "reversal"))
"""What an act is said to be, not what was said ("joined NATO in a historic move")."""

_SHORES = frozenset("coast coastline shore island isle cape port peninsula bay gulf strait waters".split())
OUT_OF = ("out", "of")


class Fits:
    """The tests of one sentence's verbs."""

    def __init__(self, args: Arguments, nouns: Nouns) -> None:
        self.args = args
        self.nouns = nouns
        self.words = tie_words()

    def matches(self, place: int, words: tuple[str, ...]) -> bool:
        """Whether a verb phrase stands here: its words follow one another, adverbs, times and a particle's object apart."""
        args, lows = self.args, self.args.lows
        if len(words) == 1:
            particles = args.below(place, "prt")
            return not any(f"{words[0]} {lows[kid]}" in self.words.phrasal for kid in particles) if particles else True
        if words[1:] == OUT_OF and self._takes_out(place):
            return True
        if not args.spelt.issuperset(words[1:]):
            return False
        here = place + 1
        for word in words[1:]:
            here = here if here < len(lows) and lows[here] == word else self._past_the_time(here)
            while here < len(lows) and lows[here] != word and self._may_stand_between(here):
                here += 1
            if here >= len(lows) or word not in (lows[here], args.lemmas[here]):
                return len(words) == 2 and any(lows[kid] == words[1] for kid in args.below(place, "prt"))
            if word == "off" and self._is_at_sea(here):
                return False  # "held off the coast of Norway"
            here += 1
        return True

    def _takes_out(self, place: int) -> bool:
        """Whether a verb has somebody as its object and "out of" after it ("pulled Chad out of the pact")."""
        out = [kid for kid in self.args.below(place, "prep") if self.args.lows[kid] == "out"]
        led = any(self.args.lows[kid] == "of" for prep in out for kid in self.args.below(prep, "prep"))
        return led and self.nouns.are_actors(self.args.undergoers(place))

    def _may_stand_between(self, here: int) -> bool:
        """Whether a word may part the words of a phrase ("takes a [leading] part in"), and is nothing said of the subject."""
        token = self.args.tokens[here]
        return token.tag in ("RB", "JJ", "DT", "PRP$") and token.dep != "acomp"

    def _is_at_sea(self, preposition: int) -> bool:
        """Whether a preposition leads to a coast or a state, so that it says where."""
        heads = self.args.below(preposition, "pobj")
        return any(self.args.lemma(head) in _SHORES or self.args.tokens[head].text in _SHORES for head in heads)

    def _past_the_time(self, here: int) -> int:
        """Return the first word after a time that begins here ("called [on 9 April] for", "spoke [yesterday] with")."""
        tokens = self.args.tokens
        first = here + 1 if here + 1 < len(tokens) and tokens[here].tag == "IN" else here
        for period in self.nouns.periods if first < len(tokens) else ():
            if tokens[here].start <= period.start <= tokens[first].start < period.end:
                return next((at for at in range(first, len(tokens)) if tokens[at].start >= period.end), len(tokens))
        return here

    def given(self, place: int, themes: list[int], verb: TieVerb) -> list[int]:
        """Return what is given where the verb's object is who gets it ("provided Kyiv with missiles", "gave Kyiv missiles")."""
        if verb.type not in ("arms_transfer", "aid") or verb.receiver or not self.nouns.are_actors(themes):
            return []
        other = [theme for theme in themes if not self.nouns.are_actors((theme,))]
        things = (*other, *self.args.prepositional(place, "with"))
        return [head for head in things if self.nouns.is_one((head,), verb.objects)]

    def stands(self, place: int) -> bool:
        """Whether a passive says where something is, not that it was brought there ("are based in")."""
        args = self.args
        present = any(args.tokens[kid].tag in ("VBZ", "VBP") for kid in args.below(place, "auxpass"))
        lasting = bool(args.prepositional(place, "since", "for"))
        bare = not args.below(place, "aux") or (lasting and args.auxiliaries(place) & {"has", "have", "had"})
        return (present or lasting) and args.is_passive(place) and not args.below(place, "agent") and bool(bare)

    def sent_away(self, place: int) -> bool:
        """Whether who is ordered is ordered to go ("told French troops to leave", "ordered them off its soil")."""
        going = {self.args.lemma(kid) for kid in self.args.below(place, "xcomp", "ccomp", "advcl")}
        return bool(going & {"leave", "withdraw", "go", "depart"}) or bool(self.args.prepositional(place, "off", "out"))

    def is_done_by(self, place: int, classes: frozenset[str]) -> bool:
        """Whether the doer of a verb is one of the classes; a passive without an agent leaves it open."""
        args = self.args
        if args.is_passive(place):
            heads = [kid for by in args.below(place, "agent") for kid in args.below(by, "pobj")]
            if not heads:
                return bool(classes & {"actor", "doer"}) and "agent" not in classes
        else:
            heads = [self.nouns.content(self._meant(head)) for head in args.surface_subjects(place)]
        if "doer" in classes and args.doers(place):
            return True
        if "delegates" in classes and any((mention := args.mention(head)) and mention.person for head in heads):
            return True
        return ("actor" in classes and self.nouns.are_actors(heads)) or self.nouns.is_one(heads, classes)

    def _meant(self, head: int) -> int:
        """Return the subject before it that an "it" or "they" stands for ("the frigate trained at sea before it docked")."""
        tokens = self.args.tokens
        tags = {"it": ("NN", "NNP"), "they": ("NNS", "NNPS")}.get(self.args.lows[head], ())
        subjects = (at for at in range(head - 1, -1, -1) if tokens[at].dep in ("nsubj", "nsubjpass") and tokens[at].tag in tags)
        return next(subjects, head)

    def by_nobody(self, place: int) -> bool:
        """Whether what a verb of force says is done by no actor ("hit by an earthquake", "missiles launched from afar")."""
        args = self.args
        if args.below(place, "agent"):
            heads = [kid for by in args.below(place, "agent") for kid in args.below(by, "pobj")]
            return not args.doers(place) and not self.nouns.is_one(heads, frozenset(("forces", "arms", "people")))
        if args.tokens[place].dep not in ("acl", "relcl") or args.doers(place):
            return False
        if not args.is_passive(place) and any(
            self.nouns.event(self.nouns.content(head)) for head in args.surface_subjects(place)
        ):
            return False
        return not any(args.actors(head) for head in (*args.undergoers(place), *args.prepositional(place)))

    def fits(self, place: int, themes: list[int], around: tuple[int, ...], verb: TieVerb) -> bool:
        """Whether the arguments of a verb meet its entry."""
        heads = (*themes, *(around if len(verb.words) > 1 else ()))
        if verb.type == "membership" and "group" in verb.objects and any(self.nouns.is_part(head) for head in heads):
            return False
        if verb.aimed and not self._aimed(place, themes, verb):
            return False
        if verb.bare and self.to_do(place):
            return False
        if "infinitive" in verb.objects:
            acts = self.to_do(place)
            return bool(acts) and (self.nouns.are_actors(around) or (not verb.with_ and self._about_security(place, (), ())))
        if "any" in verb.objects:
            return bool(themes) or self.args.tokens[place].dep != "amod"
        if verb.type == "exercise" and self.args.is_passive(place):
            return False
        if verb.far and not themes and len(verb.words) > 1 and self.args.is_passive(place):
            return True
        if "none" in verb.objects and not themes:
            fought = verb.type == "operation" and self.nouns.is_one(around, frozenset(("people", "forces", "place")))
            return fought or bool(self.nouns.named(around)) or self._together(place, verb)
        if "security" in verb.objects and self._about_security(place, themes, around):
            return True
        if "group" in verb.objects and self.nouns.are_bodies(heads):
            return not self._in_doing(place, themes)
        if verb.undergoer:
            return self.nouns.are_actors(themes) and self.nouns.are_bodies(around or self.args.surface_subjects(place))
        if "organisation" in verb.objects and any((m := self.args.mention(t)) and m.kind == "organisation" for t in themes):
            return True
        if verb.speech and any(self._asked_to(clause) for clause in self.args.below(place, "ccomp")):
            return True
        if verb.speech and any(self.args.owners(t) or self.nouns.named(self.args.prepositional(t, "by", "from")) for t in themes):
            return True
        if verb.type == "aid" and self.args.is_passive(place) and self.args.doers(place) and "actor" in verb.objects:
            return self.nouns.are_actors(themes) or self.nouns.is_one(themes, frozenset(("forces", "people", "backed")))
        if "actor" in verb.objects and (self.nouns.are_actors(themes) or (verb.with_ and self.nouns.named(around))):
            return True
        if "actor" in verb.objects and len(verb.words) > 1 and self.nouns.are_actors(around):
            return True
        if len(verb.words) > 1 and not themes:
            return self.nouns.is_one(around, verb.objects)
        stands = verb.type == "deployment" and verb.with_ and not themes and "place" in verb.objects
        return self.nouns.is_one(around if stands else themes, verb.objects)

    def _where(self, place: int) -> list[str]:
        """Return the states of the place that a "where" stands for ("Gabon, where it keeps troops")."""
        args, token = self.args, self.args.tokens[place]
        stands = token.dep == "relcl" and any(args.lows[kid] == "where" for kid in args.below(place, "advmod"))
        return self.nouns.named((token.head,)) if stands else []

    def to_do(self, place: int) -> tuple[int, ...]:
        """Return the infinitives of a verb."""
        args = self.args
        return tuple(kid for kid in args.below(place, "xcomp", "advcl", "ccomp") if "to" in args.auxiliaries(kid))

    def _aimed(self, place: int, themes: list[int], verb: TieVerb) -> bool:
        """Whether a verb's own prepositions, or a "where", name somebody other than the doer."""
        named = self.nouns.named(p for one in (place, *themes) for p in self.args.prepositional(one, *verb.with_))
        return bool(without(named, self.args.doers(place)) or self._where(place))

    def _asked_to(self, clause: int) -> bool:
        """Whether a clause says what some party should do ("demanded that Chad withdraw")."""
        tokens, heads = self.args.tokens, self.args.below(clause, "nsubj")
        single = any(tokens[head].tag in ("NN", "NNP") for head in heads)  # "that Chad leave" may be tagged as a plural's verb
        plain = tokens[clause].tag == "VB" or (tokens[clause].tag == "VBP" and single)
        bare = plain and not self.args.auxiliaries(clause) - {"should", "must"}
        return bare and self.nouns.are_actors(heads)

    def _in_doing(self, place: int, themes: list[int]) -> bool:
        """Whether a group or its members are joined in some act, which makes nobody a member ("joined ASEAN in calling for")."""
        args = self.args
        plural = (args.lemma(head).lower() for head in themes if args.tokens[head].tag.endswith("S"))
        if any(singular(noun) in self.words.collective for noun in plural):
            return True
        preps = [kid for head in (place, *themes) for kid in args.below(head, "prep") if args.lemma(kid) in _IN_AN_ACT]
        doing = [kid for prep in preps for kid in args.below(prep, "pcomp", "pobj")]
        acts = any(args.is_verb(kid) or self.nouns.event(kid) is not None for kid in doing)
        return acts or self.nouns.is_one([kid for kid in doing if args.lemma(kid) not in _MANNER], _SAID)

    def _together(self, place: int, verb: TieVerb) -> bool:
        """Whether a verb without an object still states an act: by two actors, together, or of exercise or partnership."""
        args = self.args
        doers = args.doers(place)
        jointly = any(args.tokens[kid].text.lower() in ("together", "jointly") for kid in args.below(place, "advmod"))
        heads = args.surface_subjects(place)
        bodies = self.nouns.is_one(heads, frozenset(("forces",))) or any(
            (mention := args.mention(head)) is not None and mention.kind in ("state", "organisation", "force") for head in heads
        )
        if verb.type == "meeting" and any(actor.startswith("org:") for actor in doers):
            return True
        if verb.type == "operation" and self._is_told(place) and self.nouns.is_one(args.below(place, "nsubj"), _CREWED):
            return True  # "our troops are advancing"
        if verb.type == "meeting" and self.by_leaders(place):
            return True
        return jointly or len(doers) > 1 or (verb.type in ("exercise", "partnership") and bool(doers) and bodies)

    def _is_told(self, place: int) -> bool:
        """Whether a verb is finite, or a participle with an auxiliary, and so tells an act of its subject."""
        return self.args.tokens[place].tag in ("VBD", "VBZ", "VBP") or bool(self.args.auxiliaries(place))

    def by_leaders(self, place: int) -> bool:
        """Whether those who act are people who meet for their states ("European leaders gathered")."""
        heads = self.args.surface_subjects(place)
        return any(self.args.plural(head) in self.words.envoys for head in heads)

    def _about_security(self, place: int, themes: Iterable[int], around: Iterable[int]) -> bool:
        """Whether what a verb asks for or speaks of is a security matter."""
        args = self.args
        heads = [*themes, *around, *args.below(place, "ccomp", "xcomp", "advcl")]
        for prep in args.below(place, "prep"):
            heads += args.below(prep, "pobj", "pcomp")
        return any(args.lemma(p) in self.words.military for head in heads for p in args.subtree(head))
