"""Nouns that are counted: where their phrase ends, whether they mean people, and what happened to these."""

from collections.abc import Sequence
from typing import NamedTuple

from .numerals import BEGINNINGS, is_hyphen, word_at
from .tokens import Token

_PEOPLE = set(
    """people persons person men women children child man woman boys girls boy girl kids babies baby
    infants infant civilians civilian residents locals inhabitants citizens nationals adults adult
    teenagers teens youths minors fighters militants insurgents rebels soldiers troops gunmen servicemen
    policemen police officers officials staff personnel crew crews crewmen sailors workers employees
    labourers laborers miners farmers fishermen doctors nurses medics patients victims survivors
    hostages prisoners detainees captives refugees migrants evacuees students pupils teachers passengers
    commuters tourists visitors guests travellers travelers drivers cyclists pilots journalists
    reporters activists protesters protestors demonstrators marchers supporters voters members lawmakers
    senators deputies delegates ministers leaders players fans spectators attendees participants
    volunteers rescuers firefighters divers suspects witnesses neighbours neighbors relatives parents
    mothers fathers sons daughters brothers sisters siblings wives husbands friends colleagues
    bystanders pedestrians customers users clients experts scientists analysts engineers judges jurors
    candidates wounded dead injured casualties deaths fatalities bodies corpses souls individuals humans
    conscripts recruits veterans peacekeepers guards paramilitaries jihadists mercenaries snipers
    dissidents immigrants seniors slaves orphans widows cops commandos marines generals captains
    dependants freshmen graduates alumni academics kurds arabs turks iraqis israelis pakistanis saudis
    yemenis somalis poles danes swedes finns serbs croats greeks scots britons germans afghans spaniards
    americans chinese japanese muslims christians jews clergy priests nuns monks imams bishops artists
    athletes agents heirs twins tenants servants peasants nomads pilgrims worshippers heads brides
    grooms""".split()
)
_NO_PEOPLE = set(
    """accelerators adapters agrees alters altimeters anchors answers assists banners barometers
    barriers beakers binders blisters bombers boosters borders boulders buckers bulldozers bumpers
    bunkers burgers calculators cancers careers carriers caters centers centimeters chambers chandeliers
    chapters characters chargers charters cheers choppers cinders clusters coffees coffers colanders
    colors committees computers conductors connectors considers consists containers controllers coolers
    copiers corners corridors counters covers crackers craters cruisers cylinders daggers dampers
    dangers degrees delivers destroyers detectors diapers differs dinners dippers disagrees disasters
    disclaimers disorders doors dossiers drawers drifters elevators empowers encounters endeavors enters
    errors escalators excavators exists factors favors feathers feeders fees fenders fevers fibers
    filters fingers flavors floors flowers folders freezers freighters gathers genders generators
    gliders grinders guarantees gutters hammers hangers harbors headers headquarters hectometers
    helicopters hoppers horrors humors incubators indicators injectors insists jumpers kettlers
    kilometers ladders lasers launchers layers leathers ledgers letters levees levers liners liters
    litters lockers loudspeakers lowers manners matters mergers meteors meters millimeters mirrors
    mixers monitors monsters motors murders newsletters newspapers numbers odors oers offers openers
    orders others outfitters oversees oysters papers parameters parlors peppers perimeters persists
    pipers platters pliers pointers ponders posters powers prayers primers printers processors
    projectors protectors quarters radiators rafters reactors recovers refers reflectors refrigerators
    registers remainders remembers reminders resisters resists rivers rollers roosters rosters rotors
    routers rubbers rumors scanners scissors scooters screwdrivers sectors semesters semiconductors
    sensors servers shelters shoulders showers shutters simulators skewers skyscrapers slippers sneakers
    speakers spiders sprinklers staplers starters stators steamers stickers streamers strollers suckers
    suffers suspenders sweaters tankers tapers teasers tenders terriers theaters thermometers thrillers
    tigers timbers timers toasters toners torpedoers towers trackers tractors trailers transfers
    transformers trees tremors triggers trousers tumblers tumors vapors vectors ventilators vouchers
    wafers waivers washers waters whiskers winters wipers wonders wrappers zippers""".split()
)
_ENDINGS = ("ers", "ors", "ists", "ians", "men", "women", "eers", "crats", "ees")
_PLURALS = set(
    """people men women children police staff troops personnel crew aircraft feet teeth mice geese sheep
    fish deer cattle oxen lice species series offspring data media criteria phenomena bacteria
    spacecraft hovercraft gunmen policemen servicemen firemen crewmen clergy chinese japanese vietnamese
    lebanese portuguese burmese sudanese""".split()
)
_SINGULARS = set(
    """was is has does says this his its us as less yes perhaps always across besides towards afterwards
    plus minus versus thus various previous overseas sometimes nowadays news politics economics physics
    athletics crisis basis access loss mass class glass grass cross boss stress success address congress
    campus virus bonus census status bus gas lens chaos tennis chess brass press business process
    specimen regimen acumen abdomen""".split()
)
_IRREGULAR = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
    "life": "lives", "wife": "wives", "half": "halves",
}  # fmt: skip
# What happened to people, by the words that tell it.
FATES = {
    **dict.fromkeys(
        "killed dead died die dies dying slain deaths death fatalities bodies corpses murdered executed "
        "perished massacred beheaded drowned".split(),
        "killed",
    ),
    **dict.fromkeys("injured wounded hurt injuries maimed".split(), "injured"),
    **dict.fromkeys("displaced evicted evacuated evacuees uprooted fled flee fleeing".split(), "displaced"),
}
_VERBS = {
    **dict.fromkeys(
        "killed killing kills kill murdered murdering executed executing slaughtered".split(), "killed"
    ),
    **dict.fromkeys(
        "injured injuring injures injure wounded wounding hurt hurting maiming".split(), "injured"
    ),
    **dict.fromkeys(
        "displaced displacing displaces displace evacuated evacuating uprooted evicted evicting".split(),
        "displaced",
    ),
}
_LIVES = (("lives", "of"), ("deaths", "of"), ("death", "of"), ("bodies", "of"))
_BETWEEN = set(  # what may stand between people and what happened to them
    """were was are is be been being have has had having who that which also already so far now still
    left found reported confirmed believed thought feared known later either or and forced to shot since
    there lost may might could would will yet all of them people others got their in""".split()
)
_STOP = set(  # what ends a noun phrase: function words, and forms of verbs that are no nouns
    """in on at to from by for with of off into onto over under above below between among amongst during
    before after since until till through throughout across along around near behind beyond against
    within without about as than like per via despite toward towards upon inside outside plus minus and
    or but nor so yet because although though while whereas if unless when where whether once that which
    who whom whose what why how is are was were be been being am has have had having do does did will
    would shall should can could may might must not never also only just already still now then here
    there again too even ever the a an this these those my your his her its our their he she it they we
    you i him them us me himself herself itself themselves each every either both all any some no none
    such said says say told ago later earlier away apart ahead alone altogether together today yesterday
    tomorrow tonight annually daily weekly monthly yearly respectively overnight nearby abroad home died
    die dies kill killed kills came come comes went go goes got get gets made make makes took take takes
    left leave leaves began begin begins stood stand stands lived live lives worked work works remain
    remains remained became become becomes ran run runs lost lose loses won win wins fell fall falls
    rose rise rises fled flee flees sat sit sits lay lie lies held hold holds kept keep keeps brought
    bring brings led lead leads gave give gives saw see sees found find finds felt feel feels heard hear
    hears met meet meets sent send sends spent spend spends paid pay pays put puts set sets cut cuts hit
    hits let lets drove drive drives flew fly wrote write writes spoke speak speaks broke break breaks
    grew grow grows knew know knows showed show shows shown turned turns needed need needs wanted want
    wants used uses signed entered crossed reached arrived returned joined escaped drowned survived
    voted attended participated gathered protested surrendered appeared according including compared
    following wide long high tall deep thick old young north south east west worth due up down out back
    closer ahead last next""".split()
)
_FILLERS = set(
    "more other others another additional further of the its their his her our my those these".split()
)
_NOUNS_TOO = set(
    "runs works lives needs uses shows turns holds cuts hits falls rises wins sets leads".split()
)
_OPENING = {"“", '"', "‘", "'"}
_LONGEST = 8  # tokens of a noun phrase


class Phrase(NamedTuple):
    """A noun phrase from the token `first` to the one before `after`, and its last noun."""

    first: int
    after: int
    head: str


def is_plural(word: str) -> bool:
    """Whether a word in small letters looks like the plural of a noun."""
    if word in _PLURALS or (word.endswith("men") and len(word) > 5 and word not in _SINGULARS):
        return True
    is_regular = len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    return is_regular and word not in _SINGULARS and word not in _STOP


def ends_phrase(word: str) -> bool:
    """Whether a word cannot stand in a noun phrase."""
    return word in _STOP or word in BEGINNINGS


def is_filler(word: str) -> bool:
    """Whether a word stands before a number or after it, and says nothing of what is counted (*another*)."""
    return word in _FILLERS


def means_people(word: str) -> bool:
    """Whether a noun in small letters means human beings."""
    return word in _PEOPLE or (len(word) > 5 and word.endswith(_ENDINGS) and word not in _NO_PEOPLE)


def plural_of(word: str) -> str:
    """The plural of a noun by the common rules."""
    if word in _IRREGULAR or word in _NOUNS_TOO or is_plural(word):
        return _IRREGULAR.get(word, word)
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in set("aeiou") else word + "s"


def phrase_after(tokens: Sequence[Token], place: int, *, is_one: bool = False) -> Phrase | None:
    """The noun phrase that begins at a place: to its first noun in the plural, or to where it must end."""
    while is_filler(word_at(tokens, place)) or (word_at(tokens, place) in _OPENING and place > 0):
        place += 1
    last: int | None = None
    for at in range(place, min(place + _LONGEST, len(tokens))):
        token = tokens[at]
        if at > place and is_hyphen(tokens, at) and at + 1 < len(tokens) and tokens[at + 1].is_glued:
            continue
        if token.word in ("and", "or") and last is not None and not is_one and _joins(tokens, at):
            continue
        if at == place and token.word in _NOUNS_TOO:
            return Phrase(place, at + 1, token.word)
        if not token.text[0].isalpha() or ends_phrase(token.word) or token.is_opaque:
            break
        if is_one and last is not None and (is_plural(token.word) or is_past(token.word)):
            break  # *one proposal asks*, *one tank burned*
        last = at
        if not is_one and is_plural(token.word) and not is_hyphen(tokens, at + 1):
            if not is_plural(word_at(tokens, at + 1)):
                return Phrase(place, at + 1, token.word)
    return None if last is None else Phrase(place, last + 1, tokens[last].word)


def is_past(word: str) -> bool:
    """Whether a word looks like the past of a verb."""
    return word.endswith("ed") and not word.endswith("eed")


def _joins(tokens: Sequence[Token], place: int) -> bool:
    """Whether *and* joins what stands before one noun in the plural: *digital and physical sales*."""
    words = [token.word for token in tokens[place + 1 : place + 4]]
    n = next((n for n, word in enumerate(words) if is_plural(word)), None)
    return n is not None and n > 0 and not any(word in _STOP or not word.isalpha() for word in words[:n])


def fate_of(tokens: Sequence[Token], phrase: Phrase | None, begin: int, after: int) -> str | None:
    """What happened to the people of a phrase, by its words, those after it and those before their number."""
    if phrase is not None:
        after = phrase.after
        for token in tokens[phrase.first : phrase.after]:
            if token.word in FATES:
                return FATES[token.word]
    return _fate_after(tokens, after) or _fate_before(tokens, begin)


def _fate_after(tokens: Sequence[Token], place: int) -> str | None:
    for token in tokens[place : place + 7]:
        if token.word in FATES:
            return FATES[token.word]
        if token.word not in _BETWEEN and not token.word.endswith("ly"):
            return None
    return None


def _fate_before(tokens: Sequence[Token], begin: int) -> str | None:
    words = tuple(token.word for token in tokens[max(0, begin - 6) : begin])
    if words and words[-1] in _VERBS:
        return _VERBS[words[-1]]
    is_toll = any(pair == ("death", "toll") for pair in zip(words, words[1:], strict=False))
    return "killed" if is_toll or words[-2:] in _LIVES else None
