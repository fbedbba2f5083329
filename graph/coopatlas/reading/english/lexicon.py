"""Words of English that the reader knows: offices, bodies, places, and the verbs that say how firmly a thing is said."""

ABBREVIATIONS = frozenset("mr mrs ms dr prof st gen gov sen rep lt col sgt capt hon rev vs no fig approx jan feb mar apr jun jul aug sep sept oct nov dec etc eg ie u.s us".split())  # fmt: skip

OFFICE_NOUNS = (
    "president", "prime minister", "minister", "governor general", "governor", "mayor", "akim", "ambassador", "envoy", "consul general", "honorary consul",
    "vice consul", "consul", "chairman", "chairwoman", "chairperson", "chair", "speaker", "director general", "general director", "managing director",
    "executive director", "director", "chief executive officer", "chief executive", "chief of staff", "ceo", "head", "secretary general", "secretary",
    "premier", "chancellor", "trade representative", "representative", "commissioner", "rector", "owner", "founder", "co-founder", "general manager",
    "manager", "senator", "charge d'affaires", "chargé d'affaires", "chief", "spokesman", "spokeswoman", "spokesperson", "president and ceo", "trade attaché",
    "trade commissioner", "plenipotentiary", "deputy", "attaché", "first secretary", "leader", "foreign minister", "vice president", "vice-president", "vice premier",
)  # fmt: skip
OFFICE_MODIFIERS = (
    "deputy", "first", "second", "vice", "vice-", "acting", "interim", "chief", "senior", "former", "then", "foreign", "finance", "economy", "energy", "trade", "industry",
    "transport", "agriculture", "culture", "health", "education", "tourism", "environment", "defence", "defense", "interior", "justice", "railway", "commercial", "regional",
    "honorary", "special", "permanent", "new", "newly appointed", "outgoing", "extraordinary and plenipotentiary", "lieutenant", "provincial", "executive", "managing",
)  # fmt: skip
DESCRIPTIONS = {
    "governor": ("governor", "akim"), "mayor": ("mayor", "akim"), "minister": ("minister",), "ambassador": ("ambassador",), "diplomat": ("ambassador", "consul", "envoy", "attach"),
    "envoy": ("ambassador", "envoy", "consul"), "consul": ("consul",), "consul general": ("consul",), "president": ("president",), "chairman": ("chair",),
    "director": ("director",), "prime minister": ("prime minister", "premier"), "premier": ("premier", "prime minister"), "chief executive": ("chief executive", "ceo"),
    "akim": ("akim", "governor"), "official": ("",), "politician": ("",), "executive": ("executive", "director", "ceo", "head", "chair"), "businessman": ("",),
    "director general": ("director",), "general director": ("director",), "head of state": ("president",), "speaker": ("speaker",), "rector": ("rector",), "ceo": ("ceo", "chief executive"),
    "regional head": ("governor", "head", "akim"), "regional leader": ("governor", "head", "akim"), "trade representative": ("trade representative",), "deputy governor": ("deputy governor",),
    "deputy minister": ("deputy minister",), "manager": ("manager",), "head": ("head",),
}  # fmt: skip
"""What a person may be called again («the diplomat»), and a part of the office that makes it this person."""

ORGANISATION_HEADS = frozenset(
    "company co corporation corp inc ltd llc plc gmbh holding holdings group bank ministry department agency administration committee council commission "
    "chamber association union fund foundation university institute railways railway airlines airways authority centre center office service parliament "
    "government embassy consulate board enterprise plant factory works refinery shipping lines logistics industries motors energy bureau federation league secretariat "
    "organization organisation assembly senate duma majlis mejlis akimat hospital museum academy college school operator alliance consortium society "
    "kombinat combine jsc cjsc ojsc pjsc llp trust partnership exchange customs".split()
)  # fmt: skip
PLACE_HEADS = frozenset("port seaport harbour harbor airport terminal zone hub station park quay wharf shipyard dockyard marina docks terminals".split())
ROUTE_HEADS = frozenset("corridor route road highway railway line belt initiative project forum summit conference week fair exhibition expo congress festival".split())
NOT_PEOPLE = frozenset(
    "sea ocean river lake gulf bay island mountain street avenue square day year north south east west central northern southern eastern western northwest southwest "
    "caspian black baltic middle silk new great treaty agreement memorandum act law article world international national state trans-caspian victory independence cup olympic "
    "region province oblast district republic city town village county krai state territory peninsula canal strait valley valleys free special economic zone times news today agency press".split()
) | ROUTE_HEADS | PLACE_HEADS  # fmt: skip
FUNCTION_WORDS = frozenset(
    "the a an this that these those it its he she they his her their we our i my you your in on at by for from to of with and or but nor not no so as if when while where "
    "after before during since until under over above between among through across along about against into onto upon within without despite because although though however "
    "according also then now here there today yesterday tomorrow earlier later last next first second third one two three four five six seven eight nine ten both each all "
    "some any many most more several such another other what which who whom whose how why yet still only just even meanwhile moreover furthermore besides thus therefore "
    "every half trade exports imports traffic officials businesspeople more than up down out off per via due owing thanks asked speaking looking asked bilateral mutual "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "once soon eight twelve eleven nearly almost roughly around mr mrs ms dr prof let like unlike together instead will would can could should may might must is are was were has have had do does did "
    "goods cargo cereals shipments deliveries governor mayor minister president ambassador consul chairman director head".split()
)
PARTICLES = frozenset("von van de der den al el bin ibn ben da di du la le uulu uly oglu oğlu kyzy kizi zu af abu".split())
SURNAME_ENDINGS = (
    "ov", "ev", "yov", "ova", "eva", "in", "ina", "sky", "skiy", "skaya", "enko", "chuk", "yuk", "bayev", "bekov", "uly", "yan", "ian", "dze", "shvili", "zadeh", "zade",
    "oglu", "oğlu", "uulu", "iev", "aev", "ayev", "eyev", "nko", "ich", "poor", "pour", "nejad", "abadi", "bay", "bek", "stan-uly",
)  # fmt: skip

SAYING = (
    r"said|says|told|tells|noted|notes|stressed|stresses|added|adds|explained|explains|stated|states|emphasi[sz]ed|pointed out|pointed to|remarked|underlined|underscored|"
    r"recalled|reported|reports|announced|announces|confirmed|argued|argues|believes|thinks|reckons|admitted|acknowledged|insisted|estimated|estimates|voiced|"
    r"reminded|observed|commented|highlighted|declared|mentioned|clarified|warned|concluded|hopes|expects|sees|suggested|predicted|assured|described|called|considers|put|cited"
)

INTENTION = (
    r"\bplans?\b|\bplann(?:ed|ing)\b|\bintend\w*|\bwill\b|\b(?:is|are|was|were) (?:set|due|going|scheduled|expected|slated|to|about) to\b|\b(?:is|are) to\b|\baims? (?:to|at)\b|\bshall\b|"
    r"\bagreed to\b|\bhopes? to\b|\btarget\w*|\bby 20\d\d\b|'ll\b|\bseeks? to\b|\bsetting up\b|\bexpects? to\b|\bpledg\w+ to|\bvow\w* to|\bin the (?:works|pipeline)\b|\bdecided to\b|\b(?:is|are) being (?:drawn|drafted|prepared|set)\b"
)
INTEREST = r"\binterest(?:ed)?\b|\bkeen\b|\bwants?\b|\bwould like\b|\beager\b|\bwish\w*|\bcurious\b|\bhopeful\b"
PROPOSAL = r"\bpropos\w+|\bsuggest\w*|\binvit(?:ed|es|ing)\b|\boffer(?:ed|s|ing)?\b|\bcall(?:ed|s|ing)? (?:on|for|upon)\b|\burg(?:ed|es|ing)\b|\bput forward\b"
READINESS = r"\b(?:is|are|was|were|stands?|stood)(?: \w+)? (?:ready|prepared|willing)\b|\breadiness\b|\bwillingness\b|\bready to\b|\bprepared to\b"
NEGOTIATION = r"\bnegotiat\w+|\bunder (?:discussion|negotiation|consideration)\b|\bin talks\b|\btalks (?:on|about|over)\b|\bbeing (?:discussed|negotiated|considered|worked out)\b|\bdiscuss\w*|\bconsider(?:ing|s|ed)?\b|\bworking on\b|\bexploring\b|\bstudying\b"
EVALUATION = r"\bcould\b|\bmay\b|\bmight\b|\bpotential\w*|\bpromising\b|\bwould\b|\bcan become\b|\bopportunit\w+|\bprospects?\b|\bopenings?\b|\bcapable of\b"
NEGATION = r"\bnot\b|n't\b|\bno longer\b|\bnever\b|\bdenied\b|\bneither\b|\bnor\b|\bcannot\b|\bruled out\b|\bwithout\b"
