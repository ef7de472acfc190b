"""What the rules know of English, once: words by what they do in a sentence. No topic and no name."""

import re

# Signs that are the same to a reader: apostrophes and hyphens, each one character as before.
STRAIGHT = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"}

# Short titles before a name, with the office each stands for, if any.
TITLES = {
    "Mr": "", "Mrs": "", "Ms": "", "Hon": "", "Rev": "reverend", "Dr": "doctor", "Prof": "professor",
    "Gov": "governor", "Sen": "senator", "Sens": "senators", "Rep": "representative",
    "Reps": "representatives", "Gen": "general", "Maj": "major", "Col": "colonel", "Lt": "lieutenant",
    "Capt": "captain", "Sgt": "sergeant", "Cpl": "corporal",
}  # fmt: skip
AFTER_NAMES = ("Jr", "Sr")
MONTHS = ("January February March April May June July August September October November December").split()
SHORT_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
# Other words that end in a full stop inside a sentence.
ABBREVIATIONS = (
    "adm brig cmdr fr messrs st co corp inc ltd no p pp e.g etc i.e vs a.m p.m u.k u.n u.s"
).split()
# Words that open a sentence after one of these.
OPENERS = (
    "a after although an and as at before but for he however if in it meanwhile on she since so that the "
    "there these they this those we what when while"
).split()


def one_of(words: str) -> str:
    """A pattern for any of the words: by first letters, which is fast, the longer before what begins it."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(set(words.split()), reverse=True):
        by_letter.setdefault(word[0], []).append(word[1:])
    parts = (f"{letter}(?:{'|'.join(ends)})" for letter, ends in by_letter.items())
    return f"(?:{'|'.join(parts)})"


# Verbs of saying that need no other sign to be taken for one.
SAID = one_of(
    "said says say told tells tell asked wrote added replied answered warned explained insisted shouted "
    "whispered"
)
# Forms of verbs that tell of words said or written; what is as often a noun (*claim*, *posts*) is not here.
_SAYING = (
    "said says say saying told tells tell telling asked asks ask asking wrote writes write writing read "
    "reads acknowledged acknowledges added adds add adding admitted admits announced announces announce "
    "answered answers argued argues argue arguing asserted asserts assert blared boasted called claimed "
    "claims claiming commented complained complains complain conceded concedes concluded concludes conclude "
    "confirmed confirms confirm contended contends contend continued continues cried cries declared declares "
    "declare declaring demanded demands demanding denied denies deny denying explained explains explain "
    "explaining insisted insists insist insisting joked lamented maintained maintains maintain mused noted "
    "notes noting observed pleaded pleads posted pledged predicted predicts predict promised promises "
    "promising quipped recalled recalls recall remarked repeated repeats replied replies reply reported "
    "reports responded responds respond retorted roared shouted shouts shouting chanted chanting sighed "
    "snapped stated states stating stressed stresses suggested suggests suggest testified testifies testify "
    "thought thundered tweeted tweets urged urges urging vowed vows warned warns warn warning whispered "
    "wondered wonders yelled"
)
SAYING = one_of(_SAYING)
SAYING_WORDS = frozenset(_SAYING.split())
# Prepositions and conjunctions before which a name, or the noun that speaks, ends.
STOP = one_of(
    "in on at to from near after during as who which when while outside before but by with for that whose "
    "if because"
)
# Words after which a phrase goes on.
INCOMPLETE = frozenset(
    "the a an of and or than from with into his her its their our my whose which who that".split()
)
# Pronouns that may be a subject, and words that begin the noun phrase of a speaker.
PRONOUN = r"(?:I|[Hh]e|[Ss]he|[Ii]t|[Ww]e|[Yy]ou|[Tt]hey)"
DETERMINER = r"(?:[Tt]he|[Aa]n?|[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne)"
# Auxiliary verbs, and adverbs that stand between a subject and its verb.
AUXILIARY = one_of(
    "has had have was were is are been did does will would can could may might should shall must"
)
ADVERB = r"(?:\w+ly|also|then|later|earlier)"
# The openers with a capital: words that begin a sentence and are no name.
OPENER = one_of(" ".join(OPENERS).title())
# The end of a sentence: a stop but a title's, with marks and blanks after it, before a capital or a mark.
STOP_SIGNS = ".!?…"
_NO_TITLE = "".join(rf"(?<!\b{title}\.)" for title in ("[A-Z]", *TITLES))
AFTER_STOP = rf"{_NO_TITLE}[”\"’)]*\s+(?=[A-Z“\"‘])"
SENTENCE_END = re.compile(f"[{STOP_SIGNS}]{AFTER_STOP}")
# Dashes before a signature; the last is the quotation dash.
DASH = "-–—―"
