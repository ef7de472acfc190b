"""Tables to look at: figures, the reader, the explorer.

The modules, top first: `explorer`, `reader`, `html`; `plots`, `canvas`; `style`.
"""
