"""Words of English that the reader knows: offices, bodies, places, and the verbs that tell how firmly it is said."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def parts(text: str) -> tuple[str, ...]:
    """Return the parts of a text between upright bars."""
    return tuple(text.split("|"))


ABBREVIATIONS = words(
    "approx apr aug capt col dec dr eg etc feb fig gen gov hon ie jan jul jun lt mar mr mrs ms no nov oct prof "
    "rep rev sen sep sept sgt st u.s us vs"
)

OFFICE_NOUNS = parts(
    "president|prime minister|minister|governor general|governor|mayor|akim|ambassador|envoy|consul general|"
    "honorary consul|vice consul|consul|chairman|chairwoman|chairperson|chair|speaker|director general|"
    "general director|managing director|executive director|director|chief executive officer|chief executive|"
    "chief of staff|ceo|head|secretary general|secretary|premier|chancellor|trade representative|representative|"
    "commissioner|rector|owner|founder|co-founder|general manager|manager|senator|charge d'affaires|"
    "chargé d'affaires|chief|spokesman|spokeswoman|spokesperson|president and ceo|trade attaché|"
    "trade commissioner|plenipotentiary|deputy|attaché|first secretary|leader|foreign minister|vice president|"
    "vice-president|vice premier"
)
OFFICE_MODIFIERS = parts(
    "deputy|first|second|vice|vice-|acting|interim|chief|senior|former|then|foreign|finance|economy|energy|trade|"
    "industry|transport|agriculture|culture|health|education|tourism|environment|defence|defense|interior|"
    "justice|railway|commercial|regional|honorary|special|permanent|new|newly appointed|outgoing|"
    "extraordinary and plenipotentiary|lieutenant|provincial|executive|managing"
)

_DESCRIPTIONS = (
    "governor: governor, akim|mayor: mayor, akim|minister: minister|ambassador: ambassador|"
    "diplomat: ambassador, consul, envoy, attach|envoy: ambassador, envoy, consul|consul: consul|"
    "consul general: consul|president: president|chairman: chair|director: director|"
    "prime minister: prime minister, premier|premier: premier, prime minister|"
    "chief executive: chief executive, ceo|akim: akim, governor|official: |politician: |"
    "executive: executive, director, ceo, head, chair|businessman: |director general: director|"
    "general director: director|head of state: president|speaker: speaker|rector: rector|"
    "ceo: ceo, chief executive|regional head: governor, head, akim|regional leader: governor, head, akim|"
    "trade representative: trade representative|deputy governor: deputy governor|"
    "deputy minister: deputy minister|manager: manager|head: head"
)
DESCRIPTIONS = {
    word: tuple(offices.split(", ")) for word, _, offices in (item.partition(": ") for item in _DESCRIPTIONS.split("|"))
}
"""What a person may be called again («the diplomat»), and the parts of an office that make it this person."""

TITLES = frozenset(
    word
    for noun in OFFICE_NOUNS
    for word in noun.replace("-", " ").split()
    if word not in {"and", "of", "general", "staff", "trade", "affaires", "d'affaires"}
) | words(
    "mr mrs ms dr prof sir deputy first acting vice counterpart colleague businessman king sheikh general foreign"
)
"""Words that stand before a personal name or belong to an office."""
OFFICES = frozenset(noun.split()[-1] for noun in OFFICE_NOUNS) | words(
    "counterpart consul director secretary leader envoy entrepreneur"
)
PORTFOLIOS = words(
    "affairs agriculture commerce communications construction culture defence defense development digital "
    "ecology economic economy education emergency energy environment external finance foreign health housing "
    "industry information infrastructure integration interior investment investments irrigation justice labor "
    "labour national natural planning relations resources roads rural science situations sport sports "
    "strategic technologies technology tourism trade transport water"
)
"""Words of what a ministry is for."""
CALENDAR = words(
    "april august december february friday january july june march may monday november october saturday "
    "september sunday thursday tuesday wednesday"
)
ORGANISATION_HEADS = words(
    "academy administration agency airlines airways akimat alliance assembly association authority bank board "
    "bureau center centre chamber cjsc co college combine commission committee company consortium consulate corp "
    "corporation council customs department duma embassy energy enterprise exchange factory federation "
    "foundation fund gmbh government group holding holdings hospital inc industries institute jsc kombinat "
    "league lines llc llp logistics ltd majlis mejlis ministry motors museum office ojsc operator organisation "
    "organization parliament partnership pjsc plant plc railway railways refinery school secretariat senate "
    "service shipping society trust union university works"
)
PLACE_HEADS = words(
    "airport docks dockyard harbor harbour hub marina park port quay seaport shipyard station terminal terminals "
    "wharf zone"
)
ROUTE_HEADS = words(
    "belt conference congress corridor exhibition expo fair festival forum highway initiative line project "
    "railway road route summit week"
)
NOT_PEOPLE = (
    ROUTE_HEADS
    | PLACE_HEADS
    | words(
        "act agency agreement article avenue baltic bay black canal caspian central city county cup day "
        "district east eastern economic free great gulf independence international island krai lake law "
        "memorandum middle mountain national new news north northern northwest oblast ocean olympic peninsula "
        "press province region republic river sea silk south southern southwest special square state strait "
        "street territory times today town trans-caspian treaty valley valleys victory village west western "
        "world year"
    )
)
"""Words that no personal name contains."""
FUNCTION_WORDS = words(
    "a about above according across after against all almost along also although ambassador among an and another "
    "any april are around as asked at august because before besides between bilateral both businesspeople but by "
    "can cargo cereals chairman consul could december deliveries despite did director do does down dr due during "
    "each earlier eight eleven even every exports february first five for four friday from furthermore goods "
    "governor had half has have he head her here his how however i if imports in instead into is it its january "
    "july june just last later let like looking many march may mayor meanwhile might minister monday more "
    "moreover most mr mrs ms must mutual my nearly next nine no nor not november now october of off officials on "
    "once one only onto or other our out over owing per president prof roughly saturday second september seven "
    "several she shipments should since six so some soon speaking still such sunday ten than thanks that the "
    "their then there therefore these they third this those though three through thursday thus to today together "
    "tomorrow trade traffic tuesday twelve two under unlike until up upon via was we wednesday were what when "
    "where which while who whom whose why will with within without would yesterday yet you your"
)
PARTICLES = words("abu af al ben bin da de den der di du el ibn kizi kyzy la le oglu oğlu uly uulu van von zu")
SURNAME_ENDINGS = tuple(
    words(
        "ov ev yov ova eva in ina sky skiy skaya enko chuk yuk bayev bekov uly yan ian dze shvili zadeh zade oglu "
        "oğlu uulu iev aev ayev eyev nko ich poor pour nejad abadi bay bek stan-uly"
    )
)
SAYING = (
    r"said|says|told|tells|noted|notes|stressed|stresses|added|adds|explained|explains|"
    r"stated|states|emphasi[sz]ed|pointed out|pointed to|remarked|underlined|underscored|"
    r"recalled|reported|reports|announced|announces|confirmed|argued|argues|believes|thinks|"
    r"reckons|admitted|acknowledged|insisted|estimated|estimates|voiced|"
    r"reminded|observed|commented|highlighted|declared|mentioned|clarified|warned|concluded|"
    r"hopes|expects|sees|suggested|predicted|assured|described|called|considers|put|cited"
)

INTENTION = (
    r"\bplans?\b|\bplann(?:ed|ing)\b|\bintend\w*|\bwill\b|\b(?:is|are|was|were) (?:set|due|"
    r"going|scheduled|expected|slated|to|about) to\b|\b(?:is|are) to\b|\baims? (?:to|at)\b|"
    r"\bshall\b|"
    r"\bagreed to\b|\bhopes? to\b|\btarget\w*|\bby 20\d\d\b|'ll\b|\bseeks? to\b|\bsetting "
    r"up\b|\bexpects? to\b|\bpledg\w+ to|\bvow\w* to|\bin the (?:works|pipeline)\b|"
    r"\bdecided to\b|\b(?:is|are) being (?:drawn|drafted|prepared|set)\b"
)
INTEREST = r"\binterest(?:ed)?\b|\bkeen\b|\bwants?\b|\bwould like\b|\beager\b|\bwish\w*|\bcurious\b|\bhopeful\b"
PROPOSAL = (
    r"\bpropos\w+|\bsuggest\w*|\binvit(?:ed|es|ing)\b|\boffer(?:ed|s|ing)?\b|\bcall(?:ed|s|"
    r"ing)? (?:on|for|upon)\b|\burg(?:ed|es|ing)\b|\bput forward\b"
)
READINESS = (
    r"\b(?:is|are|was|were|stands?|stood)(?: \w+)? (?:ready|prepared|willing)\b|\breadiness\b|"
    r"\bwillingness\b|\bready to\b|\bprepared to\b"
)
NEGOTIATION = (
    r"\bnegotiat\w+|\bunder (?:discussion|negotiation|consideration)\b|\bin talks\b|\btalks "
    r"(?:on|about|over)\b|\bbeing (?:discussed|negotiated|considered|worked out)\b|"
    r"\bdiscuss\w*|\bconsider(?:ing|s|ed)?\b|\bworking on\b|\bexploring\b|\bstudying\b"
)
EVALUATION = (
    r"\bcould\b|\bmay\b|\bmight\b|\bpotential\w*|\bpromising\b|\bwould\b|\bcan become\b|"
    r"\bopportunit\w+|\bprospects?\b|\bopenings?\b|\bcapable of\b"
)
NEGATION = (
    r"\bnot\b|n't\b|\bno longer\b|\bnever\b|\bdenied\b|\bneither\b|\bnor\b|\bcannot\b|"
    r"\bruled out\b|\bwithout\b"
)
