"""What a speaker does with the words of a row (column `act`): says, thinks, plans or shows them."""

import re
from functools import lru_cache

from ..text.english import SAYING_WORDS

# Act -> what is meant. The verb of the cue tells it; the first list that has one of its words decides.
ACTS = {
    "said": "told in words: said, wrote, denied; marks and lines of a transcript without a verb, too",
    "thought": "held in the mind: believed, feared, hoped, knew, supported",
    "planned": "meant to be done: intended, promised, plans, refused",
    "shown": "told by a document, a study or figures: found, showed, revealed",
}
_IRREGULAR = {
    "said": """according clear held insist meaning put puts putting read spoke speak speaks speaking swore
        statement words""",
    "thought": "thought felt feeling knew know knows known saw see sees understood understand understands",
    "planned": "chose choosing sought seek seeks seeking",
    "shown": "found finding showed shown proved proven",
}
_REGULAR = {
    "said": """accuse acknowledge add advise affirm allege allude announce apologise apologize applaud
        argue assert assure attest bemoan blame blog boast brag call caution charge chide cite claim
        clarify comment complain concede conclude condemn confess confide confirm contend convey
        counter criticise criticize declare decry demand denounce deny deplore describe detail
        disclose dismiss echo elaborate email emphasise emphasize enthuse exclaim explain express
        hail hint imply inform inquire interject joke lament mention mutter note notify observe
        opine phrase point post praise proclaim profess protest publish query question quip quote
        rail reason reassure rebut recall recommend recount refute reiterate reject relate relay
        remark remind repeat reply report request respond reveal scoff shout signal speculate state
        stipulate stress suggest summarise summarize tease testify tout tweet underline underscore
        urge vent voice volunteer vouch warn welcome whisper""",
    "thought": """admire agree appreciate assume believe care consider deem despise disagree dislike
        doubt dread enjoy envision expect fancy favor favour fear figure guess hate hope
        imagine judge like love mistrust oppose perceive prefer presume realise realize
        reckon recognise recognize regard regret rejoice remember resent respect sense
        support suppose suspect sympathise sympathize trust value view want wish wonder
        worry""",
    "planned": """aim attempt commit decide design elect intend offer opt plan pledge prepare promise
        propose refuse resolve try vow""",
    "shown": "demonstrate document estimate indicate project prove record show find",
}
_TOPIC = frozenset("about against at for of on over with".split())  # *spoke about the dam*: of what, not what
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=5_000)
def act_of(cue: str) -> str | None:
    """The act that the words of a cue name: a key of `ACTS`, or None where they name none of these.

    A cue without a letter (a colon, a dash) and no cue at all lead to words that are said.
    """
    words = _WORD.findall(cue.lower())
    if not words:
        return "said"
    if len(words) > 1 and words[-1] in _TOPIC:
        return None
    return next((act for act, forms in _FORMS.items() if not forms.isdisjoint(words)), None)


@lru_cache(maxsize=5_000)
def is_telling(cue: str) -> bool:
    """Whether the words of a cue tell of words said, be it only of what they are about (*apologised for*)."""
    return not _FORMS["said"].isdisjoint(_WORD.findall(cue.lower()))


def _forms_of(verb: str) -> set[str]:
    """The forms of a regular verb."""
    if verb.endswith("e"):
        return {verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"}
    if re.search(r"[^aeiou]y$", verb):
        return {verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"}
    stem = verb + verb[-1] if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnptr]", verb) else verb
    return {
        verb,
        f"{verb}es" if re.search(r"(?:s|sh|ch|x)$", verb) else f"{verb}s",
        f"{stem}ed",
        f"{stem}ing",
    }


_FORMS = {
    act: frozenset(_IRREGULAR[act].split()).union(*map(_forms_of, _REGULAR[act].split())) for act in ACTS
}
_FORMS["said"] |= SAYING_WORDS - _FORMS["thought"] - _FORMS["planned"]
