"""Words that say what an amount of money is, and where they stand in an utterance."""

import re
from dataclasses import dataclass

from assistant.understanding.facts.lexicon import Money, Topic, Vehicles, one_of, spaced

_REAL_ESTATE = ("home_value", "other_real_estate")
_ONE_LETTER = r"(?=[은는이가을를도에만,\s(:]|$)"


@dataclass(frozen=True, slots=True)
class TopicMention:
    """A topic with its place."""

    topic: Topic
    start: int
    end: int


class Topics:
    """Finds topics; made once."""

    def __init__(self, money: Money, vehicles: Vehicles) -> None:
        """Compile the words."""
        self._topics: dict[str, list[Topic]] = {}
        for topic in money.topics:
            for word in topic.words:
                self._topics.setdefault("".join(word.split()), []).append(topic)
        vehicle = Topic(fact="vehicle_value", words=vehicles.generic)
        cars = [word for model in vehicles.models for word in model.words] + vehicles.generic
        for word in cars:
            self._topics.setdefault("".join(word.split()), []).append(vehicle)
        words = [word for topic in money.topics for word in topic.words] + cars
        long, short = [w for w in words if len(w) > 1], [w for w in words if len(w) == 1 and w != "벌"]
        self._pattern = re.compile(
            rf"(?<![가-힣])(?:(?P<long>{one_of(long)})|(?P<short>{one_of(short)}){_ONE_LETTER})|(?P<verb>{spaced('벌')}(?=어|고|었|면|며|지만|거든))"
        )

    def found(self, text: str) -> list[TopicMention]:
        """The topics of a text in order."""
        found: list[TopicMention] = []
        for match in self._pattern.finditer(text):
            word = re.sub(r"\s", "", match[0])
            for topic in self._topics.get(word, ()):
                around = text[match.end() : match.end() + 12]
                if topic.unless and re.search(topic.unless, around):
                    continue
                if topic.needs and not re.search(topic.needs, text[match.end() : match.end() + 25]):
                    continue
                if topic.weak and any(one.topic.fact in _REAL_ESTATE for one in found):
                    continue
                found.append(TopicMention(topic, match.start(), match.end()))
                break
        return found
