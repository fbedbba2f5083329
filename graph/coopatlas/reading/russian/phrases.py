"""The named entities of a sentence, found by the words of its phrases."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopatlas.language.russian.clauses import preposition
from coopatlas.language.tokens import Mention, Sentence, Token

SHARES = frozenset(
    {
        "акция", "доля", "пакет", "бумага", "актив", "часть", "половина", "треть", "четверть", "процент", "контроль",
        "бизнес",
    }
)  # fmt: skip
"""What of a company is owned or bought."""
_KINDS = frozenset(
    {
        "компания", "производитель", "разработчик", "сеть", "оператор", "банк", "фирма", "завод", "издательство",
        "группа", "поставщик", "владелец", "концерн", "корпорация", "агентство", "структура", "подразделение",
        "отделение", "портал", "сайт", "магазин", "сервис",
    }
)  # fmt: skip
"""Common nouns before a company's name."""


@dataclass(frozen=True, slots=True)
class Names:
    """The named entities of a sentence, found by the words of a phrase."""

    sentence: Sentence
    own: Sequence[Mention]

    def at(self, token: Token) -> Mention | None:
        """Return the widest name that covers a token."""
        covering = [m for m in self.own if m.first <= token.i <= m.last]
        return max(covering, key=lambda m: (m.kind == "organization", m.last - m.first), default=None)

    def of(self, token: Token, depth: int = 3) -> Mention | None:
        """Return the name of a phrase: at its head, else below a common noun («5 % акций Facebook»)."""
        name = self.at(token)
        if name is not None or not depth:
            return name
        common = token.lemma in SHARES | _KINDS or token.pos in {"NUM", "SYM"} or token.text == "%"
        relations = ("nmod", "appos", "obl", "flat", "nummod") if common else ("appos", "flat")
        for child in self.sentence.children(token, *relations):
            if preposition(self.sentence, child) in {"", "в"} and (below := self.of(child, depth - 1)) is not None:
                return below
        return None

    def parties(self, tokens: Sequence[Token], *kinds: str) -> list[Mention]:
        """Return the names of phrases, those of the given kinds."""
        found = [name for token in tokens if (name := self.of(token)) is not None and name.kind in kinds]
        return list(dict.fromkeys(found))
