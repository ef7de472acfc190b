"""Files to one checked table of articles: the only room that reads a corpus.

The modules, top first: `manifest`; `formats`, then a module for each reader: `plain`; `decoding`, `limits`;
`documents`.
"""

from .manifest import describe_corpus, load_articles

__all__ = ["describe_corpus", "load_articles"]
__dir__ = __all__.copy  # tab completion shows these names and nothing else
