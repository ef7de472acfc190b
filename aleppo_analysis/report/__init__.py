"""Notebooks to one offline site, and any corpus to one offline site.

The modules, top first: `__main__`; `corpus_site`; `notebook_pages`, `corpus_pages`, `evidence_page`;
`counts`, `first_page`; `notebook_html`, `running`; `bands`, `kernels`; `folder`, `lines`, `page`; `scripts`.
"""
