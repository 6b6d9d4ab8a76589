"""What is found in a text; knows no file, no database, no screen.

`folding` gives the text to match on, `structure` its parts, clauses and measures, `metadata` what
it says of itself; `amounts`, `dates`, `targets`, `units`, `types` and `benefits` are each a room
of their own with `find` and `resolve`. `pipeline.extraction.EXTRACTORS` lists those of flat
mentions; words stand in `lexicons/`.
"""
