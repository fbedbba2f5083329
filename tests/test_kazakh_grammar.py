"""Kazakh: sentences, lemmas and features, and the arguments of a word, on sentences made up for it."""

import pytest

from coopatlas.language.kazakh import grammar
from coopatlas.language.kazakh.morphology import readings
from coopatlas.language.tokens import Sentence


def one(text: str) -> Sentence:
    (sentence,) = grammar.sentences(text)
    return sentence


def functions(text: str, lemma: str, rank: int = 0) -> set[str]:
    """The arguments of the first word with a lemma, `function:text`, of a rank or nearer."""
    sentence = one(text)
    found = grammar.arguments(sentence, sentence.find(lemma)[0])
    return {f"{a.function}:{a.head.text}" for a in found if a.rank <= rank}


@pytest.mark.parametrize(
    ("form", "lemma", "feats"),
    [
        ("министрлігінің", "министрлік", {"Case": "Gen", "Poss": "3"}),
        ("облысындағы", "облыс", {"Case": "Loc", "Attr": "Yes"}),
        ("елдерімен", "ел", {"Case": "Ins", "Number": "Plur"}),
        ("орнында", "орын", {"Case": "Loc"}),
        ("сауда", "сауда", {"Case": "Nom"}),
        ("ашылды", "ашу", {"VerbForm": "Fin", "Tense": "Past", "Voice": "Pass"}),
        ("ашпады", "ашу", {"Polarity": "Neg"}),
        ("қойылмаған", "қою", {"VerbForm": "Part", "Polarity": "Neg", "Voice": "Pass"}),
        ("қоймақ", "қою", {"Mood": "Int"}),
        ("ашқандығын", "ашу", {"VerbForm": "Part", "Case": "Acc"}),
        ("оқиды", "оқу", {"VerbForm": "Fin"}),
        ("тауып", "табу", {"VerbForm": "Conv"}),
        ("жоспарлануда", "жоспарлау", {"Case": "Loc", "Voice": "Pass"}),
    ],
)
def test_the_likeliest_reading_of_a_form(form: str, lemma: str, feats: dict[str, str]) -> None:
    reading = readings(form)[0]
    assert (reading.lemma, {**reading.feats, **feats}) == (lemma, dict(reading.feats))


@pytest.mark.parametrize("name", ["Хоценкомен", "Гулузаде", "Сейітовтің", "Алматыда", "Беларусьпен", "Бакудің"])
def test_an_ending_is_cut_from_a_name_and_nothing_else(name: str) -> None:
    sentence = one(f"Кеше әкім {name} болды.")
    assert sentence.tokens[2].lemma in {"хоценко", "гулузаде", "сейітов", "алматы", "беларусь", "баку"}


def test_abbreviations_end_no_sentence() -> None:
    assert len(grammar.sentences("2021 ж. Тараз қ. көпір салынды. С. Оспанов келді.")) == 2


def test_subject_object_and_list() -> None:
    text = "Қазақстан мен Өзбекстан ынтымақтастық туралы келісімге қол қойды."
    assert functions(text, "қою") >= {"subj:Қазақстан", "subj:Өзбекстан", "obj:қол", "dat:келісімге"}
    assert functions(text, "келісім") >= {"туралы:ынтымақтастық", "subj:Қазақстан", "subj:Өзбекстан"}


def test_the_subject_of_what_is_planned_is_that_of_the_plan() -> None:
    text = "Қазақстан Өзбекстанда бас консулдық ашуды жоспарлап отыр."
    assert functions(text, "ашу") == {"subj:Қазақстан", "obj:консулдық", "loc:Өзбекстанда"}
    sentence = one(text)
    assert [t.lemma for t in grammar.governing(sentence, sentence.find("ашу")[0])] == ["жоспарлау", "отыру"]


def test_a_passive_is_undone() -> None:
    assert functions("Таразда жаңа зауыт ашылды.", "ашу") == {"obj:зауыт", "loc:Таразда"}
    assert functions("Жоба министрлік тарапынан ұсынылды.", "ұсыну") == {"obj:Жоба", "subj:министрлік"}


def test_a_participle_is_said_of_the_noun_behind_it() -> None:
    assert functions("Қазақстан ұсынған жобаны Ресей қолдады.", "ұсыну") == {"subj:Қазақстан", "obj:жобаны"}
    assert "subj:Ресей" in functions("Қазақстан ұсынған жобаны Ресей қолдады.", "қолдау")
    own = functions("Өзбекстанға келген инвесторлар зауытты аралады.", "келу")
    assert own == {"subj:инвесторлар", "dat:Өзбекстанға"}


def test_whose_and_where_of_an_office() -> None:
    sentence = one("Қазақстанның Ресейдегі елшісі Дәурен Серіков Омбыға келді.")
    found = grammar.arguments(sentence, sentence.find("келу")[0])
    assert {(a.function, a.head.text) for a in found if a.rank == 0} == {("subj", "Серіков"), ("dat", "Омбыға")}
    assert "poss:Қазақстанның" in functions(sentence.text, "елші")


def test_a_postposition_before_a_noun_belongs_to_it() -> None:
    text = "Тараптар арасындағы меморандум күшіне енді, деді министр."
    assert functions(text, "меморандум") >= {"арасында:Тараптар", "dat:күшіне"}
    assert functions(text, "деу") >= {"subj:министр"}


def test_a_complement_keeps_its_own_object() -> None:
    text = "Компания Ресейге астық пен ұн жөнелтуге дайын екенін хабарлады."
    assert functions(text, "жөнелту") >= {"obj:астық", "obj:ұн", "dat:Ресейге"}
    assert functions(text, "жөнелту", 1) >= {"subj:Компания"}


def test_a_phrase_in_dictionary_form() -> None:
    sentence = one("Елдер ауыл шаруашылығы өнімдерінің экспортына мүдделі.")
    head = sentence.find("экспорт")[0]
    first, last = grammar.phrase(sentence, head)
    assert grammar.dictionary_form(sentence, first, last) == "ауыл шаруашылығы өнімдерінің экспорты"


def test_a_clause_is_that_of_its_verb() -> None:
    sentence = one("Экспорт өсті, ал импорт төмендеді.")
    first, second = sentence.find("өсу")[0], sentence.find("төмендеу")[0]
    assert grammar.clause(sentence, first).last < grammar.clause(sentence, second).first


def test_a_participle_of_two_words_hangs_on_the_noun_behind_it() -> None:
    sentence = one("Облыста салынып жатқан зауыттың қуаты жоғары.")
    (verb,) = sentence.find("салу")
    assert (verb.rel, sentence.tokens[verb.head].text) == ("acl", "қуаты")
    assert all(len(list(sentence.ancestors(token))) < len(sentence.tokens) for token in sentence.tokens)


def test_straight_quotation_marks_have_a_direction() -> None:
    sentence = one('Қонақтар "Алтын дән" компаниясының қоймасында болды.')
    (noun,) = sentence.find("компания")
    assert sentence.tokens[noun.i - 2].rel == "flat:name"
    assert [t.text for t in sentence.tokens if t.pos == "PUNCT"] == ["«", "»", "."]


def test_where_the_first_of_two_verbs_leads_stands_over_the_subject_they_share() -> None:
    text = "Омбыға елші Серіков келіп, губернатормен кездесті."
    assert functions(text, "келу") >= {"dat:Омбыға", "subj:Серіков"}
    assert "dat:Омбыға" in functions("Омбыға елші Серіков жолығып, қонаққа барды.", "бару")


def test_a_body_is_the_subject_before_what_it_does() -> None:
    assert functions("Ресейдің бас консулдығы жұмысын тоқтатты.", "тоқтату") == {"subj:консулдығы", "obj:жұмысын"}
    assert "poss:консулдығы" not in functions("Елшілік жұмысын тоқтатты.", "жұмыс")


def test_a_bare_noun_behind_a_quotation_is_not_what_it_names() -> None:
    assert functions("«Алтын дән» бидай шығарады.", "шығару") == {"subj:дән", "obj:бидай"}
