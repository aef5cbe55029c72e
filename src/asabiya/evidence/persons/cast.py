"""Who has been named so far: the people and institutions that later words can point back to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from asabiya.evidence.persons import hints
from asabiya.evidence.persons.apposition import HEADING
from asabiya.evidence.persons.beside import is_complement, is_rank
from asabiya.evidence.persons.bodies import Bodies
from asabiya.evidence.persons.gender import gender_of, sounds_female
from asabiya.evidence.persons.kinds import BE, COMPLEMENT, EPITHET, FORMER
from asabiya.evidence.persons.mentions import Mention, find_mentions
from asabiya.evidence.persons.offices import (
    HEAD,
    ORGANISATION,
    clean_office,
    home_country,
    sector_of,
)
from asabiya.evidence.persons.papers import THAT_WAS
from asabiya.evidence.persons.people import CHIEF, CROWD, Person, alike, ranks_in
from asabiya.evidence.persons.roll import register_people
from asabiya.evidence.persons.wording import in_full
from asabiya.evidence.text.layout import Layout, Sentence

__all__ = ["POSSESSOR", "Cast"]

_STILL: Final = 4
"""How many sentences back an epithet finds the one whom nobody has followed."""
_NEAR: Final = 3
"""How many sentences back a pronoun looks for somebody of known gender."""
POSSESSOR: Final = re.compile(
    r"(?i)(?P<who>his|her|its|their)\s+|(?P<name>[^\W\d_][\w’' -]*?)['’]s?\s+(?=[a-z])"
)
_AHEAD: Final = 450
"""Signs within which somebody is named whose office comes first. [assumed: two short paragraphs]"""


_LEAD: Final = 4
"""Paragraphs within which the lead's "former minister" is named."""


class Cast:
    """The people and institutions of an article, and whom it has named up to a sentence."""

    def __init__(self, layout: Layout) -> None:
        self.view = layout.view
        self.home = home_country(layout.view)
        self.register = register_people(layout, self.home)
        self.bodies = Bodies(layout.view, [(s.start, s.end) for s in layout.sentences], self.home)
        self.focus: str | None = None
        """Id of the person whom the last sentence was about."""
        self.unnamed: list[str] = []
        """Descriptions of those who are kept without a name, the last first."""
        self.leaked: str | None = None
        """Who has seen the letter or heard the recording that this sentence quotes."""
        self.named: list[tuple[int, Person]] = []
        """Whom this sentence names, by offset."""
        self.acting: str | None = None
        """The office in which somebody speaks in this sentence only."""
        self.pair: tuple[Person, Person] | None = None
        """The former and the latter."""
        self._recent: list[str] = []
        self._here: list[str] = []
        self._paragraph = -1
        self._number = 0
        self._start = self._end = 0
        self._ends: dict[int, tuple[int, Person]] = {}
        self._outer: dict[int, Person] = {}

    def names(self, sentence: Sentence) -> None:
        """Note everybody whom a sentence names or describes, with the offices beside the names."""
        if sentence.paragraph != self._paragraph:
            self._here, self._paragraph = [], sentence.paragraph
        self._number = sentence.index
        self._start, self._end = sentence.start, sentence.end
        self.named, self._ends, self._outer = [], {}, {}
        acting = hints.ACTING.search(self.view, sentence.start, sentence.end)
        self.acting = clean_office(acting.group("np")) if acting else None
        for mention in find_mentions(self.view, sentence.start, sentence.end):
            person = self._mentioned(mention, sentence.end)
            # A label, "Varzi: …", says who speaks and not of whom.
            label = mention.outer_start == sentence.start and self.view.startswith(":", mention.end)
            if person is not None and not label:
                self.named.append((mention.start, person))
                self._ends[mention.end] = (mention.start, person)
                self._outer[mention.outer_start] = person
        for match in hints.SOMEBODY.finditer(self.view, sentence.start, sentence.end):
            self.unnamed = [match.group("np"), *self.unnamed][:12]
        leak = hints.LEAKED.search(self.view, sentence.start, sentence.end)
        self.leaked = leak.group("np") if leak else None
        for match in hints.DEFINITE.finditer(self.view, sentence.start, sentence.end):
            found = self.by_office(match.group("np"))
            if len(found) == 1 and all(found[0] is not p for _, p in self.named):
                self.named.append((match.start(), found[0]))
        self.named.sort(key=lambda pair: pair[0])

    def _mentioned(self, mention: Mention, limit: int) -> Person | None:
        name = self.view[mention.start : mention.end]
        beside = " ".join(w for w in (mention.office, mention.title) if w) or None
        found = self.choices(name, office=beside, at=mention.start)
        if len(found) != 1:
            return None
        person = found[0]
        if (short := mention.office) is not None:
            fuller = in_full(self.view, short, mention.outer_start, self.by_office)
            mention = replace(mention, office=fuller or short)
        self.register.describe(person, mention)
        if person.first == mention.start and hints.AGED.match(self.view, mention.end, limit):
            self._foretold(person)
        if mention.office:
            self.inherit(person, mention.office, mention.outer_start)
        bare = mention.office is None or is_rank(mention.office)
        if bare and person.first == mention.start and not any(not is_rank(o) for o in person.described):
            self._presented(person, mention.outer_start)
        self._promote(person, mention.end, limit)
        person.sighted = self._number
        self._here = [person.id, *(k for k in self._here if k != person.id)]
        return person

    def _presented(self, person: Person, at: int) -> None:
        """Somebody without an office of whom the words before have told it.

        For "The preacher was Adel Varzi" and "It was said by a deputy of the bloc. “…,” Adel Varzi added".
        """
        low = max(0, at - 160, self.view.rfind("\n", 0, at) + 1)
        told = hints.WAS.search(self.view, low, at) or (
            at < self._end and hints.CLOSING.search(self.view, low, self._start)
            if low < self._start
            else None
        )
        office = told and (self.register.clean(told.group("np")) or "")
        if told and office and not self.by_office(office):
            self.register.appoint(person, told.group("np"))

    def _foretold(self, person: Person) -> None:
        """Who is first named with his age is the one whom the lead has described: "a former minister"."""
        if len(self.unnamed) == 1 and not person.described and self._paragraph < _LEAD:
            self.register.appoint(person, self.unnamed[0])

    def _promote(self, person: Person, end: int, limit: int) -> None:
        """Note an office that the sentence gives somebody by its verb."""
        verb = hints.MADE.match(self.view, end, limit)
        if verb is None:
            being = hints.BEING.match(self.view, end, limit)
            if being and (person.office is None or is_rank(person.office)):
                self.register.appoint(person, being.group("np"))
            return
        office = re.sub(r"\s+now\s*$", "", verb.group("np"))
        if leads := verb.group("leads"):
            self.register.appoint(person, f"{HEADING[leads]} of {office}")
        elif HEAD.search(office):
            self.register.appoint(person, office)

    def inherit(self, person: Person, office: str, at: int) -> None:
        """A deputy, spokeswoman or successor belongs where the one whose office it is belongs."""
        if person.sector not in (None, "other", "ministries") or not hints.RELATED.search(office):
            return
        sector = None
        of = hints.OF_SOMEBODY.search(office)
        possessor = POSSESSOR.match(office)
        if possessor and possessor.group("who"):
            word = possessor.group("who").lower()
            if word in ("his", "her"):
                owner = self.antecedent("f" if word == "her" else "m", at, learn=False)
                sector = self.register.belongs(owner) if owner else None
            elif body := self.bodies.last(at):
                sector = body.sector
                person.sector = sector or person.sector
                return
        elif possessor or of:
            name = (possessor or of)["name"]  # type: ignore[index]
            owners = self.choices(name, at=at)
            sector = self.register.belongs(owners[0]) if len(owners) == 1 else None
        if person.sector != "ministries":
            person.sector = sector or person.sector

    def closing(self, start: int, end: int) -> Person | None:
        """Who is named by the last words of a noun phrase, "Varzi's aide Mina Tarsh"."""
        at, person = self._ends.get(end, (-1, None))
        # A phrase may begin inside the name, behind its article.
        if person is None or at < start - 4 or is_complement(self.view, at, start):
            return None
        return person

    def beside_owned(self, start: int) -> Person | None:
        """Who is named behind "His superior, " at an offset."""
        owned = hints.OWNED.match(self.view, start)
        return self.apposed(owned.end()) if owned else None

    def described_before(self, office: str) -> str | None:
        """Somebody without a name whom "the official" means: "former trade official"."""
        bare = hints.BARE.fullmatch(office)
        said = (one for one in self.unnamed if bare and COMPLEMENT.split(one)[0].endswith(" " + bare["np"]))
        return next(said, None)

    def apposed(self, end: int) -> Person | None:
        """Who is named in apposition to a description that ends at an offset: "His superior, Gen. Varzi,"."""
        return self._outer.get(end + 2) if self.view.startswith(", ", end) else None

    def presented(self, end: int) -> Person | None:
        """Who is named behind a description that ends at an offset: "The preacher was Adel Varzi"."""
        return next((p for at, p in self.named if end < at and BE.fullmatch(self.view, end, at)), None)

    def named_behind(self, end: int) -> list[Person]:
        """Whom the sentence behind a quotation names: "“We are late.” That was Adel Varzi, on Monday"."""
        said = THAT_WAS.match(self.view, end)
        mention = next(iter(find_mentions(self.view, said.end(), said.end() + 200)), None) if said else None
        if said is None or mention is None or mention.outer_start > said.end() + 4:
            return []
        office = " ".join(w for w in (mention.office, mention.title) if w) or None
        found = self.choices(self.view[mention.start : mention.end], office=office, at=mention.start)
        if len(found) == 1:
            self.register.describe(found[0], mention)
        return found

    def placed(self, at: int) -> bool:
        """Whether a name stands as the complement of another noun, "the district of Turan"."""
        return hints.COMPLEMENT.search(self.view, max(0, at - 16), at) is not None

    def choices(self, name: str, *, at: int, office: str | None = None) -> list[Person]:
        """Those whom a name at an offset may mean: one where something decides."""
        return self.register.choices(name, office=office, at=at, here=self._here)

    def move_on(self, key: str | None) -> None:
        """Remember whom the sentence named, and whom it was about, for the sentences to come."""
        people = list(dict.fromkeys(person.id for _, person in self.named))
        if len(people) > 1:
            self.pair = (self.register.people[people[0]], self.register.people[people[1]])
        led = next(
            (p.id for at, p in self.named if hints.SUBJECT.fullmatch(self.view, self._start, at)), None
        )
        if key is None and led is not None:
            self.focus = key = led
        elif key is None and people and self.focus not in self._here:
            # Nobody else of the paragraph can be meant by "he", unless a verb or a noun has him with it.
            free = (p.id for at, p in self.named if not is_complement(self.view, at, self._start))
            self.focus = people[0] if len(people) == 1 else next(free, self.focus)
        for one in (*people, *([key] if key else [])):
            self._recent = [one, *(k for k in self._recent if k != one)][:50]

    def is_here(self, person: Person) -> bool:
        """Whether this paragraph has named somebody without doubt."""
        return person.id in self._here

    def epithet(self, sector: str | None, words: str) -> Person | None:
        """Whom "the reformist politician" means: whom the last sentence of this paragraph was about."""
        person = self.register.people.get(self.focus or "")
        if words.split()[-1] in ("guest", "visitor"):  # Whom the one it was about has received.
            others = [k for k in self._here if k != self.focus]
            return self.register.people[others[0]] if others else person
        if person is not None and words in ("reporter", "speaker"):
            return person  # Who delivers a report or a speech, several paragraphs long.
        plain = EPITHET.fullmatch(words) or FORMER.match(words)
        if person is None or (person.id not in self._here and not (plain and self._still(person))):
            return None
        if person.gender and gender_of("", words) not in (None, person.gender):
            return None
        unknown = person.sector is None and plain
        return person if unknown or sector in (None, "other", person.sector) else None

    def _still(self, person: Person) -> bool:
        """Whether the article, in its next paragraph, has named nobody else since."""
        return self._recent[:1] == [person.id] and self._number - person.sighted <= _STILL and not self._here

    def antecedent(self, gender: str, at: int, *, learn: bool = True) -> Person | None:
        """Whom "he" or "she" at an offset means; ``learn`` keeps what the pronoun tells."""
        fitting = [p for p in self._antecedents(at) if p.gender in (None, gender)]
        if not fitting:
            return None
        chosen = fitting[0]
        subject = gender == "m" and chosen.id == self.focus and self._number - chosen.sighted == 1
        if chosen.gender is None and not subject and not self._likely(chosen, gender):
            near = [p for p in fitting if self._number - p.sighted <= _NEAR]
            chosen = next((p for p in near if self._likely(p, gender)), chosen)
        if learn:
            chosen.gender = gender
        return chosen

    def _likely(self, person: Person, gender: str) -> bool:
        # Most officials of these articles are men: a woman known is the likelier "she".
        if gender == "f":
            return person.gender == "f" or (person.gender is None and sounds_female(person.name))
        return person.gender == "m" or not sounds_female(person.name)

    def _antecedents(self, at: int) -> Iterable[Person]:
        people = self.register.people
        keys = [person.id for start, person in self.named if start < at]
        # "Receiving Bishop Lang, he said": who is named by the way is not the subject.
        aside = hints.ASIDE.match(self.view, self._start, at) is not None
        keys = ([self.focus] if self.focus and aside else []) + keys
        keys += [self.focus] if self.focus else []
        keys += self._recent
        return (people[k] for k in dict.fromkeys(keys) if k in people)

    def titled(self, words: str) -> list[Person]:
        """Whom a mere form of address means: the last named who bears it."""
        wanted = ranks_in(words)
        known = [self.register.people[k] for k in self._recent if k in self.register.people]
        return [p for p in known if wanted <= p.words()][:1]

    def holder(self, office: str, *, spoken: bool = True) -> Person | None:
        """Whom this paragraph is about, where "the prayer leader" is his and the article has not said so.

        The person has no office so far but a rank, and whoever else holds such an office stands elsewhere.
        Where the office is subject of a sentence that reports no speech (``spoken`` is false), it may also be
        of another sector than the rank, if the sentence before names nobody else.
        """
        person = self.register.people.get(self.focus or "")
        if person is None or self._here[:1] != [person.id] or is_rank(office) or len(self._here) > 1:
            return None
        if (person.office and not is_rank(person.office)) or any(not is_rank(o) for o in person.described):
            return None
        others = [p for p in self.by_office(office) if p.id in self._here]
        sector, own = sector_of(office, home=self.home), self.register.belongs(person)
        uniformed = own in hints.ARMED and sector in hints.ARMED and person.title is not None
        near = (
            self._number - person.sighted in (1, 2)
            and (not spoken or uniformed)
            and not self.by_office(office)
        )
        if near and not others and (" " in office or own is not None):
            self.register.appoint(person, office)
            return person
        if others or sector in (None, "other") or sector != own:
            return None
        self.register.appoint(person, office)
        return person

    def by_office(self, phrase: str) -> list[Person]:
        """Whom "the commander" means: the last named who holds such an office; several in one sentence."""
        for known in hints.STATE_HEADS if hints.HEAD_OF_STATE.fullmatch(phrase) else ():
            if found := self.by_office(known):
                return found
        phrase = hints.PREMIER.sub("prime minister", phrase)
        heads = {m.group().lower().removesuffix("s") for m in HEAD.finditer(phrase)}
        words = ranks_in(phrase) - {"the", "a", "of", "an", "that", "this", "new", "same"}
        people = self.register.people
        order = [p.id for _, p in reversed(self.named)] + self._recent
        fits = [
            people[k]
            for k in dict.fromkeys(order)
            if k in people and heads & (held := people[k].words()) and words <= held
        ]
        if not words & hints.BELOW and not is_rank(phrase):
            fits = [p for p in fits if not ranks_in(p.office or "") & hints.BELOW] or fits
        if not fits:
            late = [p for p in list(people.values())[:CROWD] if heads and words <= p.words()]
            return late if len(late) == 1 else self._in_full_later(phrase) or self._by_sector(phrase)
        tied = [p for p in fits if p.sighted == fits[0].sighted and p.sighted >= 0]
        current = [p for p in tied if words <= ranks_in(p.office or "")] or tied
        return current if len(current) > 1 and self._number != fits[0].sighted else fits[:1]

    def _in_full_later(self, phrase: str) -> list[Person]:
        """ "The president of Lurin" is the one whom the article calls "President" without more."""
        more = hints.OF_PLACE.search(phrase)
        if more is None or ORGANISATION.search(more.group()) or HEAD.search(more.group()):
            return []
        bare = ranks_in(phrase[: more.start()]) - {"the"}
        people = list(self.register.people.values())[:CROWD]
        held = [p for p in people if any(bare == ranks_in(o) for o in p.described) and HEAD.search(phrase)]
        if len(held) != 1 or len(bare) > 3:
            return []
        held[0].described.append(phrase)
        return held

    def introduced(self, office: str, *, definite: bool) -> Person | None:
        """Who is named with nothing but a rank after the first lines have told the office."""
        if self._paragraph > 1 or not (definite or self._number == 0):
            return None
        near = [
            p
            for p in list(self.register.people.values())[:CROWD]
            if self._end < p.first < self._end + _AHEAD and p.sighted < 0 and p.office is None
        ]
        if same := [p for p in near if alike(office, p)]:
            return same[0] if len(same) == 1 else None
        person = min(near, key=lambda p: p.first, default=None)
        if person is None or not all(is_rank(o) or o.startswith("a ") for o in person.described):
            return None
        ranks = ranks_in(" ".join(person.described)) - hints.FORMAL
        if ranks and not hints.UNIFORMED.search(office) and not ranks & ranks_in(office):
            return None
        self.register.appoint(person, office)
        return person

    def _by_sector(self, phrase: str) -> list[Person]:
        """ "The IRGC chief" is the one person named who heads that sector."""
        sector = sector_of(phrase, home=self.home)
        if sector in (None, "other") or not CHIEF.search(phrase):
            return []
        known = [self.register.people[k] for k in self._recent if k in self.register.people]
        heads = [p for p in known if p.sector == sector and CHIEF.search(" ".join(p.offices))]
        return heads if len(heads) == 1 else []
