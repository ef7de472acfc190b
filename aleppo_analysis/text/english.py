"""What the rules know of English, once: words by what they do in a sentence. No topic and no name."""

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
    "adm brig cmdr cpl fr messrs st co corp inc ltd no p pp e.g etc i.e vs a.m p.m u.k u.n u.s"
).split()
# Words that open a sentence after one of these.
OPENERS = (
    "a after although an and as at before but for he however if in it meanwhile on she since so that the "
    "there these they this those we what when while"
).split()
