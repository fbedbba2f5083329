"""Periods: labels of dates in three languages, what lends a year, and which period is a base of comparison."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopatlas.reading.periods import Calendar, occasion, period_of, periods

_MAY = Calendar("2023-05-16")


@pytest.mark.parametrize(
    ("lang", "text", "labels"),
    [
        ("ru", "за девять месяцев 2022 года", ["2022-01/2022-09"]),
        ("ru", "в январе–августе 2022 года", ["2022-01/2022-08"]),
        ("ru", "с 5 по 7 марта", ["2023-03-05/2023-03-07"]),
        ("ru", "5 и 6 марта 2019 года", ["2019-03-05/2019-03-06"]),
        ("ru", "с 28 февраля по 2 марта 2019 года", ["2019-02-28/2019-03-02"]),
        ("ru", "31 февраля 2021 года", []),
        ("ru", "12 декабря 1888 года", ["1888-12-12"]),
        ("ru", "к 2030 году", ["2030"]),
        ("ru", "в 2021 и 2022 годах", ["2021", "2022"]),
        ("ru", "в прошлом году, в позапрошлом году", ["2022", "2021"]),
        ("ru", "в IV квартале", ["2022-Q4"]),
        ("ru", "в I квартале", ["2023-Q1"]),
        ("ru", "вчера", ["2023-05-15"]),
        ("ru", "в понедельник, 15 мая", ["2023-05-15"]),
        ("ru", "отгрузили 2021 тонну", []),
        ("en", "in the first nine months of 2022", ["2022-01/2022-09"]),
        ("en", "from March 5 to 7, 2018", ["2018-03-05/2018-03-07"]),
        ("en", "on Aug. 19", ["2022-08-19"]),
        ("en", "between January and April this year", ["2023-01/2023-04"]),
        ("en", "H1 2022 and Q3 2021", ["2022-H1", "2021-Q3"]),
        ("en", "in 1H17, 2Q2022 and H1 of 2021", ["2017-H1", "2022-Q2", "2021-H1"]),
        ("en", "during 8M-22, in the first nine months (9M) of 2021", ["2022-01/2022-08", "2021-01/2021-09"]),
        ("en", "from the beginning of September 2022 to June 2023", ["2022-09/2023-06"]),
        ("en", "in March 2022 and May 2023", ["2022-03", "2023-05"]),
        ("en", "it may rise", []),
        ("en", "in FY2020-21", ["2020/2021"]),
        ("en", "in fiscal 2020/21", ["2020/2021"]),
        ("en", "in the year to March 2022", ["2021-04/2022-03"]),
        ("en", "in the 12 months to December 2021", ["2021"]),
        ("en", "in the first three quarters of 2021", ["2021-01/2021-09"]),
        ("en", "in 10M 2021", ["2021-01/2021-10"]),
        ("en", "through July 2021", ["2021-01/2021-07"]),
        ("en", "five years ago", ["2018"]),
        ("kk", "2022 жылдың алғашқы тоғыз айында", ["2022-01/2022-09"]),
        ("kk", "2022 жылғы 5 наурызда", ["2022-03-05"]),
        ("kk", "2022 жылдың қаңтар-тамыз айларында", ["2022-01/2022-08"]),
        ("kk", "былтыр", ["2022"]),
    ],
)
def test_labels(lang: str, text: str, labels: list[str]) -> None:
    assert [p.label for p in periods(text, lang, _MAY)] == labels


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("ru", "в 2022 году вырос по сравнению с 2021 годом", [("2022", ""), ("2021", "base")]),
        ("ru", "за январь–август 2022 года, за тот же период 2021 года",
         [("2022-01/2022-08", ""), ("2021-01/2021-08", "earlier")]),
        ("ru", "в 2022 году 5 млн долларов против 4 млн годом ранее", [("2022", ""), ("2021", "earlier")]),
        ("en", "in 2022, up from 2021", [("2022", ""), ("2021", "base")]),
        ("en", "in H1 2022, compared with the same period of 2021", [("2022-H1", ""), ("2021-H1", "base")]),
        ("kk", "2022 жылы 2021 жылмен салыстырғанда", [("2022", ""), ("2021", "base")]),
    ],
)  # fmt: skip
def test_roles(lang: str, text: str, found: list[tuple[str, str]]) -> None:
    assert [(p.label, p.role) for p in periods(text, lang, Calendar(None))] == found


def test_december_read_in_january_is_of_the_year_before() -> None:
    january = Calendar("2019-01-10")
    assert occasion("28 декабря губернатор встретился с послом.", "ru", january) == "2018-12-28"
    assert occasion("The governor met the ambassador on December 28.", "en", january) == "2018-12-28"
    assert occasion("12 декабря 1888 года губернатор встретился с послом.", "ru", january) == "1888-12-12"


@pytest.mark.parametrize("lang", ["ru", "en", "kk"])
def test_without_a_calendar_a_day_takes_no_year_of_a_figure(lang: str) -> None:
    text = {"ru": "В 2016 году вывезли 5 т, а 4 апреля — 6 т.", "en": "In 2016 it fell; on April 4 it met.",
            "kk": "2016 жылы 5 т, 4 сәуірде 6 т."}[lang]  # fmt: skip
    assert [p.label for p in periods(text, lang, Calendar(None))] == ["2016"]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "2023", None])
def test_the_ends_of_the_calendar_break_nothing(published: str | None) -> None:
    assert isinstance(periods("вчера, завтра и в пятницу, годом ранее", "ru", Calendar(published)), tuple)


@given(st.dates(date(1801, 1, 1), date(2099, 12, 31)))
def test_a_printed_day_is_read_back(day: date) -> None:
    months = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
              "декабря")  # fmt: skip
    (found,) = periods(f"Это было {day.day} {months[day.month - 1]} {day.year} года.", "ru", _MAY)
    assert (found.label, found.period.first, found.period.last) == (day.isoformat(), day, day)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 1)), st.integers(1, 400))
def test_a_label_of_two_days_covers_both(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = period_of(f"{first.isoformat()}/{last.isoformat()}")
    assert found is not None
    assert (found.first, found.last) == (first, last)
    assert period_of(f"{last.isoformat()}/{first.isoformat()}") is None
