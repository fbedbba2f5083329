"""Figures: every way of printing a number is read back or not at all, never as another."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopatlas.reading.figures import FoundFigure, digits, figures

_BLANKS = (" ", "\u00a0", "\u202f", "\u2009", "  ")
_SENTENCES = {"ru": "В 2021 году экспорт составил {}, сообщили в порту.", "en": "Exports came to {} in 2021, it said.",
              "kk": "2021 жылы экспорт {} құрады."}  # fmt: skip
_UNITS = {"ru": ("долларов", "тонн", "%"), "en": ("dollars", "tonnes", "%"), "kk": ("доллар", "тонна", "%")}
_SCALES = {
    "ru": {"тыс.": 10**3, "млн": 10**6, "млрд": 10**9, "": 1},
    "en": {"thousand": 10**3, "million": 10**6, "billion": 10**9, "": 1},
    "kk": {"мың": 10**3, "млн": 10**6, "млрд": 10**9, "": 1},
}


def _grouped(whole: int, mark: str) -> str:
    return f"{whole:,}".replace(",", mark)


@st.composite
def _printed(draw: st.DrawFn) -> tuple[str, str, Decimal]:
    """Draw a language, a number printed in one of the styles, and the number."""
    lang = draw(st.sampled_from(sorted(_UNITS)))
    whole, fraction = draw(st.integers(0, 99_999_999)), draw(st.sampled_from(("", "5", "25", "7", "04")))
    mark, point = draw(
        st.sampled_from([(b, p) for b in ("", *_BLANKS, "'", "’") for p in ".,"] + [(",", "."), (".", ",")])
    )
    scale = draw(st.sampled_from(sorted(_SCALES[lang])))
    unit = draw(st.sampled_from(_UNITS[lang]))
    number = _grouped(whole, mark) + (point + fraction if fraction else "")
    value = Decimal(f"{whole}.{fraction or 0}") * _SCALES[lang][scale]
    return lang, f"{number} {scale} {unit}".replace("  %", " %").replace(f"  {unit}", f" {unit}"), value


@settings(max_examples=400, deadline=None)
@given(_printed())
def test_a_printed_number_is_read_back_or_not_at_all(printed: tuple[str, str, Decimal]) -> None:
    lang, figure, value = printed
    found = figures(_SENTENCES[lang].format(figure), lang)
    # «1,254 млрд», "1.254 billion" may be meant either way; before a scale the language's own fraction is read.
    own = "." if lang == "en" else ","
    either = {value, value / 1000} if re.match(rf"\d{{1,3}}[{own}]\d{{3}} [^\W\d]{{3}}", figure) else {value}
    assert [f.figure.value in either for f in found] in ([], [True])


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(_UNITS)),
    st.integers(1, 400),
    st.integers(1, 400),
    st.sampled_from(("-", "–", "—", " – ", "-")),
)
def test_a_range_keeps_both_ends_or_is_not_read(lang: str, one: int, other: int, dash: str) -> None:
    lower, upper = sorted((one, other))
    found = figures(_SENTENCES[lang].format(f"{lower}{dash}{upper} {_UNITS[lang][1]}"), lang)
    assert all((f.figure.lower, f.figure.upper) == (Decimal(lower), Decimal(upper)) for f in found)


@given(st.text("0123456789., '’", min_size=1, max_size=14))
def test_digits_are_one_number_or_none(run: str) -> None:
    value = digits(run, "ru")
    assert value is None or value >= 0


def _one(text: str, lang: str) -> FoundFigure:
    (found,) = figures(text, lang)
    return found


@pytest.mark.parametrize(
    ("lang", "text", "value", "unit", "bound"),
    [
        ("ru", "около 1 млрд 254,7 млн долларов", "1254700000", "USD", "about"),
        ("ru", "22 миллиардов российских рублей", "22000000000", "RUB", "exact"),
        ("ru", "полтора миллиарда долл. США", "1500000000", "USD", "exact"),
        ("ru", "перевалил за 5 миллиардов тенге", "5000000000", "KZT", "min"),
        ("ru", "превысил отметку в 2 млрд юаней", "2000000000", "CNY", "min"),
        ("ru", "рассчитан на перевалку до 3 млн тонн", "3000000", "тонна", "max"),
        ("ru", "вырос до 3 млн тонн", "3000000", "тонна", "exact"),
        ("ru", "двадцать пять тысяч контейнеров", "25000", "контейнер", "exact"),
        ("ru", "почти вдвое меньше", "-50", "%", "about"),
        ("ru", "на треть", "33", "%", "exact"),
        ("ru", "более чем в 2,5 раза", "150", "%", "min"),
        ("ru", "составил 131 % к уровню прошлого года", "31", "%", "exact"),
        ("ru", "на 31 % к уровню прошлого года", "31", "%", "exact"),
        ("en", "US$ 3 billion", "3000000000", "USD", "exact"),
        ("en", "US $ 3 billion", "3000000000", "USD", "exact"),
        ("en", "$12,5 billion", "12500000000", "USD", "exact"),
        ("en", "half a billion dollars", "500000000", "USD", "exact"),
        ("en", "30-odd million dollars", "30000000", "USD", "exact"),
        ("en", "just shy of $5 billion", "5000000000", "USD", "about"),
        ("en", "more than doubled", "100", "%", "min"),
        ("en", "1,254 tonnes", "1254", "t", "exact"),
        ("en", "€1.4bn", "1400000000", "EUR", "exact"),
        ("en", "$800m", "800000000", "USD", "exact"),
        ("en", "5.2bn rand", "5200000000", "ZAR", "exact"),
        ("en", "₹450 crore", "4500000000", "INR", "exact"),
        ("en", "1.3m TEU", "1300000", "TEU", "exact"),
        ("ru", "5млн тонн", "5000000", "тонна", "exact"),
        ("kk", "5 млрд доллардан астам", "5000000000", "USD", "min"),
        ("kk", "2 млрд долларға дейін өсті", "2000000000", "USD", "exact"),
        ("kk", "2 млн тоннаға дейін", "2000000", "тонна", "max"),
        ("kk", "жарты миллиард АҚШ доллары", "500000000", "USD", "exact"),
        ("kk", "екі есе", "100", "%", "exact"),
    ],
)
def test_figures_in_words_and_bounds(lang: str, text: str, value: str, unit: str, bound: str) -> None:
    figure = _one(text, lang).figure
    assert (figure.value, figure.unit, figure.bound) == (Decimal(value), unit, bound)


def test_a_bare_sum_counts_what_the_text_counted_before() -> None:
    (found,) = figures("3 млрд-тан асты", "kk", "USD")
    assert (found.figure.unit, found.figure.bound) == ("USD", "min")
    assert figures("3 млрд-тан асты", "kk") == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "в 2023 году, 4 апреля, 100 лет, статья 15, тел. 8 800 555 35 35"),
        ("ru", "выросла на 3 процентных пункта"),
        ("ru", "1, 5 млрд долларов"),
        ("ru", "1.254 тонны"),
        ("ru", "12.04.2021, счёт 3:2"),
        ("en", "on Aug. 19, in 2023, at 5.30 p.m., twice a week"),
        ("en", "$1.4xy, 9M 2023, a double-digit rise"),
        ("kk", "2023 жылы, 4 сәуірде"),
    ],
)
def test_what_is_no_figure(lang: str, text: str) -> None:
    assert figures(text, lang) == ()


def test_a_shift_has_two_ends() -> None:
    first, second = figures("увеличился с 18 до 21 млн долларов", "ru")
    assert [(f.shift, f.figure.value) for f in (first, second)] == [
        ("from", Decimal(18_000_000)),
        ("to", Decimal(21_000_000)),
    ]


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("вырос на 15-20%", 15, 20),
        ("вырос на 20%-25%", 20, 25),
        ("от 2,5 до 3 тыс. тонн", 2500, 3000),
        ("упал на -3%", -3, -3),
    ],
)
def test_ranges_and_signs(text: str, lower: int, upper: int) -> None:
    found = _one(text, "ru")
    assert (found.figure.lower, found.figure.upper) == (Decimal(lower), Decimal(upper))


@pytest.mark.parametrize("lang", sorted(_UNITS))
def test_places_point_into_the_text(lang: str) -> None:
    text = _SENTENCES[lang].format(f"1 254,7 {_UNITS[lang][1]}")
    found = _one(text, lang)
    assert text[found.start : found.end] == f"1 254,7 {_UNITS[lang][1]}" == found.figure.verbatim
