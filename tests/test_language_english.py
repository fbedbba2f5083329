"""The grammar of English on sentences made up for it."""

import pytest

from coopatlas.language.english import grammar
from coopatlas.language.tokens import Sentence, Token


def _one(text: str) -> Sentence:
    (sentence,) = grammar.sentences(text)
    return sentence


def _word(sentence: Sentence, text: str) -> Token:
    return next(t for t in sentence.tokens if t.text == text)


def _arguments(text: str, word: str) -> dict[str, list[str]]:
    sentence = _one(text)
    found: dict[str, list[str]] = {}
    for argument in grammar.arguments(sentence, _word(sentence, word)):
        if argument.rank < 2:
            found.setdefault(argument.function, []).append(argument.head.text)
    return found


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Tamga Machinery Co. Ltd signed a contract. The plant stands in Osh.", 2),
        ("He works for Tamga Co. The office is in Osh.", 2),
        ("Mr. A. B. Orlov met Dr. Smith on Aug. 19 in the U.S. capital.", 1),
        ("Sales rose 3.5 percent to $1.2 bn. Costs fell.", 2),
    ],
)
def test_abbreviations_end_no_sentence(text: str, sentences: int) -> None:
    assert len(grammar.sentences(text)) == sentences


@pytest.mark.parametrize(
    ("text", "word", "pos", "lemma"),
    [
        ("Mongolia exports coal to Latvia.", "exports", "VERB", "export"),
        ("Mongolia's exports to Latvia grew by 7%.", "exports", "NOUN", "export"),
        ("Exports to Latvia increased.", "increased", "VERB", "increase"),
        ("The parties plan to build a port.", "plan", "VERB", "plan"),
        ("The plan to build a port failed.", "plan", "NOUN", "plan"),
        ("A visit to Riga was postponed.", "visit", "NOUN", "visit"),
        ("They visit Riga every year.", "visit", "VERB", "visit"),
        ("The goods delivered from Riga included tyres.", "delivered", "VERB", "deliver"),
        ("Officials carried out talks.", "talks", "NOUN", "talks"),
        ("Two memoranda were signed.", "memoranda", "NOUN", "memorandum"),
        ("The signing of the treaty took place.", "signing", "NOUN", "signing"),
        ("Mongolia Plans To Open Embassy In Riga", "Plans", "VERB", "plan"),
    ],
)
def test_neighbours_tell_a_noun_from_a_verb(text: str, word: str, pos: str, lemma: str) -> None:
    sentence = _one(text)
    token = _word(sentence, word)
    assert (token.pos, token.lemma) == (pos, lemma)


@pytest.mark.parametrize(
    ("text", "word", "features"),
    [
        (
            "A treaty has been signed.",
            "signed",
            {"VerbForm": "Fin", "Voice": "Pass", "Tense": "Past", "Aspect": "Perf"},
        ),
        ("A bridge will be opened.", "opened", {"VerbForm": "Fin", "Voice": "Pass", "Tense": "Fut"}),
        ("A treaty is to be signed.", "signed", {"VerbForm": "Inf", "Voice": "Pass"}),
        ("A treaty is being discussed.", "discussed", {"VerbForm": "Fin", "Voice": "Pass", "Aspect": "Prog"}),
        ("The treaty signed in Osh covers trade.", "signed", {"VerbForm": "Part", "Voice": "Pass"}),
        ("They agreed on opening a bank.", "opening", {"VerbForm": "Ger", "Voice": "Act"}),
        ("Ivan, head of Omsk, met in Riga with a delegation led by Anna.", "met", {"VerbForm": "Fin"}),
        ("Baltic Cargo, based in Riga, sold grain.", "based", {"VerbForm": "Part"}),
        ("The head of Omsk met in Riga with firms engaged in trade.", "met", {"VerbForm": "Fin"}),
        ("Ivan opened in Riga a plant led by Anna.", "opened", {"VerbForm": "Fin"}),
    ],
)
def test_verb_groups_have_tense_voice_and_aspect(text: str, word: str, features: dict[str, str]) -> None:
    assert features.items() <= _word(_one(text), word).feats.items()


@pytest.mark.parametrize(
    ("text", "word", "function", "heads"),
    [
        ("Mongolia exports coal to Latvia.", "exports", "subj", ["Mongolia"]),
        ("Coal is exported by Mongolia to Latvia.", "exported", "obj", ["Coal"]),
        ("Coal is exported by Mongolia to Latvia.", "exported", "subj", ["Mongolia"]),
        ("The coal exported by Mongolia costs more.", "exported", "obj", ["coal"]),
        ("The firm that exports coal is in Osh.", "exports", "subj", ["firm"]),
        ("The coal which the firm exports is cheap.", "exports", "obj", ["coal"]),
        ("Mongolia plans to export coal.", "export", "subj", ["Mongolia"]),
        ("Mongolia invited Latvia to join the project.", "join", "subj", ["Latvia"]),
        ("Mongolia is ready to export coal.", "export", "subj", ["Mongolia"]),
        ("The firm announced plans to export coal.", "export", "subj", ["firm"]),
        ("Latvia, Mongolia and Nepal signed a treaty.", "signed", "subj", ["Latvia", "Mongolia", "Nepal"]),
        ("Latvia met Nepal and signed a treaty.", "signed", "subj", ["Latvia"]),
        ("The export of coal from Mongolia to Latvia fell.", "export", "of", ["coal"]),
        ("The export of coal from Mongolia to Latvia fell.", "export", "to", ["Latvia"]),
        ("Mongolia's exports fell.", "exports", "poss", ["Mongolia"]),
        ("The mayor held talks with Latvia in Osh.", "talks", "with", ["Latvia"]),
        ("The mayor held talks with Latvia in Osh.", "talks", "subj", ["mayor"]),
        ("The mayor of Osh, Ivan Orlov, met guests.", "met", "subj", ["mayor", "Orlov"]),
        ("The visit of the minister to Riga was postponed.", "visit", "to", ["Riga"]),
        ("Speaking in Osh, Orlov praised trade.", "Speaking", "subj", ["Orlov"]),
        ("A road linking Osh and Riga opens today.", "linking", "obj", ["Osh", "Riga"]),
        ("In Riga, the parties signed a treaty.", "signed", "subj", ["parties"]),
        ("Since June, the Osh Dairy has been supplying butter.", "supplying", "subj", ["Dairy"]),
        ("The firm will help growers find buyers.", "find", "subj", ["growers"]),
        ("The mayor described Osh as a hub for trade.", "hub", "is", ["Osh"]),
        ("Osh and Riga, sister cities since 1981, exchange choirs.", "cities", "is", ["Osh", "Riga"]),
        ("The mayor proposed that the cities build a bridge.", "proposed", "that", ["build"]),
    ],
)
def test_arguments_have_the_function_of_the_plain_sentence(
    text: str, word: str, function: str, heads: list[str]
) -> None:
    assert _arguments(text, word).get(function) == heads


@pytest.mark.parametrize(
    ("text", "word", "above"),
    [
        ("The parties agreed to sign a treaty.", "sign", ["to", "agreed"]),
        ("A treaty has not been signed.", "signed", ["been", "not", "has"]),
        ("The parties will sign and ratify a treaty.", "ratify", ["will"]),
        ("If the parties sign a treaty, trade will grow.", "sign", ["If", "grow", "will"]),
        ("The treaty signed in Osh may expire.", "signed", []),
    ],
)
def test_what_governs_a_word(text: str, word: str, above: list[str]) -> None:
    sentence = _one(text)
    assert [t.text for t in grammar.governing(sentence, _word(sentence, word))] == above


def test_a_heading_is_read_though_all_its_words_have_capitals() -> None:
    found = _arguments("Osh Mayor Ivan Orlov Met With Latvian Ambassador Anna Ozola", "Met")
    assert found == {"subj": ["Orlov"], "with": ["Ozola"]}


@pytest.mark.parametrize(
    ("text", "head", "phrase"),
    [
        ("They discussed the supply of hard coal, which is cheap.", "supply", "supply of hard coal"),
        ("They discussed the city's water supply.", "supply", "city's water supply"),
        ("They want cooperation in trade and transport.", "cooperation", "cooperation in trade and transport"),
    ],
)
def test_a_phrase_ends_before_its_relative_clause(text: str, head: str, phrase: str) -> None:
    sentence = _one(text)
    assert grammar.dictionary_form(sentence, *grammar.phrase(sentence, _word(sentence, head))) == phrase


def test_a_relative_clause_is_a_clause_of_its_own() -> None:
    sentence = _one("The firm, which works in Osh, exports coal.")
    clause = grammar.clause(sentence, _word(sentence, "works"))
    assert [t.text for t in sentence.tokens[clause.first : clause.last + 1] if t.pos != "PUNCT"] == [
        "which",
        "works",
        "in",
        "Osh",
    ]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "…", "«»", "and", "to", "of of of", "A B C D E F G H", "'s 's", "which which"]
)
def test_anything_is_taken_apart(text: str) -> None:
    for sentence in grammar.sentences(text):
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            grammar.arguments(sentence, token)
            grammar.governing(sentence, token)
            grammar.clause(sentence, token)
