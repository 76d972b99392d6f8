"""Reading what other programs and people write about exercises, and writing it for them.

A reader turns a file into Taken: what was asked for, in nouns that all formats share. `assemble` makes a routine file of
that, with exercises that are known where their names say so, and a Remark on everything that had to be assumed or left out.
"""
