"""What names mean: capabilities, destinations, and per language API → capability."""

from tidewaiter.catalogue.entry import Destination, Entry, Invoke, Reference, Unfolded, When, Where
from tidewaiter.catalogue.files import CatalogueError
from tidewaiter.catalogue.language import Language
from tidewaiter.catalogue.load import load
from tidewaiter.catalogue.taxonomy import Catalogue

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Destination",
    "Entry",
    "Invoke",
    "Language",
    "Reference",
    "Unfolded",
    "When",
    "Where",
    "load",
]
