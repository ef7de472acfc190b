"""Tables to look at: figures, the reader, the explorer.

The modules, top first: `explorer`, `reader`, `strip_html`, `html`; `plots`, `strip_figure`, `canvas`;
`strips`, `style`.
"""
