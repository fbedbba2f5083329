"""Which frames a word evokes, alone or as a phrase, and where it evokes none."""

from collections.abc import Iterator, Sequence

from coopatlas.language.form import form
from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.filling import VERBAL
from coopatlas.reading.lexicon import Frame

PHRASAL_REACH = 6
_NOMINAL = frozenset({"NOUN", "PROPN", "X"})


def evoked(known: lexicon.Lexicon, sentence: Sentence, token: Token) -> Iterator[tuple[Frame, bool]]:
    """Yield the frames that a token evokes, and whether as the reflexive of a transitive verb."""
    # A reflexive is its verb, and a compound what its last part names: «страна-участница», «инвест-форум».
    build, plain = form(known.lang), active(known.lang, token.lemma)
    for lemma in dict.fromkeys((token.lemma, plain, _whole(known, token.lemma))):
        for lemmas, verbal, frame in known.by_lemma.get(lemma, ()):
            within = token.rel == "compound" and not verbal and not _before_name(sentence, token)
            within = within and not _of_its_work(known.lang, sentence, token)
            if within or token.rel == "fixed":
                continue  # «according to» is no accord
            if not verbal and build.agreeing and _of_an_office(known.lang, sentence, token, frame):
                continue
            if token.pos and token.pos not in (VERBAL if verbal else _NOMINAL | VERBAL):
                continue
            if _only_named(known.lang, sentence, token, frame):
                continue
            if token.text.isupper() and _in_brackets(sentence, token):
                continue  # «совместные предприятия (СП)»
            if len(lemmas) > 1 and not _goes_on(sentence, token, lemmas[1:]):
                continue
            if len(lemmas) > 1 and verbal and build.head_final and _parted(sentence, token, lemmas[1:]):
                continue
            # Of a passive the grammar has told who does what; another reflexive the frame takes for one.
            yield frame, lemma == plain != token.lemma and token.feats.get("Voice") != "Pass"


def active(lang: str, lemma: str) -> str:
    """Return the verb of which a lemma is the reflexive: «обсуждаться» is what is done with what they «обсуждают»."""
    for ending in form(lang).reflexive:
        lemma = lemma.removesuffix(ending)
    return lemma


def _whole(known: lexicon.Lexicon, lemma: str) -> str:
    """Return what a compound names by its last part, where no frame knows it whole."""
    mark = form(known.lang).compound
    return lemma.rpartition(mark)[2] if mark and lemma not in known.by_lemma else lemma


def _of_its_work(lang: str, sentence: Sentence, token: Token) -> bool:
    """Whether only the work of a thing is told of, or how much it is: «паром желісі | жұмысын бастады»."""
    above, words = sentence.head(token), lexicon.lists(lang, "references", ("amounts", "amounting", "work"))
    if above is not None and above.lemma in words["amounts"]:
        return token.lemma in words["amounting"]
    return above is not None and above.lemma in words["work"] and token.feats.get("Poss") == "3"


def _only_cited(lang: str, sentence: Sentence, document: Token) -> bool:
    """Whether a document is only that by which something is done: «хаттама бойынша облыс қосылады»."""
    citing = lexicon.lists(lang, "references", ("citing",))["citing"]
    described = sentence.children(document, "acl", "nmod:poss", "nmod")
    return document.feats.get("Post") in citing and not described


def _only_named(lang: str, sentence: Sentence, token: Token, frame: Frame) -> bool:
    """Whether a word tells nothing of a thing itself: a document that is cited, the name of a firm."""
    if frame.kind == "agreement":
        return _only_cited(lang, sentence, token)
    return frame.kind == "route" and _names_a_firm(lang, sentence, token)


def _names_a_firm(lang: str, sentence: Sentence, token: Token) -> bool:
    """Whether a word of a language whose owners stand before is one of a body's name: «Қазақстан темір жолы»."""
    named = (m for m in sentence.mentions if m.first <= token.i <= m.last)
    return form(lang).head_final and any(m.kind == "organization" for m in named)


def _before_name(sentence: Sentence, token: Token) -> bool:
    """Whether a common noun stands before a name of which it says something: "EAEU member | Armenia"."""
    above = sentence.head(token)
    return above is not None and above.pos == "PROPN" and above.i > token.i and token.text.islower()


def _of_an_office(lang: str, sentence: Sentence, token: Token, frame: Frame) -> bool:
    """Whether a noun only tells of what someone is in office: «министр инвестиций», «советник посольства»."""
    above = sentence.head(token) if token.case == "Gen" and token.rel in {"nmod", "conj"} else None
    words = lexicon.lists(lang, "references", ("ministries", "offices"))
    held = words["ministries"] | (words["offices"] if frame.kind == "mission" else frozenset())
    return above is not None and above.lemma.rpartition("-")[2] in held


def _in_brackets(sentence: Sentence, token: Token) -> bool:
    around = sentence.tokens[max(0, token.i - 1) : token.i + 2]
    return around[0].text == "(" and around[-1].text == ")"


def _goes_on(sentence: Sentence, token: Token, lemmas: Sequence[str]) -> bool:
    """Whether the other words of a phrase stand near its first, before or behind it; its attributes with it."""
    around = sentence.tokens[max(0, token.i - PHRASAL_REACH) : token.i + PHRASAL_REACH + 1]
    near = {t.lemma for t in around if t.pos != "ADJ" or token.pos == "ADJ" or _attribute(sentence, t, token)}
    near |= {t.lemma for t in sentence.children(token, "amod")}
    return all(lemma in near for lemma in lemmas)


def _parted(sentence: Sentence, verb: Token, lemmas: Sequence[str]) -> bool:
    """Whether a mark or another verb parts a verb at the end from the words before it that it makes one phrase with.

    «Көмек көрсетеді» is a phrase, «жоба ұсынып, көмек көрсетеді» no offer of help.
    """
    wanted = set(lemmas)
    for token in reversed(sentence.tokens[max(0, verb.i - PHRASAL_REACH) : verb.i]):
        wanted -= {token.lemma}
        if not wanted:
            return False
        if token.text in {",", ";", ":"} or (token.pos == "VERB" and token.lemma not in lemmas):
            return True
    after = {t.lemma for t in sentence.tokens[verb.i + 1 : verb.i + 2]}  # «сатып алу» is evoked by either
    return bool(wanted - after)


def _attribute(sentence: Sentence, adjective: Token, noun: Token) -> bool:
    """Whether an adjective qualifies a noun, or stands right before it over other adjectives."""
    if adjective.head == noun.i or noun.head == adjective.i:
        return True
    between = sentence.tokens[adjective.i + 1 : noun.i]
    return adjective.i < noun.i and all(t.pos in {"ADJ", "PUNCT", "CCONJ"} for t in between)
