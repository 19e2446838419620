"""childcheck: no child at a domestic incident goes unseen, unheard or un-followed-up."""

__version__ = "0.1.0"
