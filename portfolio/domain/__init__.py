"""What the software means: facts, rules, tables of moves, and the act of deciding.

Pure: no clock, no file, no database. Everything here imports the standard library only.
"""
