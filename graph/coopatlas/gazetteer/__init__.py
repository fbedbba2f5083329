"""Names to candidates: countries, regions, cities, ports, corridors, unions, bodies, from `ontology/reference`."""

from coopatlas.gazetteer.entry import KINDS, Entry
from coopatlas.gazetteer.lookup import Gazetteer, load
from coopatlas.gazetteer.scanner import Match

__all__ = ["KINDS", "Entry", "Gazetteer", "Match", "load"]
