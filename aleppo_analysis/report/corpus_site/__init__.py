"""A corpus to one offline site.

The modules, top first: `writing`; `index_page`; `speaker_pages`, `frame_pages`, `claim_pages`,
`source_pages`, `table_pages`, `contents_pages`, `repair_pages`; `first_bands`; `article_pages`,
`line_pages`; `site`; `findings`, `parts`, `pieces`.
"""
