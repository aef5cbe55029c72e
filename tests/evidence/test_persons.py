"""Who is who: spellings of one name, namesakes, offices, pronouns, institutions and those without a name."""

from __future__ import annotations

import time

import pytest

from asabiya.evidence import Statement, read_text
from asabiya.evidence.persons.cast import Cast
from asabiya.evidence.persons.gender import gender_of
from asabiya.evidence.persons.offices import clean_office, sector_of
from asabiya.evidence.persons.people import Register
from asabiya.evidence.persons.spelling import Fit, fit, same_name, same_word
from asabiya.evidence.text.layout import lay_out, paragraphs

ONE_NAME = """
Eje'i Ejei|Ejei Ezhei|Eje’i Ezhei|Ejdari Ezhdari|Qassem Ghasem|Kassem Qassem|Tavakoli Tavakkoli
Naqdian Naghdian|Mohammad Mohammed|Muhammad Mohamed|Yegorin Egorin|Sobolyev Sobolev|Dmitry Dmitri
Hrynkevič Hrynkevich|Hrynkevič Hrynkevic|Aleś Ales|Ríos Rios|Yusuf Youssef|Omar Umar|Qaddafi Gaddafi
Mousavi Musavi|Rouhani Rowhani|Hossein Hussein|Wladimir Vladimir|Sergei Sergey|Ahmed Ahmad|Saeed Said
Jafari Ja'fari|Zhukov Jukov|Khalid Khaled|Fatemeh Fatimah|Ibrahim Ebrahim|Nasrallah Nasrullah
Soleimani Suleimani|Larijani Laridjani|Şahin Shahin|Şahin Sahin|Erdoğan Erdogan|Kouyaté Kouyate
Andrei Andrey|Yeltsin Eltsin|Gorbachev Gorbatchev|Lukashenko Lukaschenko|Haidar Haydar|Qaani Ghaani
Mahmud Mahmoud|Hasan Hassan|Fyodor Fiodor|Kovalyov Kovalev|Artyom Artiom|Aliyev Aliev|Quintero Kintero
Hamdani Hamadani|Abdullah Abdallah
"""

TWO_NAMES = """
Beketov Beketova|Sobolev Sobolyeva|Petrov Petrova|Petrov Petrovich|Wang Weng|Zhang Zheng|Zhang Jiang
Lin Lim|Chen Chan|Min Man|Hasan Hussein|Hamed Hamid|Amer Amir|Salem Salam|Majed Majid|Karimov Karimi
Mahmoud Mohammad|Ali Eli|Ivanov Ivanenko|Rahman Rahimi|Nasser Nazari|Kim Kin|Hadi Mahdi|Rezaei Razavi
Safavi Safari|Salami Salehi|Jafari Jabari|Dorn Dern|Marsh March|Sadr Sadri|Thein Than|Soe Saw|Kaya Koya
Karim Karam|Rashid Rashad|Khalid Khalil|Hosni Hasan|Bakri Bakr|Wael Wali|Moradi Muradov
"""


def pairs(table: str) -> list[tuple[str, str]]:
    found = [tuple(pair.split()) for line in table.split("\n") for pair in line.split("|") if pair]
    return [(one, other) for one, other in found]


@pytest.mark.parametrize(("one", "other"), pairs(ONE_NAME))
def test_spellings_of_one_name_join(one: str, other: str) -> None:
    assert same_word(one, other)
    assert same_word(other, one)


@pytest.mark.parametrize(("one", "other"), pairs(TWO_NAMES))
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert not same_word(one, other)
    assert not same_word(other, one)


def test_the_table_is_large_enough() -> None:
    assert len(pairs(ONE_NAME)) >= 40
    assert len(pairs(TWO_NAMES)) >= 40


@pytest.mark.parametrize(
    ("full", "mention", "how"),
    [
        ("Gholam-Hossein Mohseni-Ejdari", "Mohseni Ezhdari", Fit.LAST),
        ("Gholam-Hossein Mohseni-Ejdari", "Gholamhossein Ejdari", Fit.WHOLE),
        ("Gholam-Hossein Mohseni-Ejdari", "Mohseni", Fit.MIDDLE),
        ("Abdel-Karim al-Hadi", "Abdul Karim El Hadi", Fit.WHOLE),
        ("Abdel-Karim al-Hadi", "Al-Hadi", Fit.LAST),
        ("Abdel-Karim al-Hadi", "Hadi", Fit.LAST),
        ("Yusuf Abu Dharr", "Abu Dharr", Fit.LAST),
        ("Yusuf Abu Dharr", "Dharr", None),
        ("Nikolai Petrovich Sobolev", "Nikolai Petrovich", Fit.WHOLE),
        ("Nikolai Petrovich Sobolev", "N. Sobolev", Fit.WHOLE),
        ("Nikolai Petrovich Sobolev", "I. Sobolev", None),
        ("Nikolai Petrovich Sobolev", "Petrovich", Fit.MIDDLE),
        ("Vladimir Quintero Salas", "Quintero Salas", Fit.LAST),
        ("Vladimir Quintero Salas", "Vladimir", Fit.GIVEN),
        ("Lin Zhaowen", "Lin", Fit.LAST),
        ("Ali-Akbar Mousavinia", "Mousavi-Nia", Fit.LAST),
        ("Mohammad-Reza Naqdian", "Mohammed Reza Naghdian", Fit.WHOLE),
        ("Mohammad-Reza Naqdian", "Mohammad Naqdian", None),
        ("Mohammad-Reza Naqdian", "Mahmoud Naqdian", None),
        ("Aslan Beketov", "Aslan", Fit.GIVEN),
        ("Aslan Beketov", "Timur Beketov", None),
    ],
)
def test_a_mention_fits_a_name(full: str, mention: str, how: Fit | None) -> None:
    assert fit(full, mention) == how


def test_the_article_s_first_spelling_of_a_whole_name_is_kept() -> None:
    assert same_name("Ali-Akbar Mousavinia", "Ali Akbar Mousavi Nia")
    assert not same_name("Ali-Akbar Mousavinia", "Mousavinia")


def test_a_register_enters_one_person_once() -> None:
    register = Register(None)
    first = register.add("Dmitry Yegorin", 0)
    assert register.add("Dmitri Egorin", 50) is first
    assert register.add("Anna Yegorina", 90) is not first
    assert [p.name for p in register.choices("Egorin", at=200)] == ["Dmitry Yegorin"]


@pytest.mark.parametrize(
    ("phrase", "sector"),
    [
        ("general secretary of the Workers' Party", "leader"),
        ("crown prince", "leader"),
        ("king", "leader"),
        ("junta leader", "leader"),
        ("chairman of the Revolutionary Command Council", "leader"),
        ("commander of the Republican Guard", "guards"),
        ("head of the presidential guard", "guards"),
        ("deputy commander of Rosgvardia", "guards"),
        ("leader of a pro-government militia", "basij"),
        ("head of the mukhabarat", "police"),
        ("director of the Federal Security Service", "police"),
        ("chairman of the State Security Committee", "police"),
        ("chief of the gendarmerie", "police"),
        ("union minister for information", "ministries"),
        ("secretary of the Security Council", "ministries"),
        ("head of the customs service", "ministries"),
        ("governor of Kamsk", "ministries"),
        ("president of the constitutional court", "judiciary"),
        ("military prosecutor", "judiciary"),
        ("attorney general", "judiciary"),
        ("prosecutor general", "judiciary"),
        ("grand mufti", "clergy"),
        ("metropolitan of Orlovsk", "clergy"),
        ("abbot of the Great Pagoda", "clergy"),
        ("commander of the Southern Theatre Command", "army"),
        ("chief of the general staff", "army"),
        ("senior general", "army"),
        ("two colonels", "army"),
        ("general manager of the state bank", "other"),
        ("exiled president", "other"),
        ("spokeswoman of the banned Unity Party", "other"),
        ("defence counsel", "lawyers"),
        ("editor of the daily Bamdad", "media"),
        ("agency Turgenpress", "media"),
        ("third officer", None),
    ],
)
def test_sectors_of_many_regimes(phrase: str, sector: str | None) -> None:
    assert sector_of(phrase) == sector


def test_an_office_without_the_name_of_its_country() -> None:
    assert clean_office("Tarsovia’s interior minister") == "interior minister"
    assert clean_office("Tamayo’s lawyer") == "lawyer"
    assert clean_office("president’s former chief of security") == "president’s former chief of security"


@pytest.mark.parametrize(
    ("name", "described", "gender"),
    [
        ("Galina Tross", "", None),
        ("Mustafa Kara", "", "m"),
        ("Wei Guoqiang", "", None),
        ("Wei Guoqiang", "Mrs", "f"),
        ("Tatiana Sobolyeva", "", "f"),
        ("Yuri Andreyevich Lisin", "", "m"),
        ("Greta Volm", "deputy chairman", "f"),
        ("Abdel-Karim al-Hadi", "", "m"),
    ],
)
def test_gender_by_name_and_address(name: str, described: str, gender: str | None) -> None:
    assert gender_of(name, described) == gender


def said(text: str, *, author: str | None = None) -> list[Statement]:
    found = read_text(f"A Headline Of Some Words\n\n{text}\n", author=author).statements
    return [s for s in found if s.kind not in ("author", "ascribed")]


NAMESAKES = (
    "Captain Moussa Kouyara, the spokesman of the committee, and Captain Ibrahim Kouyara, the garrison "
    "commander in Tessit, are not related.\n\n"
)


def test_namesakes_that_nothing_tells_apart_are_flagged() -> None:
    [one] = said(NAMESAKES + "“It is a misunderstanding,” Captain Kouyara said.")
    assert one.speaker.name is None
    assert one.speaker.id is None
    assert one.speaker.candidates == ("ibrahim-kouyara", "moussa-kouyara")
    assert (one.office, one.sector) == (None, None)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("“It is a misunderstanding,” Ibrahim Kouyara said.", "Ibrahim Kouyara"),
        ("“It is a misunderstanding,” the garrison commander said.", "Ibrahim Kouyara"),
        ("Moussa Kouyara came late. “It is a misunderstanding,” Kouyara said.", "Moussa Kouyara"),
        ("“It is a misunderstanding,” Spokesman Kouyara said.", "Moussa Kouyara"),
    ],
)
def test_namesakes_that_something_tells_apart(sentence: str, name: str) -> None:
    [one] = said(NAMESAKES + sentence)
    assert one.speaker.name == name
    assert one.speaker.candidates == ()


def test_an_office_changes_within_an_article() -> None:
    first, second, third = said(
        "Mehdi Farrokhi, then governor of Sarv, said on 3 May 2016, “I will drink no water.”\n\n"
        "Interior Minister Farrokhi said on 9 May 2020, “Whoever blocks a road will be broken.”\n\n"
        "“I am an old man,” the former interior minister said."
    )
    assert [s.speaker.id for s in (first, second, third)] == ["mehdi-farrokhi"] * 3
    assert [s.office for s in (first, second, third)] == [
        "governor of Sarv",
        "Interior Minister",
        "former interior minister",
    ]


def test_an_institution_is_one_under_its_short_name() -> None:
    first, second = said(
        "The National Committee for Salvation said on 3 May 2016, “Every soldier stays.”\n\n"
        "“Nobody has left,” the committee said."
    )
    assert first.speaker.id == second.speaker.id == "national-committee-for-salvation"
    assert second.institution == "National Committee for Salvation"


def test_a_deputy_belongs_where_the_one_above_belongs() -> None:
    [one] = said(
        "Major General Qassem Tavakoli commands the Revolutionary Guards. The commander of the Revolutionary "
        "Guards, Qassem Tavakoli, came alone. His deputy, Navid Naqdian, said, “We are one.”"
    )
    assert (one.speaker.name, one.office, one.sector) == ("Navid Naqdian", "deputy", "guards")


def test_the_unnamed_stay_unnamed() -> None:
    [one] = said("“We are all confused,” said a senior officer, who asked not to be named.")
    assert one.speaker.id is None
    assert one.speaker.name == "senior officer"
    assert one.speaker.candidates == ()


def test_a_president_leads_where_nobody_stands_above_him() -> None:
    [alone] = said("President Leo Marsh said, “We are one.”")
    [below] = said("President Leo Marsh said, “We are one.” The Supreme Leader was not there.")
    assert (alone.sector, below.sector) == ("leader", "ministries")


def test_who_has_seen_a_leaked_letter_stands_between() -> None:
    [one] = said("In a leaked letter seen by the Harbour Gazette, General Kurt Adler wrote: “We are lost.”")
    assert (one.speaker.name, one.via) == ("Kurt Adler", ("Harbour Gazette",))


def test_the_unnamed_are_met_again() -> None:
    [one] = said("A source in the ministry put it differently. “We arrest boys,” the source said.")
    assert (one.speaker.name, one.speaker.id, one.sector) == ("source in the ministry", None, "ministries")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The former said on 3 May 2016, “I am not afraid.”", "Ostap Wren"),
        ("The latter said on 3 May 2016, “I am not afraid.”", "Galina Tross"),
        ("He said on 3 May 2016, “I am not afraid.”", "Ostap Wren"),
        ("She said on 3 May 2016, “I am not afraid.”", "Galina Tross"),
        ("The marshal said on 3 May 2016, “I am not afraid.”", "Ostap Wren"),
        ("The justice minister said on 3 May 2016, “I am not afraid.”", "Galina Tross"),
        ("Tross’s answer came by telegram: “I am not afraid.”", "Galina Tross"),
    ],
)
def test_words_that_point_back_to_one_of_two(sentence: str, name: str) -> None:
    [one] = said(f"Marshal Ostap Wren and the justice minister, Galina Tross, have not met since. {sentence}")
    assert one.speaker.name == name


def test_an_author_who_quotes_himself() -> None:
    [one] = said(
        "“The church will leave this government before the army does,” I wrote on 2 March 2017.",
        author="Daria Holt",
    )
    assert (one.speaker.name, one.speaker.id) == ("Daria Holt", "daria-holt")


def test_the_ministry_of_a_minister() -> None:
    first, second = said(
        "Interior Minister Omar Rashdan said, “We are calm.” His ministry said that all was over."
    )
    assert (first.speaker.id, second.speaker.id) == ("omar-rashdan", "interior-ministry")
    assert second.sector == "ministries"


def test_many_names_take_time_in_proportion() -> None:
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    names = [f"{one}{two}".capitalize() for one in syllables for two in syllables][:2400]
    text = "\n\n".join(
        f"General {names[i]} {names[-i - 1]} told the {names[i + 1]} service that it was late."
        for i in range(1200)
    )
    before = time.perf_counter()
    Cast(lay_out(text, paragraphs(text)))
    assert time.perf_counter() - before < 10
