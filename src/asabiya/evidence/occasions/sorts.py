"""Nouns by what they name, as far as an occasion is told by them: places and gatherings."""

from __future__ import annotations

from typing import Final

from asabiya.evidence.text.wordlist import words

__all__ = ["is_gathering", "is_named_event", "is_place", "singular"]

_PLACES: Final = words(
    "abbey academy aerodrome airbase airfield airport airstrip alley altar amphitheatre apartment arcade"
    " arena arsenal ashram atrium auditorium avenue bakery balcony ballroom bandstand barrack barracks"
    " barricade base basement basilica bazaar beach bedroom bedside boulevard bridge building bungalow"
    " bunker cabin cafe cafeteria café camp campus canteen castle cathedral cell cellar cemetery center"
    " centre chancellery chapel checkpoint church citadel clinic club clubhouse college compound consulate"
    " convent corridor cottage courthouse courtroom courtyard crossing crossroads crypt dacha dam deathbed"
    " depot dock dockyard dormitory embankment embassy esplanade estate factory fairground farm farmhouse"
    " field flat forecourt fort fortress foundry foyer frontline garage garden garrison gate gatehouse"
    " grave graveside graveyard ground grounds guesthouse gurdwara gym gymnasium hall hallway hangar"
    " harbor harbour headquarters hideout hill hilltop hippodrome home homestead hospice hospital hostel"
    " hotel house hut infirmary inn institute jail jetty junction kindergarten kitchen laboratory library"
    " lighthouse lobby lodgings lounge lycee lyceum madrasa madrassa mansion market marketplace marquee"
    " mausoleum memorial mess mill mine monastery monument morgue mortuary mosque museum newsroom nursery"
    " observatory orchard orphanage outpost pagoda palace park parsonage pavilion pier pitch plant"
    " plantation platform playground plaza podium polyclinic pool porch priory prison promenade pulpit"
    " quarry quay racecourse ranch refectory refinery residence restaurant road roadblock roof rooftop"
    " rostrum ruins sanatorium sanctuary sawmill school schoolyard seafront seminary shelter shipyard shop"
    " shore shrine site slaughterhouse smelter square stadium stage staircase stairs station steelworks"
    " steppe steps street studio synagogue tarmac tavern teahouse temple tent terminal terrace theater"
    " theatre tomb tower trench tunnel university veranda villa vineyard ward warehouse waterfront wharf"
    " workshop yard zoo"
)
"""Where one may stand and speak, buildings and open places."""
_GATHERINGS: Final = words(
    "assembly award banquet baptism breakfast briefing burial celebration ceremony christening colloquium"
    " commemoration commencement concert conclave conference congress convention convocation coronation"
    " debate dedication demonstration dinner drill enthronement event exercise exhibition expo fair feast"
    " festival festivity forum funeral gala gathering graduation groundbreaking handover hearing iftar"
    " inauguration induction initiation inquest inspection installation interment launch launching lecture"
    " lunch luncheon match matinee meal meeting opening ordination panel parade party picnic pilgrimage"
    " plenary plenum prayers premiere presentation procession rally reading reburial reception recital"
    " rehearsal requiem retreat reunion rite roundtable screening seminar service session signing sitting"
    " summit supper swearing-in symposium talks teach-in townhall training trial tribunal unveiling"
    " vespers vigil wake wedding welcome workshop"
)
"""What people come together for."""


def singular(noun: str) -> str:
    """A noun in small letters without the ending of a plural.

    >>> singular("Cemeteries"), singular("churches"), singular("halls"), singular("barracks")
    ('cemetery', 'church', 'hall', 'barracks')
    """
    word = noun.lower().removesuffix("’s").removesuffix("'s")
    if word in _PLACES or word in _GATHERINGS or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "xes")) else word[:-1]


def is_place(noun: str) -> bool:
    """Whether a noun names a building or an open place."""
    return singular(noun) in _PLACES


def is_gathering(noun: str) -> bool:
    """Whether a noun names what people come together for."""
    return singular(noun) in _GATHERINGS


_EVENTS: Final = frozenset(("Conference", "Congress", "Convention", "Forum", "Summit", "Meeting", "Seminar"))


def is_named_event(phrase: str) -> bool:
    """Whether a gathering has a name of its own, so that it is no word for those who came.

    >>> is_named_event("National Security Conference"), is_named_event("Constituent Assembly")
    (True, False)
    """
    parts = phrase.split()
    return len(parts) > 1 and parts[0][:1].isupper() and parts[-1] in _EVENTS
