"""What a text sets aside is no part of what it tells, and what it tells keeps its place."""

import pytest

from coopatlas import reading
from coopatlas.language.cleaning import clean
from coopatlas.model import Document

READ = [
    ("ru", "Китай, а не Казахстан, стал главным покупателем леса.", "Китай стал главным покупателем леса."),
    ("ru", "Соглашение подписали не Омск и Павлодар, а Томск.", "Соглашение подписали Томск."),
    ("ru", "Он посетил Ташкент, а не Самарканд или Бухару.", "Он посетил Ташкент."),
    ("ru", "Оборот вырос не на 12%, а на 20%.", "Оборот вырос на 20%."),
    ("ru", "Область продаёт не муку, а зерно.", "Область продаёт зерно."),
    ("ru", "Не только Омск, но и Томск торгует с Китаем.", None),
    ("ru", "Оборот не достиг 12 млн долларов, а экспорт вырос.", None),
    ("ru", "Договор не подписан, а переговоры с Ираном идут.", None),
    ("en", "China, not Kazakhstan, buys timber.", "China buys timber."),
    ("en", "It was signed not by Omsk but by Tomsk.", "It was signed by Tomsk."),
    ("en", "Trade grew not by 12% but by 20%.", "Trade grew by 20%."),
    ("en", "Kazakhstan rather than China buys timber.", "Kazakhstan buys timber."),
    ("en", "It was signed not only by Omsk but by Tomsk.", None),
    ("en", "Trade did not fall, but exports to Iran did.", None),
    ("kk", "Келісімге Омбы емес, Томск қол қойды.", "Келісімге Томск қол қойды."),
    ("kk", "Тек Омбы емес, Томск та қол қойды.", None),
]


@pytest.mark.parametrize(("lang", "text", "read"), READ)
def test_what_is_set_aside_is_not_read(lang: str, text: str, read: str | None) -> None:
    assert clean(text, lang).text == (read or text)


def test_what_is_told_stands_where_it_stood() -> None:
    text = "Главным покупателем леса Томской области стал не Казахстан, а Китай."
    (fact,) = reading.read(Document("one", text, "ru"), judged=False)
    assert (fact.args["party"], fact.args["of"]) == ("Китай", "Томская область")
    assert fact.evidence == text
