"""The command line: options, wiring and exit codes, thin as paper.

One module for each kind of user; what a command does is in `procedures`.
"""
