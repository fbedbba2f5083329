"""Endings of Kazakh verbs as printed, which tell form and negation where no tag does."""

import re

_NOT = r"(?:(?<=[аәеиоөұүыіуюяйрл])м|(?<=[мнңзж])б|(?<=[бвгғдкқпстфхцчшщ])п)[ае]"
"""The suffix of denial in harmony with the sound before it: «алмады», «жазбады», «өтпеді», but «көбейді», «табады»."""
NEGATED = re.compile(
    rf"(?:{_NOT}(?:й?д[ыі]|ған|ген|йт[ыі]н|у[ыі]?|йын|йін|й|пт[ыі]|с[ае])|{_NOT}с$)"
    r"(?:м|ң|қ|к|[ыі]н|м[ыі]з|м[ыі]н|ы|ға|ге)?$"
)
DONE = re.compile(r"(?:[дт][ыі]|[ғгқк][ае]н|ыпты|іпті|пты|пті)(?:м|ң|қ|к|мыз|міз|быз|біз|ын|ін|ы|ың|ің)?$")
AORIST = re.compile(r"(?:й|а|е)(?:ды|ді|мыз|міз|мын|мін|сың|сің)$")
HABIT = re.compile(r"(?:а|е|й)т[ыі]н(?:ын|ін|ы|дығын|дігін)?$")
INTENT = re.compile(r"[мбп][ае][қк](?:шы|ші)?$")
IF = re.compile(r"(?:са|се)(?:м|ң|қ|к)?$")
LET = re.compile(r"(?:с[ыі]н|й[ыі][қк]|елік|алық|лық)$")
VERBAL_NOUN = re.compile(
    r"(?:у|ю)(?:[ыі]н?)?(?:ға|ге|на|не|ды|ді|н|дан|ден|нан|нен|да|де|нда|нде|мен|дың|дің|ның|нің|а|е|лар.*|лер.*)?$"
)
CONVERB = re.compile(r"(?:[ыі]п|п|[аей])$")
ADJUNCT = re.compile(r"(?:[дт][ае]|нд[ае])(?:ғы|гі)?$")
PARTICIPLE = re.compile(r"[ғгқк][ае]н$")
YET = re.compile(r"[ғгқк][ае]н[ыі]мен$")
"""«Болғанымен»: although it is so."""
WISH = re.compile(r"[ғгқк][ыі](?:с[ыі]|м|ң|м[ыі]з|лар[ыі])$")
SINCE = re.compile(r"[дт][ыі][қк]т[ае]н$")
"""«Болғандықтан»: since it is so."""


def is_finite(text: str) -> bool:
    """Whether a word as printed ends as a finite verb does, a condition or an aim among them."""
    word = text.casefold()
    return bool(DONE.search(word) or AORIST.search(word) or IF.search(word) or INTENT.search(word))
