"""Statistics of official sources: tables → observations, apart from claims; links of what we know to what others do."""

from coopatlas.statistics.observation import Goods, Observation, Rate, Release
from coopatlas.statistics.read import ANY, observations, rates, releases

__all__ = ["ANY", "Goods", "Observation", "Rate", "Release", "observations", "rates", "releases"]
