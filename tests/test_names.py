"""What things are called in English that are named in Cyrillic alone."""

import pytest

from coopatlas.language.latin import latin
from coopatlas.model import Document
from coopatlas.rdf import iri
from coopatlas.resolve import names
from coopatlas.views import records
from drawn import Memory, Names, fact


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("Болат Иманбаев", "Bolat Imanbayev"),
        ("Юрий Съедин-Ёлкин", "Yury Syedin-Yolkin"),
        ("Серік Көшербаев", "Serik Kosherbayev"),
        ("МИД, Алексей", "MID, Aleksey"),
        ("already Latin", "already Latin"),
    ],
)
def test_names_are_written_in_latin_letters(name: str, spelt: str) -> None:
    assert latin(name) == spelt


def test_people_are_spelt_and_descriptions_left() -> None:
    memory, resolver = Memory(), Names()
    resolver.people |= {"Иван Пробный"}
    facts = [
        fact("post", {"person": "Иван Пробный", "role": "консул", "represents": "Казахстан"}, "Консул Пробный."),
        fact("support", {"supporter": "консульство"}, "Консульство поможет."),
    ]
    memory.add(Document("d", "t", "ru"), facts, resolver)
    keys = {str(iri.ID[local]) for local in ("person-ivan-probnyi", "organization-konsulstvo")}
    found = {names.called(own, key, "en") for key, own in records.names(memory, keys).items()}
    assert found == {"Ivan Probny", "консульство"}


def test_a_name_that_a_text_gives_wins_over_its_spelling() -> None:
    node = str(iri.ID["person-kasym-zhomart"])
    told = {node: {"ru": "Касым-Жомарт Токаев", "en": "Kassym-Jomart Tokayev"}}
    assert names.completed(Memory(), told) == told
