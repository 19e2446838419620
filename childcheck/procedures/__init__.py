"""What a person does with childcheck, one file for each thing.

A procedure joins the rooms below it and returns a frozen result. It prints
nothing and knows no command line.
"""
