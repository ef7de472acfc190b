"""Tables to look at: figures, the reader, the explorer.

The modules, top first: `explorer`, `searching`, `reader`, `strip_html`; `plots`, `claims_figure`,
`strip_figure`, `canvas`, `drawing`; `line_cards`, `html`; `strips`, `style`.
"""
