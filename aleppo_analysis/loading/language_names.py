"""Languages by the names that archives print, as codes of ISO 639-1."""

import re

_NAMES = {
    "ar": "arabic arabe arabisch العربية",
    "bg": "bulgarian",
    "ca": "catalan català",
    "cs": "czech čeština",
    "da": "danish dansk dänisch",
    "de": "german deutsch allemand alemán tedesco duits",
    "el": "greek ελληνικά",
    "en": "english englisch anglais inglés inglese inglês engels",
    "es": "spanish español castellano spanisch espagnol spagnolo espanhol spaans",
    "fa": "persian farsi",
    "fi": "finnish suomi",
    "fr": "french français francais französisch francés francese francês frans",
    "he": "hebrew",
    "hi": "hindi",
    "hu": "hungarian magyar",
    "id": "indonesian",
    "it": "italian italiano italienisch italien italiaans",
    "ja": "japanese 日本語",
    "ko": "korean 한국어",
    "ms": "malay",
    "nl": "dutch nederlands niederländisch néerlandais",
    "no": "norwegian norsk",
    "pl": "polish polski",
    "pt": "portuguese português portugiesisch portugais portugués portoghese",
    "ro": "romanian română",
    "ru": "russian русский russisch russe",
    "sk": "slovak",
    "sv": "swedish svenska schwedisch",
    "th": "thai",
    "tr": "turkish türkçe türkisch turc",
    "uk": "ukrainian українська",
    "ur": "urdu",
    "vi": "vietnamese",
    "zh": "chinese 中文",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}
_WORD = re.compile(r"[^\W\d_]+")


def language_code(printed: str) -> str | None:
    """The code of the language a line names first, or that it is; nothing where it names none.

    Examples
    --------
    >>> language_code("GERMAN; DEUTSCH"), language_code("Dutch / Nederlands"), language_code("it matters")
    ('de', 'nl', None)
    """
    printed = printed[:99].strip().casefold()
    first = _WORD.search(printed)
    return printed if printed in _NAMES else _CODES.get(first[0]) if first else None
