"""Nouns by what they name, as far as an occasion is told by them: places, gatherings, channels, writings."""

from __future__ import annotations

from typing import Final

from asabiya.evidence.text.wordlist import words

__all__ = [
    "is_body",
    "is_broadcaster",
    "is_formation",
    "is_gathering",
    "is_named_event",
    "is_open_place",
    "is_place",
    "is_region",
    "is_writing",
    "makes_feast",
    "names_place",
    "singular",
]

_VEHICLES: Final = words(
    "aircraft boat bus car carriage ferry flagship frigate helicopter jeep limousine minibus plane"
    " ship tank taxi train tram truck van yacht"
)
_OPEN: Final = words(
    "avenue balcony bandstand barricade beach boulevard bridge campus courtyard crossroads dais deck"
    " dock embankment esplanade fairground farm forecourt ground grounds hill hilltop island lawn"
    " lectern pier pitch platform playground plaza podium porch promenade pulpit quay ramp rampart"
    " road roof rooftop rostrum runway seafront shore site square stage staircase stairs steps street"
    " tarmac terrace veranda waterfront wharf"
)
"""What one stands on."""
_PLACES: Final = (
    _OPEN
    | _VEHICLES
    | words(
        "abbey academy aerodrome airbase airfield airport airstrip alley altar amphitheatre apartment"
        " arcade archive arena arsenal ashram atrium auditorium bakery ballroom barrack barracks base"
        " basement basilica battlefield bazaar bedroom bedside boardroom booth border bookshop bungalow"
        " bunker building cabin cafe cafeteria café camp canteen castle cathedral cell cellar cemetery"
        " center centre chamber chancellery chapel checkpoint church cinema citadel clinic club clubhouse"
        " college compound consulate convent cooperative corridor cottage courthouse courtroom crossing"
        " crypt dacha dam deathbed depot dispensary dockyard dormitory embassy enclosure exchange factory"
        " farmhouse field flat forge front fort fortress foundry foyer frontline garage garden garrison"
        " gate gatehouse grave graveside graveyard guesthouse gurdwara gym gymnasium hall hallway hangar"
        " harbor harbour headquarters hideout hippodrome home homestead hosseiniyeh hospice hospital"
        " hostel hotel house husseiniya hut infirmary inn institute jail jetty junction kindergarten"
        " kitchen kremlin laboratory library lighthouse lobby lodge lodgings lounge lycee lyceum lycée"
        " madrasa madrassa madrasah mansion market marketplace marquee mausoleum memorial mess mill mine"
        " minbar mission monastery monument morgue mortuary mosque museum musalla newsroom nursery"
        " observatory office orchard orphanage outpost pagoda palace park parsonage pavilion pharmacy"
        " plant plantation polyclinic pool port priory prison quarry quarters racecourse racetrack ranch"
        " range rectory refectory refinery residence restaurant roadblock room ruins sanatorium sanctuary"
        " sawmill school schoolyard secretariat seminary shelter shipyard shop shrine slaughterhouse"
        " smelter spaceport stadium stall station steelworks steppe studio supermarket synagogue tavern"
        " teahouse temple tent terminal theater theatre tomb tower trench tunnel university vestry"
        " vicarage villa vineyard ward warehouse works workshop yard zawiya zoo"
    )
)
"""Where one may stand and speak, buildings and open places."""
_ABROAD: Final = words(
    "alun arg barakah basilique belediye caserma caserne casa casino catedral cathédrale cemitério"
    " cementerio chùa cuartel darul dargah deira dom dvorets dzong estadio estádio ermita fortaleza"
    " fuerte grand-place haram hotel hôtel hospital iglesia igreja imamzadeh jame jami jamia kasbah"
    " kasr konak konsulat külliye lavra madraseh maidan majdan masjid maydan medina meidan meydan"
    " mezquita mosquée musallah palacio palais palas palazzo palácio parlamento pasar piazza place"
    " plac plaza plaça ploshchad praça qasr quartel ribat saray serail stade stadion stadyum stupa"
    " teatr teatro théâtre tiananmen universidad universidade université vat wat zavod"
)
"""The same in other languages, as names begin or end with it: "Palacio Quemado", "Imamzadeh Saleh"."""
_GATHERINGS: Final = words(
    "anniversary assembly award banquet baptism breakfast briefing brunch burial celebration"
    " ceremony christening colloquium commemoration commencement concert conclave conference congress"
    " consecration consistory convention convocation coronation debate dedication demonstration"
    " dinner drill enthronement event exercise exhibition expo fair feast festival festivity forum"
    " funeral gala gathering graduation groundbreaking handover hearing iftar inauguration induction"
    " initiation inquest installation interment jirga jubilee khural kurultai launch launching"
    " lecture luncheon lunch majlis mass match matinee meal meeting memorial muster opening"
    " ordination panel parade party picnic pilgrimage plenary plenum prayer prayers premiere"
    " presentation presser procession question-time rally reading reburial reception recital"
    " rehearsal requiem retreat reunion review rite roll-call roundtable screening seminar service"
    " session shura signing sitting summit supper swearing-in symposium talks teach-in townhall"
    " training trial tribunal unveiling vespers vigil wake wedding wreath-laying"
)
"""What people come together for."""
_BROADCASTERS: Final = words(
    "account agency blog broadcast broadcaster bulletin channel daily feed fortnightly gazette"
    " journal livestream magazine messenger monthly network newscast newspaper outlet page paper"
    " podcast portal programme program quarterly radio show site station stream tabloid television"
    " telethon tv vlog webcast website weekly wire"
)
"""By what words go out to everybody."""
_WRITINGS: Final = words(
    "article commentary editorial column essay op-ed affidavit appeal cable circular communique"
    " communiqué decree declaration despatch dispatch dossier e-mail edict email encyclical epistle"
    " fatwa letter manifesto memo memorandum message missive note notice order ordinance pamphlet"
    " petition proclamation reply report statement submission telegram testament ultimatum"
)
"""What somebody has written to others."""
_BODIES: Final = words(
    "assembly cabinet chamber commission committee congress council court diet duma house knesset"
    " legislature majlis majles mejlis ministry parliament politburo rada sejm senate soviet synod"
    " tribunal verkhovna"
)
"""Bodies in session, and the houses that they sit in."""
_FORMATIONS: Final = words(
    "army brigade command company corps department detachment directorate division fleet flotilla"
    " regiment squadron unit"
)
"""Parts of an army or an office that one visits."""
_REGIONS: Final = words(
    "area border capital city coast commune countryside county district east edge frontier front"
    " governorate island municipality north northeast northwest oblast outskirts port prefecture"
    " province quarter region shore south southeast southwest suburb suburbs town township valley"
    " village west zone"
)
"""Parts of a country without a name."""


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


def is_open_place(noun: str) -> bool:
    """Whether a noun names what one stands on: "on the steps"."""
    return singular(noun) in _OPEN


def is_gathering(noun: str) -> bool:
    """Whether a noun names what people come together for."""
    return singular(noun) in _GATHERINGS


def is_broadcaster(noun: str) -> bool:
    """Whether a noun names a channel, a station, a paper or a site."""
    return singular(noun) in _BROADCASTERS


def is_writing(noun: str) -> bool:
    """Whether a noun names what is written to somebody."""
    return singular(noun) in _WRITINGS


def is_body(noun: str) -> bool:
    """Whether a noun names a body that sits: "parliament"."""
    return singular(noun) in _BODIES


def is_formation(noun: str) -> bool:
    """Whether a noun names a part of an army that one visits: "the Second Corps"."""
    return singular(noun) in _FORMATIONS


def is_region(noun: str) -> bool:
    """Whether a noun names a part of a country: "the capital"."""
    return singular(noun) in _REGIONS


_FEASTS: Final = words(
    "garden dinner birthday tea farewell year’s year's eve retirement cocktail wedding anniversary christmas"
    " drinks launch holiday engagement street victory"
)


def makes_feast(word: str) -> bool:
    """Whether a word before "party" makes it a gathering and no body: "garden party"."""
    return word.lower() in _FEASTS


def names_place(noun: str) -> bool:
    """Whether a word of a name means a place in another language: "Plaza", "Masjid"."""
    return noun.lower() in _ABROAD


_EVENTS: Final = frozenset(("Conference", "Congress", "Convention", "Forum", "Summit", "Meeting", "Seminar"))


def is_named_event(phrase: str) -> bool:
    """Whether a gathering has a name of its own, so that it is no word for those who came.

    >>> is_named_event("National Security Conference"), is_named_event("Constituent Assembly")
    (True, False)
    """
    parts = phrase.split()
    return len(parts) > 1 and parts[0][:1].isupper() and parts[-1] in _EVENTS
