"""Notebooks to one offline site.

The modules, top first: `__main__`; `notebook_pages`, `corpus_pages`, `evidence_page`; `notebook_html`,
`running`; `folder`, `page`.
"""
