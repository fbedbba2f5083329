"""What can go wrong for a user: one root, one line each, saying where, what and what to do."""


class CoopatlasError(Exception):
    """An error that the user can act on; anything else that escapes is a bug and keeps its traceback."""

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        # All three are arguments, so that an error survives the way from one process to another.
        super().__init__(where, problem, remedy)
        self.where = where
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}; {self.remedy}"


class DocumentError(CoopatlasError):
    """A document that cannot be read; the rest of its batch goes on."""


class LeftOutError(DocumentError):
    """A file that is no document, such as a picture; no fault of anybody's where it only lay in a folder."""


class StoreError(CoopatlasError):
    """A store that cannot be opened, written or understood; what it holds is left as it was."""


class QuestionError(CoopatlasError):
    """A question, parameter, view or SPARQL text that cannot be used."""


class BoundError(CoopatlasError):
    """Work that took more `time` or `memory` than it may, and was ended."""

    def __init__(self, where: str, problem: str, remedy: str, what: str = "time") -> None:
        super().__init__(where, problem, remedy)
        self.args = where, problem, remedy, what
        self.what = what


class JudgementError(CoopatlasError):
    """A judgement about two names that is malformed, or that contradicts another."""


class DecisionError(CoopatlasError):
    """A decision of a person that is malformed, or that fits nothing."""


class ContentError(CoopatlasError):
    """A file of the ontology, the questions or the views that is missing or malformed."""


class StatisticsError(CoopatlasError):
    """A table of statistics or of identifiers that cannot be imported; nothing of it is kept."""


class LinkError(CoopatlasError):
    """A file of links that cannot be read."""


class ReasonerError(CoopatlasError):
    """The reasoner could not run; says nothing about consistency."""


class EvaluationError(CoopatlasError):
    """Gold facts or predictions that cannot be compared."""


class LanguageModelError(CoopatlasError):
    """A language model that is not named, cannot be reached or refuses to answer."""
