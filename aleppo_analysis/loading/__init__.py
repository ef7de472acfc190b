"""Files, folders and tables to one checked table of articles: the only room that reads a corpus.

The modules, top first: `describing`, `summing`; `reading`, which others call; `given`, tables; `pieces`,
parts of a source; `gathering`, `finding`, files; `assembling`; `manifest`; `formats`, then a module for each
kind of file: `tabular`, `columnar`, `records`, for what archives export `exports`, `factiva_xml`, `factiva`,
`proquest`, `nexis`, `nexis_article`, `nexis_lines`, `archive`, `office`, then `warc`, `pages`, `markdown`,
`plain`, with `facts`, `article`, what a page and its parts are; `sources`; `rows`, what is put right in each
article, with `dates`, `columns`; `days`, `language_names`; `problems`; `repair`, `markup`; `blocks`;
`paragraphs`, `values`, what is held of a long file; `decoding`, `limits`; `documents`.
"""

from .assembling import Loaded
from .describing import add_up, describe_corpus
from .problems import KINDS, LoadingWarning, kind_of, kinds_of, sentence_of
from .reading import batches, load_articles, read, read_as, warn_of, ways_of
from .summing import Summary

__all__ = [
    "KINDS",
    "Loaded",
    "LoadingWarning",
    "Summary",
    "add_up",
    "batches",
    "describe_corpus",
    "kind_of",
    "kinds_of",
    "load_articles",
    "read",
    "read_as",
    "sentence_of",
    "warn_of",
    "ways_of",
]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
