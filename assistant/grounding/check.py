"""The check that every block passes before anybody reads it."""

from collections.abc import Sequence, Set

import structlog

from assistant.blocks import TOKEN, Block
from assistant.grounding.figures import Figure, figures, ungrounded

_log = structlog.get_logger(__name__)


def grounded(blocks: Sequence[Block], allowed: Set[Figure], turn_id: str) -> list[Block]:
    """The blocks whose every figure stands in a passage of theirs or in `allowed`, and whose tokens resolve.

    `allowed` are the figures that may be said without a source: the question's, the fixed sentences'.
    A block that fails is dropped and logged, never shown.
    """
    kept = []
    for block in blocks:
        own = {passage.id for passage in block.passages}
        dangling = [token for token in TOKEN.findall(block.text) if token not in own]
        uncited = bool(block.passages) and not TOKEN.search(block.text)
        loose = ungrounded(TOKEN.sub(" ", block.text), _stated(block) | allowed)
        if dangling or uncited or loose:
            _log.warning(
                "block_dropped", turn=turn_id, figures=sorted(loose), dangling=dangling, uncited=uncited
            )
        else:
            kept.append(block)
    return kept


def _stated(block: Block) -> set[Figure]:
    return figures(
        "\n".join(
            part
            for passage in block.passages
            for part in (passage.text, passage.document, *passage.breadcrumb, passage.page or "")
        )
    )
