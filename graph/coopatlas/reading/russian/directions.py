"""From whom to whom goods go: the sender and the receiver of a verb or noun of delivery."""

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.russian.scene import Scene

RECEIVING = frozenset(
    {
        "получать",
        "покупать",
        "закупать",
        "получить",
        "закупить",
        "купить",
        "импортировать",
        "ввозить",
        "приобретать",
        "завозить",
        "импортироваться",
        "ввозиться",
        "закупаться",
    }
)
FROM = frozenset({"от", "из", "у", "с"})
TO = frozenset({"в", "на", "для"})
_MARKETS = frozenset({"порт", "рынок", "территория", "сторона", "адрес"})
"""Nouns between a preposition and the territory that it leads to: «на рынок Узбекистана»."""


def ends(scene: Scene, sentence: Sentence, verb: Token) -> tuple[str | None, str | None, bool]:
    """Return who sends, who gets, and whether one of them is a named firm."""
    receiving = verb.lemma in RECEIVING
    actor, named = None, False
    for subject in clauses.subjects(sentence, verb):
        mention = sentence.mention_at(subject) or _quoted_name(sentence, subject)
        if (
            mention is not None
            and mention.kind in {"territory", "organization"}
            and mention.form != "adjective"
            and not _generic(sentence, mention)
        ):
            actor, named = mention.name, named or (mention.kind == "organization" and mention.form != "noun")
            break
        actor = actor or _adjectival(scene, sentence, subject)
    other = direction_of(scene, sentence, verb, FROM if receiving else TO)
    if actor is None:
        beside = next(
            (
                m
                for m in sentence.mentions
                if m.last == verb.i - 1 and m.form in {"quoted", "name"} and m.kind == "organization"
            ),
            None,
        )
        actor, named = (beside.name, True) if beside else (None, named)
    origin = direction_of(scene, sentence, verb, FROM - {"у"}) if not receiving else None
    if other is None and not receiving:
        other, firm = _dative(sentence, verb)
        named = named or firm
    elif other is not None:
        named = named or any(m.name == other and m.kind == "organization" for m in sentence.mentions)
    source, target = (other, actor) if receiving else (actor or origin, other)
    return source, target, named


def _generic(sentence: Sentence, mention: Mention) -> bool:
    """Whether a body is any of its kind: «уральские заводы», «предприятия области»."""
    return mention.form == "noun" and sentence.tokens[mention.head].feats.get("Number") == "Plur"


def _quoted_name(sentence: Sentence, token: Token) -> Mention | None:
    return next(
        (
            m
            for m in sentence.mentions
            if m.kind == "organization" and token.i < m.first <= token.i + 2 and m.form == "name"
        ),
        None,
    )


def _adjectival(scene: Scene, sentence: Sentence, subject: Token) -> str | None:
    """Return the territory of «казахстанские предприятия», «уральские заводы», «регион»."""
    for child in sentence.children(subject, "amod", "nmod"):
        mention = sentence.mention_at(child)
        if mention is not None and mention.kind == "territory":
            return mention.name
    return scene.described(sentence, subject)


def direction_of(scene: Scene, sentence: Sentence, verb: Token, prepositions: frozenset[str]) -> str | None:
    """Return the territory or body after one of these prepositions in the clause of the verb."""
    for token in sentence.tokens:
        if (
            token.lemma not in prepositions
            or token.pos != "ADP"
            or abs(token.i - verb.i) > 15
            or _separated(sentence, token, verb)
        ):
            continue
        noun = next((t for t in sentence.tokens[token.i + 1 : token.i + 5] if t.pos in {"NOUN", "PROPN"}), None)
        if (
            noun is not None
            and noun.case != "Loc"
            and sentence.mention_at(noun) is None
            and (name := scene.described(sentence, noun))
        ):
            return name
        for mention in sentence.mentions:
            if (
                token.i < mention.first
                and _leads_to(sentence, token, mention)
                and mention.kind in {"territory", "organization", "union"}
                and (
                    mention.form != "adjective"
                    or (
                        sentence.tokens[mention.last + 1 :][:1]
                        and sentence.tokens[mention.last + 1].lemma in {"порт", "рынок", "сторона"}
                    )
                )
            ):
                noun = sentence.tokens[mention.head]
                if token.lemma in {"в", "на"} and noun.case == "Loc":
                    continue
                return mention.name
    return None


def _leads_to(sentence: Sentence, preposition: Token, mention: Mention) -> bool:
    """Whether a preposition governs a mention: only adjectives, or a port or market, stand between."""
    between = sentence.tokens[preposition.i + 1 : mention.first]
    return len(between) <= 4 and all(t.pos in {"ADJ", "DET"} or t.lemma in _MARKETS for t in between)


def _separated(sentence: Sentence, a: Token, b: Token) -> bool:
    first, last = sorted((a.i, b.i))
    return any(t.text in ";:" for t in sentence.tokens[first:last])


def _dative(sentence: Sentence, verb: Token) -> tuple[str | None, bool]:
    for token in clauses.complements(sentence, verb, case="Dat"):
        mention = sentence.mention_at(token) or _quoted_name(sentence, token)
        if mention is not None and mention.kind in {"organization", "territory"}:
            return mention.name, mention.kind == "organization"
    return None, False
