"""The records that pass between the parts: a document, and a fact read from it.

The vocabulary is that of the annotation guideline for cooperation news: the kinds of fact and their roles, which
`ontology/kinds/` declares, seven modalities, two polarities. A fact record is the one interface between reading and
knowing.
"""

from coopatlas.model.document import Document
from coopatlas.model.entity import EntityRef
from coopatlas.model.evidence import Cell, Evidence
from coopatlas.model.fact import CERTAIN, Fact, typed
from coopatlas.model.figure import Figure
from coopatlas.model.filler import Filler, Value
from coopatlas.model.kinds import LIST_ROLES, ROLES, STATUSES, Kind, Role, kinds
from coopatlas.model.period import Period
from coopatlas.model.ruling import Ruling

__all__ = [
    "BOUNDS",
    "CERTAIN",
    "LANGUAGES",
    "LIST_ROLES",
    "MODALITIES",
    "POLARITIES",
    "ROLES",
    "STATUSES",
    "Cell",
    "Document",
    "EntityRef",
    "Evidence",
    "Fact",
    "Figure",
    "Filler",
    "Kind",
    "Period",
    "Role",
    "Ruling",
    "Value",
    "kinds",
    "typed",
]

BOUNDS = ("min", "max", "about", "exact")
MODALITIES = ("stated", "interest", "intention", "proposal", "readiness", "evaluation", "negotiation")
POLARITIES = ("positive", "negative")
LANGUAGES = ("ru", "en", "kk")
