"""What steers the model: where it is, what it may be told, and how much it may take."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """`name` is LangChain's `provider:model`. `url` is the base address of a server of that kind.

    `external_allowed`: a model off the premises may receive what people said and the facts of a household.
    """

    name: str
    url: str | None = None
    key: str | None = field(default=None, repr=False)
    external_allowed: bool = False
    tools: bool = True
    """Whether the model may call tools; some servers turn down every request that offers them."""

    seconds: float = 20.0
    """The time wording may take beyond the answer without a model; reading facts may take a fifth more."""

    calls: int = 5
    """Requests to the model in one turn, the second attempt included."""

    tokens: int = 1_200
    """Tokens the model may write in one request."""

    characters: int = 4_000
    """Characters of one text of the model; a longer one is cut off and not used."""

    material: int = 16_000
    """Characters of sources that go to the model; what is beyond goes with its mark alone."""

    concurrent: int = 8
    """Turns that may be with the model at once; further ones are answered without it."""

    failures: int = 3
    """So many failures in a row, and the model is left alone for `rest` seconds."""

    rest: float = 30.0
