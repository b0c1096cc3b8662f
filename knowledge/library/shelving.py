"""Puts the catalog's rendered cards into the store, and takes out those the catalog no longer has."""

from knowledge.cards import Catalog
from knowledge.store import Store

_SHELF = "catalog"


def shelve_catalog(store: Store, catalog: Catalog) -> None:
    """Makes the store hold exactly the catalog's documents, beside those that people added.

    Nothing is rendered, written or revised when the catalog's files have not changed.
    """
    if store.mark(_SHELF) != catalog.revision_hash:
        store.shelve(_SHELF, catalog.drafts(), catalog.revision_hash)
