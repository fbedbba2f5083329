"""Text as it comes: marks, look-alikes, markup, broken lines change no fact, and every span leads back."""

import re
import textwrap
import unicodedata
from functools import cache
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopatlas import reading
from coopatlas.language.cleaning import clean
from coopatlas.model import Document, Fact

SENTENCES = {
    "ru": "Губернатор Курганской области Вадим Шумков встретился с послом Узбекистана Тимуром Рахимовым. "
    "Товарооборот между Курганской областью и Узбекистаном в 2021 году составил 48,2 млн долларов США. "
    "Стороны подписали соглашение о сотрудничестве в сельском хозяйстве, которое будет действовать пять лет.",
    "en": "The governor of Pskov Region Mikhail Vedernikov met with the ambassador of Kazakhstan Dauren Abayev. "
    "Trade between Pskov Region and Kazakhstan reached $12.5 million in 2022. "
    "The two sides also discussed what the railways could do for the carriers of grain and timber next year.",
    "kk": "Қазақстанның Ресейдегі елшісі Дәурен Абаев Псков облысының губернаторы Михаил Ведерниковпен кездесті. "
    "Кездесуде тараптар өзара сауда мен инвестиция мәселелерін, сондай-ақ мәдени байланыстарды талқылады. "
    "2021 жылы Қазақстан мен Ресей арасындағы тауар айналымы 25,6 млрд долларға жетті.",
}
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c\ufe0f"
VOWELS = "аеёиоуыэюяАЕИОУЫЭЮЯ"


def facts(text: str, lang: str) -> list[Fact]:
    found = reading.read(Document("d", text, lang))
    for fact in found:
        assert fact.evidence == text[fact.start : fact.end]
        assert fact.anchor is None or 0 <= fact.anchor <= len(text)
    return found


def told(found: list[Fact]) -> list[dict[str, object]]:
    placed = {"start", "end", "evidence", "roles", "also"}
    return [{name: value for name, value in fact.record("d").items() if name not in placed} for fact in found]


@cache
def plain(lang: str) -> list[dict[str, object]]:
    """Return what is read in the text as it is."""
    return told(facts(SENTENCES[lang], lang))


@pytest.mark.parametrize("lang", SENTENCES)
def test_the_sentences_hold_facts(lang: str) -> None:
    assert plain(lang)


def marked(text: str, places: list[int], marks: str) -> str:
    for place in sorted((place % (len(text) + 1) for place in places), reverse=True):
        text = text[:place] + marks[place % len(marks)] + text[place:]
    return text


places = st.lists(st.integers(0, 10_000), max_size=12)


@pytest.mark.parametrize("lang", SENTENCES)
@settings(max_examples=15, deadline=None)
@given(where=places)
def test_invisible_marks_change_no_fact(lang: str, where: list[int]) -> None:
    assert told(facts(marked(SENTENCES[lang], where, INVISIBLE), lang)) == plain(lang)


@pytest.mark.parametrize("lang", SENTENCES)
@settings(max_examples=10, deadline=None)
@given(width=st.integers(50, 100), indent=st.sampled_from(["", "  ", "\t"]))
def test_lines_broken_at_a_width_change_no_fact(lang: str, width: int, indent: str) -> None:
    lines = textwrap.wrap(SENTENCES[lang], width, break_long_words=False, break_on_hyphens=False)
    assert told(facts(("\n" + indent).join(lines), lang)) == plain(lang)


@settings(max_examples=200, deadline=None)
@given(lang=st.sampled_from(list(SENTENCES)), where=places, picked=st.integers(0, 50))
def test_what_is_put_in_is_taken_out(lang: str, where: list[int], picked: int) -> None:
    text = SENTENCES[lang]
    stressed = re.sub(f"[{VOWELS}]", lambda m: m.group() + "\u0301" * ((m.start() + picked) % 3 == 0), text)
    words = text.split(" ")
    words[picked % len(words)] = f"**{words[picked % len(words)]}**"
    for given_text in (
        marked(text, where, INVISIBLE),
        stressed if lang == "ru" else text,
        unicodedata.normalize("NFD", text),
        " ".join(words),
    ):
        assert clean(given_text).text == text


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(
        st.sampled_from("аеКзсoepTXCй. ,-—*_[]()<!>`#&;ш\n\n\u00ad\u200b\u0301\u0306\ufeff🇰🇿Читaйте тaкже:фото123"),
        max_size=80,
    )
)
def test_offsets_lead_back(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.offsets or cleaned.text == text
    spans = [cleaned.given(i, i + 1) for i in range(len(cleaned.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    for (start, end), letter in zip(spans, cleaned.text, strict=True):
        if end - start == 1 and letter.isdigit():
            assert text[start] == letter
    assert cleaned.given(0, len(cleaned.text))[1] <= len(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Кaзaxcтaн и OOO «Cевер»", "Казахстан и OOO «Север»"),  # a word that is Latin throughout stays
        ("СOVID и IT-компания", "COVID и IT-компания"),
        ("Qazaqstan, Қaзaқстан, Әлiбек", "Qazaqstan, Қазақстан, Әлібек"),
        ("Казахста́н, за́мок, Йошкар-Ола", "Казахстан, замок, Йошкар-Ола"),
        ("Café, São Paulo", "Café, São Paulo"),
        ("Россия🇷🇺Иран 🔹 порт", "Россия Иран  порт"),
        ("стороны намерены соз-\nдать предприятие", "стороны намерены создать предприятие"),
        ("приехал в Санкт-\nПетербург", "приехал в Санкт-Петербург"),
        ("вопросы торгово-\nэкономического сотрудничества", "вопросы торгово-экономического сотрудничества"),
        ("a long-\nterm contract for coop-\neration", "a long-term contract for cooperation"),
        ("Казах\u00ad\nстан", "Казахстан"),
        ("Встреча в порту\n\nГубернатор приехал", "Встреча в порту\n\nГубернатор приехал"),
        ("Порт ждёт гостей\nГубернатор приехал в порт.", "Порт ждёт гостей\nГубернатор приехал в порт."),
        ("В списке:\n- зерно;\n- мука.", "В списке:\n- зерно;\n- мука."),
        ("## Итоги\nПорт *открыт*, см. [отчёт](http://e.org/a_(b)).", "Итоги\nПорт открыт, см. отчёт."),
        ("Порт<!-- нет\nнет --> открыт.\n```\nкод\n```\nДа.", "Порт открыт.\n\nДа."),
        ("Порт открыт.\n![вид](data:image/png;base64,iVBORw0KGgo)\nДа.", "Порт открыт.\n\nДа."),
        ("Фото: Иван Петров\nПорт открыт.", "\nПорт открыт."),
        ("Порт открыт.\n**Читайте также:**\n- Экспорт вырос\n- Импорт упал\n\nИтог.", "Порт открыт.\n\n\n\n\nИтог."),
        ("Порт открыт.\nRead also: Exports grew\nДа.", "Порт открыт.\n\nДа."),
        ("Порт открыт.\nПопулярное\nЭкспорт вырос\n\nИтог.", "Порт открыт.\n\n\n\nИтог."),
        ("Порт открыт.\nSee also: Exports grew\nДа.", "Порт открыт.\n\nДа."),
        ("Популярное среди туристов место – порт.", "Популярное среди туристов место – порт."),
        ("Other news outlets wrote of the port.", "Other news outlets wrote of the port."),
        ("12 * 3 * 4, snake_case_name, 5%_", "12 * 3 * 4, snake_case_name, 5%_"),
        ("Рост &mdash; 5&nbsp;%", "Рост — 5\xa0%"),
    ],
)
def test_text_as_it_is_read(text: str, wanted: str) -> None:
    assert clean(text).text == wanted


def test_verse_is_left_as_it_is() -> None:
    verse = (
        "Мороз и солнце, день чудесный,\nЕщё ты дремлешь, друг прелестный,\nПора, красавица, проснись:\nОткрой сомкнуты"
    )
    assert clean(verse).text == verse


def test_a_clean_text_is_returned_itself() -> None:
    text = "Порт открыт.\nГубернатор приехал в Санкт-Петербург; встреча — завтра."
    assert clean(text).text is text


@pytest.mark.parametrize(
    "hostile", ["*" * 50_000, "[" * 50_000, "<!--" * 20_000, "а-\n" * 20_000, "&a" * 30_000, "`~" * 30_000]
)
def test_hostile_text_costs_no_more_than_its_length(hostile: str) -> None:
    begun = perf_counter()
    clean(hostile)
    assert perf_counter() - begun < 10
