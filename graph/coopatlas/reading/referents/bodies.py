"""Bodies, unions, sites and groups that are called by what they are and whose."""

from dataclasses import replace

from coopatlas.language.grammar import TREE
from coopatlas.language.tokens import Mention, Sentence
from coopatlas.reading import lexicon
from coopatlas.reading.draft import CONTEXT, SLOT, Filler
from coopatlas.reading.referents.names import FITS, fits
from coopatlas.reading.referents.owners import owners_of
from coopatlas.reading.referents.phrase import Phrase, as_filler


def group_meant(phrase: Phrase) -> list[Filler]:
    """«перевозчики», "the carriers": firms and people as they are called."""
    return as_printed(phrase) if phrase.is_one_of("groups") else []


def as_listed(phrase: Phrase) -> list[Filler]:
    """«трех городов: A, B и C», «области A и B»: the names that a common noun in the plural announces."""
    sentence = phrase.sentence
    before = phrase.discourse.form.head_final
    heads = [c for c in sentence.children(phrase.token, "appos", "parataxis") if before or c.i > phrase.token.i]
    if not phrase.plural or not heads:
        return []
    below = {t.i for head in heads if head.pos == "PROPN" for t in sentence.subtree(head)}
    named = [m for m in sentence.mentions if m.head in below and m.kind in FITS[phrase.wanted]]
    fitting = [m for m in named if fits(phrase.discourse.lang, sentence, m, phrase.wanted)]
    return [as_filler(m.name, m, phrase.token.lemma) for m in fitting]


def union_meant(phrase: Phrase) -> list[Filler]:
    """«в союз», «в состав СНГ», «в число членов ШОС», "member of the bank" that was named."""
    sentence, token = phrase.sentence, phrase.token
    if phrase.is_one_of("ranks"):
        below = {i for child in sentence.children(token, "nmod") for i in (child.i, *child.children)}
        return [as_filler(m.name, m, token.lemma) for m in sentence.mentions if m.head in below and m.kind == "union"]
    if phrase.is_one_of("joined") and not phrase.plural:
        named = phrase.discourse.before(sentence, token.i, "union", "organization")
        called = next((m for m in named if token.lemma in m.name.casefold().split()), None)
        if called is not None:
            return [as_filler(called.name, called, token.lemma, CONTEXT)]
    if not phrase.is_one_of("unions"):
        return []
    found = next(phrase.discourse.before(sentence, token.i, "union"), None)
    return [as_filler(found.name, found, token.lemma, CONTEXT)] if found else []


LONGEST_SEAT, _LONGEST_SITE = 6, 8


def speaking_side(phrase: Phrase) -> list[Filler]:
    """«мы», «наша сторона»: the speaker, or his side."""
    owned = phrase.is_one_of("sides", "groups", "regions", "countries", "republics") and any(
        phrase.sentence.tokens[i].lemma in phrase.words["we"] for i in phrase.token.children
    )
    if not (phrase.is_one_of("we") or owned):
        return []
    name = phrase.discourse.speaker(phrase.sentence, phrase.token.start)
    person = phrase.discourse.people.get(name or "")
    value = name if phrase.wanted in {"person", "agent"} and not owned else person.side if person else ""
    if phrase.wanted == "body":
        value = person.organization if person else ""
    return [Filler(value, phrase.token.i, phrase.token.i, CONTEXT, "speaker's side")] if value else []


def as_called(phrase: Phrase) -> list[Filler]:
    """«томские предприятия», «садоводы Кыргызстана»: a group of firms or people, as it is called."""
    if phrase.wanted in {"side", "party", "body"} and phrase.is_one_of("sites") and (site := site_meant(phrase)):
        return site
    by_attribute = phrase.is_one_of("called") and bool(phrase.sentence.children(phrase.token, "amod"))
    if phrase.wanted in {"agent", "side", "party", "body"} and by_attribute:
        return as_printed(phrase)
    if phrase.wanted not in {"agent", "side", "party", "body"} or not phrase.is_one_of("groups"):
        return []
    owners = owners_of(phrase)
    if phrase.plural and len({f.value for f in owners}) > 1:
        return owners  # «между российскими и казахстанскими компаниями»: there are two sides
    found = as_printed(phrase) if owners or _seat(phrase) else []
    apart = [f for f in owners for name in found if not name.first <= f.first <= name.last]
    return owners if phrase.discourse.form.head_final and owners and len(apart) == len(owners) else found


def _seat(phrase: Phrase) -> bool:
    """Whether it is told where a firm is: "a retailer in X"."""
    arguments = phrase.discourse.grammar.arguments(phrase.sentence, phrase.token)
    heads = {a.head.i for a in arguments if a.rank == TREE and a.function == "in"}
    return any(m.head in heads for m in phrase.sentence.mentions if m.kind == "territory")


def as_printed(phrase: Phrase) -> list[Filler]:
    """Return the phrase itself, in dictionary form."""
    first, last = _without_matters(phrase, *phrase.discourse.grammar.phrase(phrase.sentence, phrase.token))
    name = phrase.discourse.grammar.dictionary_form(phrase.sentence, first, last)
    if first == 0 and phrase.sentence.tokens[0].pos == "ADJ" and not _written_large(phrase):
        name = name[:1].lower() + name[1:]  # only the beginning of the sentence
    return [Filler(name, first, last, SLOT, phrase.token.lemma)]


def _written_large(phrase: Phrase) -> bool:
    """Whether a sentence begins with the attribute of a territory that its language writes with a capital."""
    entries = (m.entry for m in phrase.sentence.mentions if m.first == 0 and m.entry is not None)
    adjectives = (word for entry in entries for word in entry.adjectives.get(phrase.discourse.lang, ()))
    return any(word[:1].isupper() for word in adjectives)


def _without_matters(phrase: Phrase, first: int, last: int) -> tuple[int, int]:
    """Cut a phrase of firms or people behind whose they are: «бизнес Омска | по вопросам сертификации»."""
    tokens, at = phrase.sentence.tokens, phrase.token.i
    matters = lexicon.lists(phrase.discourse.lang, "references", ("matters",))["matters"]
    for token in tokens[at + 1 : last]:
        where = any(m.first == token.i + 1 for m in phrase.sentence.mentions if m.kind in {"territory", "place"})
        if token.pos == "ADP" and token.lemma in matters and (not where or token.lemma == "для"):
            return first, token.i - 1
    return first, last


def body_meant(phrase: Phrase) -> list[Filler]:
    """«компания», «the port authority»: the body spoken of last, one called so before any other."""
    if phrase.wanted not in {"body", "side", "party", "agent"} or phrase.plural or not phrase.is_one_of("bodies"):
        return []
    named = list(phrase.discourse.before(phrase.sentence, phrase.token.i, "organization", "port"))
    called = [m for m in named if phrase.token.lemma in m.name.casefold().split()]
    firm = named if phrase.is_one_of("firms") and not owners_of(phrase) else []  # «узбекская компания» is another
    return [as_filler(m.name, m, phrase.token.lemma, CONTEXT) for m in (called or firm)[:1]]


def it_meant(phrase: Phrase) -> list[Filler]:
    """The body or territory that was the subject last, here or at the beginning of the sentence before: "it"."""
    if not phrase.is_one_of("it") or not phrase.token.rel.startswith("nsubj"):
        return []
    discourse, sentence, at = phrase.discourse, phrase.sentence, phrase.token.i
    here = [m for m in sentence.mentions if m.last < at and _acts(sentence, m)]
    earlier = discourse.sentences[sentence.index - 1] if sentence.index else None
    before = [m for m in earlier.mentions if _acts(earlier, m)] if earlier is not None else []
    found = here[-1:] or before[:1]
    fitting = [m for m in found if m.kind in FITS[phrase.wanted]]
    return [as_filler(m.name, m, phrase.token.lemma, CONTEXT) for m in fitting]


def _acts(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name that is no person's is a subject."""
    subject = sentence.tokens[mention.head].rel in {"nsubj", "nsubj:pass"}
    return subject and mention.kind in {"organization", "territory", "port", "union"} and mention.form == "name"


def site_meant(phrase: Phrase) -> list[Filler]:
    """Return a site by its phrase where a proper name in it tells which: «завод удобрений в Куйбышеве»."""
    tokens = phrase.sentence.tokens
    first, last = phrase.discourse.grammar.phrase(phrase.sentence, phrase.token)
    named = any(t.text[:1].isupper() and t.i > 0 for t in tokens[first : last + 1])
    if not named or last - first > _LONGEST_SITE:
        return []
    spelled = lexicon.words(phrase.discourse.lang, "references").get("spelled", {}).get(phrase.token.lemma, "")
    return [
        replace(f, value=str(f.value).replace(phrase.token.text, spelled or phrase.token.text))
        for f in as_printed(phrase)
    ]
