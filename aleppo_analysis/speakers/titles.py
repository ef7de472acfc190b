"""Words for what somebody is (a title, an office, a trade, kinship) and for bodies and places."""

from collections.abc import Iterable
from functools import lru_cache

from ..text.english import TITLES

_MALE_WORDS = set(
    """alderman archbishop assemblyman bishop boy brother businessman cameraman chairman congressman
    councilman duke emir father fisherman grandfather husband imam king lord man mr nobleman
    policeman pope priest prince salesman sheikh sir son spokesman uncle widower""".split()
)
_FEMALE_WORDS = set(
    """actress assemblywoman aunt baroness businesswoman chairwoman congresswoman councilwoman countess dame
    daughter duchess girl grandmother lady madam miss mother mrs ms nun policewoman princess queen saleswoman
    sister spokeswoman widow wife woman""".split()
)
_TITLES = {*map(str.lower, TITLES)} | set(
    """adv ald baron baroness brig cdr cllr cmdr comdr commodore const cpt dame det dep dfc fr insp lady lord
    miss msgr ofc pte pvt sec sen sir sr supt td viscount""".split()
)
ROLES = (
    _MALE_WORDS
    | _FEMALE_WORDS
    | _TITLES
    | set(
        """activist actor adm administrator admiral adviser advisor advocate aide ally ambassador analyst
        anchor applicant architect artist assistant astronaut astronomer attorney auctioneer
        auditor author ayatollah banker biologist blogger boatman boss broker builder campaigner
        candidate captain cardinal caretaker cartoonist celebrity ceo chair chairperson
        challenger chancellor chaplain chemist chief choreographer clerk clinician co-founder
        coach colleague colonel columnist comedian commander commentator commissioner composer
        comrade constable consul consultant coordinator correspondent councillor counsel
        counsellor counselor critic curator cyclist dancer deacon dealer defenceman defendant
        defender defenseman delegate democrat deputy designer detective diplomat director
        dissident doctor donor driver drummer economist editor electrician engineer entrepreneur
        envoy executive expert eyewitness facilitator farmer fighter filmmaker financier
        firefighter fishmonger forecaster foreman founder freshman front-runner friend frontrunner general
        goalie goalkeeper governor guitarist head headmaster headmistress headteacher hiker
        historian homeowner host incumbent informant inspector interpreter investigator investor
        jockey journalist judge justice landlord lawmaker lawyer leader lecturer legislator
        lieutenant lifeguard lobbyist lodger magnate major manager marshal mayor mediator medic
        member mep midfielder midwife migrant minister mla moderator mogul monk motorist mp msp
        negotiator neighbor neighbour neurosurgeon newcomer newscaster nominee novelist nurse
        officer official ombudsman ombudswoman opponent organiser organist organizer owner
        painter panelist panellist paramedic partner passenger pastor patient patrolman pc
        pensioner photographer pianist pilot pitcher plaintiff player playwright plumber poet
        politician pollster postmaster premier president pro producer professor prosecutor protester
        psychiatrist publisher pundit quarterback rabbi racer rapper referee refugee repairman
        reporter representative republican researcher resident retiree reverend rival rookie
        sailor scholar scientist sculptor secretary senator sergeant sheriff shopkeeper shopper
        singer skier skipper soldier speaker spectator speechwriter spokesman spokesperson staff
        statesman statistician stockbroker strategist student superintendent supervisor
        supporter surgeon surrogate surveyor survivor suspect teacher tenant theologian
        therapist tourist trader trainer translator treasurer trustee tycoon umpire
        undersecretary veteran vicar vice-president victim violinist visitor volunteer voter
        warden watchman whip whistleblower winger witness worker writer""".split()
    )
)
# Trades that are surnames, too: with a capital they are no role.
_TRADES = set(
    """archer baker barber bowler brewer butcher butler carpenter chandler chef cook cooper dean
    draper fisher gardener glover guard guide hunter lad mason miller porter potter ranger rider runner
    sexton shepherd skater smith striker swimmer tailor tutor waiter walker weaver""".split()
)
_BODIES = set(
    """academy administration agency airlines army assembly association authority bank board bridge
    brigade bureau camp campaign center central centre channel church city club coalition college
    commission committee company conference congress corporation corps council county court
    department district east eastern embassy federation force forces foundation front fund
    government greater group herald hospital house inc institute institution island journal league
    library lower ltd media ministry monitor museum nations network new news north northern
    observatory office organisation organization palace parliament party police post press province
    radio region republic river road saudi school senate service services society south southern
    square state states street television times tribune tv union university upper valley watch west
    western""".split()
)
_TRADE = ("ologist", "ician", "owner", "keeper", "maker", "worker", "writer", "holder")


@lru_cache(maxsize=5_000)
def is_role(word: str) -> bool:
    """Whether a word names somebody's office, trade or kinship, or is a title."""
    low = word.lower().rstrip(".")
    if low in ROLES or low.endswith(_TRADE) or word in _TRADES:
        return True
    return "-" in low and (low.endswith("-year-old") or not ROLES.isdisjoint(low.split("-")))


def is_title(word: str) -> bool:
    """Whether a word is a title that stands before a surname (*Mr*, *Baroness*)."""
    return word.lower().rstrip(".") in _TITLES


def is_body(words: Iterable[str]) -> bool:
    """Whether a name holds a word for an organisation or a place (*Council*, *Street*)."""
    return not _BODIES.isdisjoint(map(str.lower, words))


def gender_of(words: Iterable[str]) -> str:
    """`m`, `f` or nothing, by titles and gendered words."""
    for word in words:
        low = word.lower().rstrip(".")
        if low in _MALE_WORDS or low in _FEMALE_WORDS:
            return "m" if low in _MALE_WORDS else "f"
    return ""
