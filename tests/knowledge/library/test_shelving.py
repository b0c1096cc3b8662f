"""The catalog on its shelf: written when its files changed, and never otherwise."""

from dataclasses import replace

import pytest

from knowledge.cards import Catalog, load_catalog
from knowledge.library.shelving import shelve_catalog
from knowledge.records import Audience, DocumentDraft, PassageDraft, Role, SectionDraft
from knowledge.store import Store

OWN = DocumentDraft("구청 안내", "구청 안내", (SectionDraft("", passages=(PassageDraft("구청에 오세요."),)),))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def held(store: Store) -> set[tuple[str, object]]:
    return {(d.identity, d.effective_from) for d in store.documents(Role.STAFF, None)}


def test_the_store_holds_what_the_catalog_holds(store: Store, catalog: Catalog) -> None:
    shelve_catalog(store, catalog)
    assert held(store) == {(draft.identity, draft.effective_from) for draft in catalog.drafts()}
    assert store.mark("catalog") == catalog.revision_hash
    assert {d.audience for d in store.documents(Role.CITIZEN, None)} == {Audience.PUBLIC}


def test_an_unchanged_catalog_is_not_even_rendered(
    store: Store, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve_catalog(store, catalog)
    monkeypatch.setattr(Catalog, "drafts", lambda _: pytest.fail("rendered again"))
    shelve_catalog(store, catalog)
    assert store.revision() == 1


def test_the_same_cards_from_other_files_make_no_revision(store: Store, catalog: Catalog) -> None:
    shelve_catalog(store, catalog)
    shelve_catalog(store, replace(catalog, revision_hash="다른 파일"))
    assert (store.revision(), store.mark("catalog")) == (1, "다른 파일")


def test_a_program_that_left_the_catalog_leaves_the_library_and_no_other(
    store: Store, catalog: Catalog
) -> None:
    store.add([OWN])
    shelve_catalog(store, catalog)
    name, *_ = catalog.cards
    cards = {key: card for key, card in catalog.cards.items() if key != name}
    smaller = replace(catalog, cards=cards, revision_hash="작은 카탈로그")
    shelve_catalog(store, smaller)
    assert held(store) == {(d.identity, d.effective_from) for d in [*smaller.drafts(), OWN]}
    assert store.revision() == 3
