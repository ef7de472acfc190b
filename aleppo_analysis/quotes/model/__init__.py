"""The learned attributor.

The modules, top first: `attributions`, `stored`, `linker`, `describe`, `candidates`, `tagger`, `trees`,
`tokens`.
"""
