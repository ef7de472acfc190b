"""The learned attributor.

The modules, top first: `attributions`, `stored`, `linker`, `describe`, `candidates`, `field`, `tagger`,
`trees`, `tokens`, `vocabulary`, `looks`.
"""
