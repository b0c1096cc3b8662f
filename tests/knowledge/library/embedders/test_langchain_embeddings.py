import pytest

from knowledge.library.embedders.langchain import LangChainEmbeddings


def test_vectors_are_lists_of_floats(letters):
    embeddings = LangChainEmbeddings(letters)
    assert embeddings.embed_query("가") == pytest.approx(letters.embed_query("가").tolist())
    documents = embeddings.embed_documents(["가", "나"])
    assert [len(vector) for vector in documents] == [4, 4]
    assert isinstance(documents[0][0], float)
    assert embeddings.embed_documents([]) == []
