"""The one table that maps kinds of fact to the ontology: a class for each kind, a property and a type for each role.

A role's type says what its value becomes: an entity of that role type (`person`, `organization`, `agent`,
`territory`, `place`, `union`, `goods`, `target`), a `text` in the document's language, a `period`, a vocabulary term
(`term:flow`), a `unit`, a `rank`, or a `figure`, which its `bound` makes a point or a bound. A property `post/…`
belongs to the post that the item is about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coopatlas.model import Fact

INITIATIVE = "CooperationInitiative"
"""The class of what is wished, planned or proposed; never that of what exists."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of fact becomes.

    `form` names the form of cooperation of a kind that may be only planned; `existing` are the statuses under which
    it exists, empty where the kind has no status. `fixed` are the terms that every item of the kind has.
    """

    cls: str
    roles: Mapping[str, tuple[str, str]]
    form: str | None = None
    existing: frozenset[str] = frozenset()
    fixed: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def class_of(self, fact: Fact) -> str:
        """Return the class of the fact's item: anything but a stated fact with an existing status is an initiative."""
        exists = fact.modality == "stated" and (not self.existing or fact.args.get("status") in self.existing)
        return self.cls if exists or self.form is None else INITIATIVE


KINDS: Mapping[str, Kind] = {
    "post": Kind(
        "PostHolding",
        {
            "person": ("holder", "person"),
            "role": ("post/label", "text"),
            "organization": ("post/postIn", "organization"),
            "represents": ("post/represents", "territory"),
            "seat": ("post/seatedIn", "territory"),
        },
    ),
    "meeting": Kind(
        "Meeting",
        {
            "participant": ("participant", "person"),
            "party": ("participant", "agent"),
            "place": ("heldIn", "place"),
            "date": ("occurredDuring", "period"),
            "topic": ("topic", "text"),
        },
    ),
    "visit": Kind(
        "Visit",
        {
            "visitor": ("visitor", "agent"),
            "destination": ("destination", "place"),
            "date": ("occurredDuring", "period"),
        },
    ),
    "agreement": Kind(
        "Agreement",
        {
            "party": ("party", "agent"),
            "type": ("agreementType", "term:agreement"),
            "subject": ("subject", "text"),
            "status": ("stage", "term:stage"),
            "date": ("occurredDuring", "period"),
            "place": ("heldIn", "place"),
        },
        form="agreement",
        existing=frozenset({"signed", "in_force", "ended"}),
    ),
    "venture": Kind(
        "JointVenture",
        {
            "party": ("party", "agent"),
            "location": ("targetPlace", "place"),
            "sector": ("sector", "text"),
            "status": ("stage", "term:stage"),
        },
        form="joint-venture",
        existing=frozenset({"existing"}),
    ),
    "investment": Kind(
        "Investment",
        {
            "investor": ("investor", "agent"),
            "recipient": ("recipient", "agent"),
            "value": ("pointValue", "figure"),
            "currency": ("unit", "unit"),
            "bound": ("lowerBound", "bound"),
            "sector": ("sector", "text"),
            "date": ("occurredDuring", "period"),
        },
        form="investment",
    ),
    "trade": Kind(
        "ValueObservation",
        {
            "reporter": ("reporter", "territory"),
            "partner": ("tradePartner", "territory"),
            "flow": ("flow", "term:flow"),
            "value": ("pointValue", "figure"),
            "currency": ("unit", "unit"),
            "unit": ("unit", "unit"),
            "bound": ("lowerBound", "bound"),
            "period": ("refPeriod", "period"),
        },
    ),
    "growth": Kind(
        "GrowthObservation",
        {
            "reporter": ("reporter", "territory"),
            "partner": ("tradePartner", "territory"),
            "flow": ("flow", "term:flow"),
            "percent": ("pointValue", "figure"),
            "bound": ("lowerBound", "bound"),
            "period": ("refPeriod", "period"),
            "base": ("basePeriod", "period"),
        },
        fixed={"unit": ("unit", "percent")},
    ),
    "commodity": Kind(
        "CompositionObservation",
        {
            "reporter": ("reporter", "territory"),
            "partner": ("tradePartner", "territory"),
            "flow": ("flow", "term:flow"),
            "commodity": ("commodity", "goods"),
            "period": ("refPeriod", "period"),
        },
    ),
    "supply": Kind(
        "Supply",
        {
            "supplier": ("supplier", "agent"),
            "recipient": ("recipient", "agent"),
            "goods": ("goods", "goods"),
            "start": ("startedDuring", "period"),
            "period": ("occurredDuring", "period"),
            "status": ("stage", "term:stage"),
        },
        form="supply",
        existing=frozenset({"started", "ongoing", "ended"}),
    ),
    "interest": Kind(
        "Interest",
        {
            "holder": ("initiator", "agent"),
            "target": ("target", "target"),
            "subject": ("subject", "text"),
        },
    ),
    "proposal": Kind(
        INITIATIVE,
        {
            "proposer": ("initiator", "agent"),
            "party": ("party", "agent"),
            "subject": ("subject", "text"),
        },
        form="proposal",
        fixed={"stage": ("stage", "proposed")},
    ),
    "support": Kind(
        "Support",
        {
            "supporter": ("supporter", "agent"),
            "beneficiary": ("beneficiary", "agent"),
            "subject": ("subject", "text"),
        },
    ),
    "gateway": Kind(
        "GatewayRole",
        {
            "place": ("gatewayPlace", "place"),
            "function": ("gatewayFunction", "term:gateway"),
            "for": ("gatewayFor", "territory"),
        },
    ),
    "mission": Kind(
        "MissionPresence",
        {
            "sender": ("sender", "territory"),
            "host": ("host", "place"),
            "type": ("missionType", "term:mission"),
            "status": ("stage", "term:stage"),
            "district": ("consularDistrict", "territory"),
            "date": ("occurredDuring", "period"),
        },
        form="mission",
        existing=frozenset({"opened", "operating", "closed"}),
    ),
    "twinning": Kind(
        "Twinning",
        {
            "party": ("party", "territory"),
            "status": ("stage", "term:stage"),
            "date": ("occurredDuring", "period"),
        },
        form="twinning",
        existing=frozenset({"established"}),
    ),
    "membership": Kind(
        "UnionMembership",
        {
            "member": ("member", "agent"),
            "union": ("union", "union"),
            "status": ("membershipStatus", "term:membership"),
        },
    ),
    "partner": Kind(
        "PartnerRank",
        {
            "party": ("rankedParty", "agent"),
            "of": ("rankedBy", "agent"),
            "rank": ("rank", "rank"),
            "flow": ("flow", "term:flow"),
        },
    ),
    "route": Kind(
        "TransportRoute",
        {
            "from": ("routeFrom", "place"),
            "to": ("routeTo", "place"),
            "mode": ("mode", "term:mode"),
            "status": ("stage", "term:stage"),
            "name": ("routeName", "text"),
        },
        form="route",
        existing=frozenset({"opened", "operating", "closed"}),
    ),
}
"""Kinds in the order of `coopatlas.model.ROLES`, roles in the order in which an item's label names them."""
