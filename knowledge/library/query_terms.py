"""A question as weighted terms for the word index: its own, and the official words for its everyday ones."""

from functools import lru_cache

from knowledge.language.lexicon import Lexicon
from knowledge.language.morphemes import Morphemes
from knowledge.library.lexical import LexicalQuery
from knowledge.library.question_words import QuestionWords, own_questions

_KEPT = 32
_OFFICIAL = 0.6
"""How much an official word counts beside one that was said (docs/decisions/0005-questions.md)."""


class QueryTerms:
    """Reads questions; made once for an analyser, thread-safe."""

    def __init__(self, language: Morphemes) -> None:
        """Read our own questions and the lexicon, about a second of all cores."""
        questions = own_questions()
        self._language, self._lexicon = language, Lexicon(language)
        self._words = QuestionWords.learn(language.queries(questions))
        self._pairs = QuestionWords.learn([language.bigrams(question) for question in questions])
        # One question is searched for in the library and again within a card.
        self.of = lru_cache(maxsize=_KEPT)(self._of)

    def _of(self, text: str) -> LexicalQuery:
        """The terms of a question with their weights."""
        forms = self._language.query(text)
        morphemes = {form: self._words.weight(form) for form in forms}
        pairs = {pair: self._pairs.weight(pair) for pair in self._language.bigrams(text)}
        for official in self._lexicon.official(forms):
            for form in official.morphemes:
                morphemes.setdefault(form, _OFFICIAL * self._words.weight(form))
            for pair in self._language.bigrams(official.word):
                pairs.setdefault(pair, _OFFICIAL * self._pairs.weight(pair))
        return LexicalQuery(morphemes, pairs)
