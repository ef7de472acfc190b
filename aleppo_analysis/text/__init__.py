"""What stands in a text: its language, the parts of its page, sentences, words, keywords in context.

The modules, top first: `words`, `zones` and `languages`; `page`, what each line of a page is, and
`furniture`, which are no text; `sentences`; `lines`, which make one paragraph; `lexicon`, all terms of a
table at once; `counts`, the terms of many texts, to be counted; `pieces`, the words of many texts at once;
`negation`; `terms`, one language of terms; `english`, what the rules know.
"""

from .languages import find_languages
from .words import keyword_in_context, split_sentences, tokenize
from .zones import find_zones, load_corrections

__all__ = [
    "find_languages",
    "find_zones",
    "keyword_in_context",
    "load_corrections",
    "split_sentences",
    "tokenize",
]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
