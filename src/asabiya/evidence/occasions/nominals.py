"""Noun phrases as they stand in a sentence: first word, noun, and the end of their complements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from asabiya.evidence.occasions.audience import is_people
from asabiya.evidence.occasions.expressions import MONTH, find_dates
from asabiya.evidence.occasions.sorts import (
    is_body,
    is_broadcaster,
    is_formation,
    is_gathering,
    is_open_place,
    is_place,
    is_region,
    is_writing,
    makes_feast,
    names_place,
)
from asabiya.evidence.text.wordlist import PAST, words

__all__ = ["Nominal", "Nominals", "is_name", "is_talk", "points_back"]

_TOKEN: Final = re.compile(
    r"(?:St|Ste|Mt|Ft|No|Gen|Dr|Col|Lt|Maj|Capt|Brig|Adm|Sgt|Prof|Rev|Mr|Mrs|Ms)\.|(?:[A-Z]\.){2,}"
    r"|[^\W_](?:[\w’'-]|\.(?=\w)|,(?=\d{3}\b))*"
)
_GAP: Final = re.compile(r"\s+")
_DAYS: Final = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Yy]esterday|[Tt]oday"
    r"|(?:last|this)\s+(?:week|month|year))"
)
_DETERMINER: Final = re.compile(
    rf"(?:(?:both|all|half)\s+(?:of\s+)?)?(?:{_DAYS}[’']s|one\s+of\s+(?:the|his|her|their|its|our)|the|an?|his|her|their|its"
    r"|our|my|your|this|that|these|those|another|each|every|some|any|no)\s+(?:(?:capital|city|town|province|village|country)[’']s\s+)?",
    re.IGNORECASE,
)
_CLOSED: Final = words(
    "of in at on to for with from by as into onto upon under over after before about against between"
    " among amid around across along behind beside beyond despite during except inside near off"
    " outside past per since through throughout till until toward towards unlike via within without"
    " aboard alongside who whom whose which that what where when why how while if because although"
    " though unless whether than so and or but nor yet both either neither not he she it they we i"
    " you him them us me himself herself itself themselves is are was were be been being am has have"
    " had having do does did will would shall should may might can could must the a an his her their"
    " its our my your this these those there here today yesterday tonight tomorrow now then ago again"
    " also later earlier late early soon only just too even meanwhile however instead abroad together"
    " alone away ahead once twice recently shortly ever never still already live dated held given"
    " made said told says tells read seen shown sent heard put set met opens begins starts ends meets"
    " takes sits runs wrote"
)
"""Words that no noun phrase goes on over."""
_AL: Final = re.compile(r"(?:al|el|an|as|ad|ar|at|az)-[^\W\d_a-z]")
_OPENERS: Final = words(
    "the a an in on at of to for he she it they we i his her its their this that and but as when"
)
"""Those that stand for no name when they bear a capital."""
_PARTICLES: Final = words(
    "los las lo den der am"
    " de da do dos das du des del della di la le les el al ul ye e bin ibn van von of the y"
)
"""Small words inside names: "Palácio da Alvorada"."""
_PAST: Final = re.compile(rf"(?:{PAST})")
_NAMED: Final = words(
    "account agency avenue barracks base bridge broadcaster building café cafe camp cathedral centre"
    " center channel church cinema club college daily district farm feed field fort gate hall hill"
    " hospital hotel house inn island journal magazine mill mine monthly mosque network newspaper"
    " outlet palace park paper plaza podcast port portal post prison programme program quarry radio"
    " restaurant room school shaft show site square stadium station studio television terminal tower"
    " tv villa ward weekly website"
)
"""Nouns that a name or a number may follow: "the daily Hlas", "Camp Nine"."""
_TALKS: Final = words(
    "address appearance broadcast call chat comment conversation debate discussion homily interview"
    " message oration phone-in remark remarks sermon speech statement talk"
)
_SPEECHES: Final = words("sermon homily lecture speech address")
_PART: Final = words("opening closing concluding introductory inaugural keynote main same")
_TO: Final = words(
    "address visit speech lecture sermon message tribute farewell reception introduction remarks reply"
)
_OFF: Final = re.compile(
    r"\s+(?:on|at)\s+the\s+(?:edge|outskirts|banks?|shores?|border|road|slopes|coast|foot|sidelines|margins|site|grounds)\s+(?:of|with|to|between)\s+"
)
_IN_HONOUR: Final = re.compile(
    r"\s+in\s+(?:memory|honou?r|support|solidarity|remembrance|commemoration|celebration|praise|protest|tribute)\s+(?:of|with|at|against|to)\s+"
)
_IN_TOPIC: Final = re.compile(r"\s+(?:in|for|within|among|against)\s+(?=the\s|its\s)")
_PREPOSITION: Final = re.compile(
    r"\s+(?P<prep>of|with|for|between|among|against|to|at|in|inside|outside|near|on|by)\s+(?!front\s+of\b)"
)
_TONGUES: Final = words(
    "Arabic Armenian Azeri Bengali Burmese Chinese Dari English Farsi French German Greek Hebrew"
    " Hindi Kazakh Khmer Korean Kurdish Kyrgyz Lao Latin Mandarin Pashto Persian Portuguese Russian"
    " Spanish Swahili Tajik Turkish Ukrainian Urdu Uzbek Vietnamese"
)
_MONTH: Final = re.compile(rf"{MONTH}$")
_LONGEST: Final = 10
"""Most words of a noun phrase without its complements. [assumed]"""
_MOST: Final = 5
"""Most complements. [assumed]"""


@dataclass(frozen=True)
class Nominal:
    """A noun phrase of a sentence, by offsets; its first word is the one behind articles and possessives."""

    text: str
    start: int
    end: int
    head: str
    """Its noun; the last word of a name."""
    determined: bool
    """Whether an article or a possessive stands before it."""

    @property
    def words(self) -> str:
        """The phrase on one line."""
        return " ".join(self.text[self.start : self.end].split())


def is_name(words: str) -> bool:
    """Whether words are a name, no month and no language.

    >>> is_name("Rio Branco"), is_name("March"), is_name("Persian"), is_name("the port")
    (True, False, False, False)
    """
    parts = words.split()
    if (
        not parts
        or not (parts[0][0].isupper() or _AL.match(parts[0]))
        or _MONTH.match(parts[0])
        or parts[0] in _TONGUES
    ):
        return False
    return all(
        part[0].isupper() or part[0].isdigit() or part in _PARTICLES or _AL.match(part) for part in parts
    )


def is_talk(noun: str) -> bool:
    """Whether a noun is what somebody says at length: "address"."""
    return noun.lower() in _TALKS


def points_back(venue: str) -> bool:
    """Whether words name a gathering or a speech so barely that one told before is meant.

    >>> points_back("session"), points_back("closing speech"), points_back("rally in Karst")
    (True, True, False)
    """
    parts = venue.split()
    if len(parts) > 2 or not venue.islower():
        return False
    return (len(parts) == 1 and is_gathering(venue)) or (
        len(parts) == 2 and parts[0] in _PART and is_talk(parts[1])
    )


class Nominals:
    """Reads noun phrases of one sentence, of which none reaches over a date."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _dates(self) -> list[tuple[int, int]]:
        return [(m.start, m.end) for m in find_dates(self.text, 0, len(self.text))]

    def is_date(self, at: int) -> bool:
        """Whether a date stands at an offset."""
        return any(a <= at < b for a, b in self._dates)

    def _limit(self, at: int) -> int:
        """Where the next date begins."""
        return next((a for a, _ in self._dates if a >= at), len(self.text))

    def _run(self, at: int, end: int) -> list[re.Match[str]]:
        """The words that may belong together from an offset on."""
        run: list[re.Match[str]] = []
        seen = False
        while len(run) < _LONGEST and at < end:
            token = _TOKEN.match(self.text, at, end)
            if token is None:
                break
            word = token.group()
            low = word.lower()
            if low in _CLOSED and (word[0].islower() or low in _OPENERS):
                particle = run and low in _PARTICLES and run[-1].group()[0].isupper()
                after = _TOKEN.match(self.text, token.end() + 1, end) if particle else None
                if low in ("of", "the", "e", "y") or after is None or not after.group()[0].isupper():
                    break
            elif (
                run
                and word[0].islower()
                and _is_verbal(
                    low, noun=seen or run[-1].group().endswith("s") or run[-1].group()[0].isupper()
                )
            ):
                break
            if run and low == "broadcast" and is_talk(run[-1].group()):
                break
            seen = seen or _is_sort(low)
            run.append(token)
            gap = _GAP.match(self.text, token.end(), end)
            if gap is None:
                break
            at = gap.end()
        while (
            run
            and run[-1].group().endswith("ly")
            and run[-1].group()[0].islower()
            and not _is_sort(run[-1].group())
        ):
            run.pop()
        return run

    def _begin(self, at: int) -> int:
        """The first word behind articles and possessives."""
        determiner = _DETERMINER.match(self.text, at)
        return determiner.end() if determiner else at

    def any(self, at: int) -> Nominal | None:
        """The noun phrase at an offset, of whatever kind, without complements."""
        begin = self._begin(at)
        run = self._run(begin, self._limit(begin))
        if not run:
            return None
        end = self._joined(run)
        return Nominal(self.text, run[0].start(), end, run[-1].group(), begin > at)

    def _joined(self, run: list[re.Match[str]]) -> int:
        """The end of a phrase with what "and" joins to it: "ministers and governors"."""
        end = run[-1].end()
        link = re.compile(r",?\s+and\s+(?:the\s+)?").match(self.text, end)
        if link is None:
            return end
        other = self._run(link.end(), self._limit(link.end()))
        if not other or len(other) > 4:
            return end
        behind = self.text[other[-1].end() : other[-1].end() + 12]
        alike = run[-1].group()[0].isupper() == other[-1].group()[0].isupper()
        plural = run[-1].group().endswith(("s", "n")) and other[-1].group().endswith(("s", "n", "e"))
        adjectives = len(other) > 1 and other[-1].group().endswith("s") and run[-1].group().islower()
        closed = not re.match(r"\s+(?:is|are|was|were|has|have|had|will|said|told|which)\b", behind)
        return (
            other[-1].end()
            if closed and ((alike and (plural or is_name(other[0].group()))) or adjectives)
            else end
        )

    def of_sort(self, at: int) -> Nominal | None:
        """The noun phrase at an offset if its noun names a place, a gathering, a channel or a writing."""
        begin = self._begin(at)
        end = self._limit(begin)
        if end == begin:
            # "Friday prayers" and "the May Day parade" begin with a date and are none.
            end = next((a for a, _ in self._dates if a > begin), len(self.text))
        run = self._run(begin, end)
        for last in range(len(run) - 1, -1, -1):
            word = run[last].group()
            if last and f"{run[last - 1].group()} {word}".lower() in _COMPOUNDS:
                return Nominal(self.text, run[0].start(), run[last].end(), "session", begin > at)
            feast = word.lower() != "party" or (last and makes_feast(run[last - 1].group()))
            if feast and (_is_sort(word) or (names_place(word) and word[0].isupper())):
                break
            if not (word[0].isupper() or word[0].isdigit() or word in _PARTICLES or _AL.match(word)):
                return None
        else:
            first = run[0].group() if run else ""
            named = next((t.group() for t in run if names_place(t.group()) and t.group()[0].isupper()), None)
            if named is None or not first[0].isupper():
                return None
            return Nominal(self.text, run[0].start(), run[-1].end(), named, begin > at)
        head = run[last].group()
        follows = head.lower() in _NAMED or names_place(head)
        if last and head[0].isupper() and run[last - 1].group()[0].isupper() and is_place(head):
            # "At the Great Mosque Sheikh Anwar said": the mosque has its name already.
            follows = False
        stop = run[-1] if follows and last + 1 < len(run) <= last + 5 else run[last]
        if self.is_date(run[0].start()) and last == 0:
            return None
        return Nominal(self.text, run[0].start(), stop.end(), head, begin > at)

    def whole(self, one: Nominal) -> Nominal:
        """The phrase with its complements: "ceremony at the police academy in Karst"."""
        end, last = one.end, one
        first = self.text[one.start : one.end].split()[0]
        named = (
            is_gathering(one.head) and first[0].isupper() and not re.match(_DAYS, first) and " " in one.words
        )
        for _ in range(_MOST):
            inner = self._complement(one.head, end, named=named) or self._topic(one, last)
            if inner is None:
                break
            end, last = inner.end, inner
        return Nominal(self.text, one.start, end, one.head, one.determined)

    def _house(self, found: re.Match[str]) -> Nominal | None:
        """Where a speech was held: "sermon at the State Mosque"."""
        place, inner = self.of_sort(found.end()), self.any(found.end())
        if place and (is_place(place.head) or names_place(place.head)):
            return place
        return inner if inner and found["prep"] == "at" and is_name(inner.words) else None

    def _topic(self, one: Nominal, last: Nominal) -> Nominal | None:
        """What a topic is of or in: "meeting on discipline in the armed forces"."""
        if not is_gathering(one.head) or last is one or " on " not in self.text[one.end : last.start]:
            return None
        found = _IN_TOPIC.match(self.text, last.end)
        inner = self.any(found.end()) if found and not self.is_date(found.end()) else None
        return inner if inner and inner.determined else None

    def _complement(self, head: str, end: int, *, named: bool) -> Nominal | None:
        """The complement that stands at an offset, if it belongs to the noun or to the complement before."""
        gathering = is_gathering(head) or is_body(head)
        off = _OFF.match(self.text, end)
        if off:
            return self.any(off.end())
        if gathering and (honour := _IN_HONOUR.match(self.text, end)):
            return self.any(honour.end())
        found = _PREPOSITION.match(self.text, end)
        if found is None or self.is_date(found.end()) or self.is_date(found.start("prep")):
            return None
        prep = found["prep"]
        inner = self.any(found.end())
        if inner is None:
            return None
        if prep == "of":
            return inner
        talk = head.lower() in _TALKS
        if prep in ("with", "for", "between", "among", "against"):
            feast = talk and inner.determined and inner.words[0].isupper()
            people = gathering or head.lower() == "interview" or (prep == "for" and (is_place(head) or feast))
            thing = inner.head.endswith("ing") and inner.start == inner.end - len(inner.head)
            if prep == "with" and not (
                is_people(inner.words) or inner.determined or inner.head.endswith("s") or is_name(inner.words)
            ):
                return None
            indefinite = re.match(r"an?\s", self.text[found.end() :]) is not None and not is_people(
                inner.words
            )
            return (
                inner
                if people and not thing and not indefinite and inner.head.lower() not in _NOBODY
                else None
            )
        if prep == "to":
            open_to = head.lower() in _TO or is_writing(head) or talk
            return (
                inner
                if open_to and (inner.determined or is_name(inner.words) or inner.head.endswith("s"))
                else None
            )
        if prep == "by":
            return None
        if head.lower() in _SPEECHES and prep in ("at", "in", "inside"):
            return self._house(found)
        if prep == "on" and talk and head != "statement":
            medium = self.of_sort(found.end())
            return medium if medium and is_broadcaster(medium.head) else None
        if not (gathering or is_place(head) or names_place(head) or is_region(head)):
            return None
        if named and prep == "in" and (is_name(inner.words) or is_region(inner.head)):
            # A gathering with a name of its own is called so wherever it meets.
            return None
        place = self.of_sort(found.end())
        if place and (is_place(place.head) or names_place(place.head)):
            return place if prep != "on" or is_open_place(place.head) or names_place(place.head) else None
        if prep == "on":
            topic = gathering and not is_name(inner.words) and not is_broadcaster(inner.head)
            return inner if topic and inner.head.lower() not in _DAYS_NAMED else None
        return inner if is_name(inner.words) or (is_region(inner.head) and inner.determined) else None


_COMPOUNDS: Final = frozenset(
    ("question time", "question hour", "roll call", "question period", "training course")
)
"""Gatherings whose noun by itself is none."""
_DAYS_NAMED: Final = words(
    "birthday eve anniversary occasion day night morning evening afternoon weekend sidelines margins edge way"
)
_NOBODY: Final = words("first second third time example instance months weeks years days hours once")


def _is_verbal(low: str, *, noun: bool) -> bool:
    """Whether a word behind others is a participle or a past tense and no part of a noun phrase."""
    if not noun or _is_sort(low):
        return False
    return low.endswith(("ed", "ing")) or _PAST.fullmatch(low) is not None


@lru_cache(maxsize=4096)
def _is_sort(word: str) -> bool:
    sorts = (is_place, is_gathering, is_broadcaster, is_writing, is_body, is_formation)
    return any(is_one(word) for is_one in sorts)
