"""Tokens become [1], [2] … in order of appearance, each resolving to a citation.

Numbers of persons that a document should not hold are shown to nobody, in the text as in the quotes.
"""

from collections.abc import Mapping, Sequence

from assistant.blocks import TOKEN, Block
from assistant.reply import Citation
from knowledge.language.masking import mask_persons
from knowledge.records import Passage


def numbered(blocks: Sequence[Block], longest_quote: int) -> tuple[str, list[Citation]]:
    """The text of the blocks and the citations its marks resolve to; blocks are parted by an empty line.

    A token that names no passage of its block disappears: nothing dangles.
    """
    numbers: dict[str, int] = {}
    cited: dict[str, Passage] = {}
    excerpts: dict[str, str] = {}
    texts = []
    for block in blocks:
        passages = {passage.id: passage for passage in block.passages}
        marked = _marked(block.text, passages, numbers)
        texts.append(mask_persons(marked) if passages else marked)
        cited |= {key: passage for key, passage in passages.items() if key in numbers}
        excerpts = dict(block.excerpts) | excerpts
    citations = [_citation(n, cited[key], excerpts.get(key), longest_quote) for key, n in numbers.items()]
    return "\n\n".join(texts), citations


def _marked(text: str, passages: Mapping[str, Passage], numbers: dict[str, int]) -> str:
    parts, end = [], 0
    for token in TOKEN.finditer(text):
        before = text[end : token.start()]
        if token[1] in passages:
            parts += [before, f"[{numbers.setdefault(token[1], len(numbers) + 1)}]"]
        else:
            parts.append(before.rstrip(" "))
        end = token.end()
    return "".join(parts) + text[end:]


def _citation(n: int, passage: Passage, excerpt: str | None, longest_quote: int) -> Citation:
    return Citation(
        n=n,
        passage_id=passage.id,
        document=passage.document,
        breadcrumb=list(passage.breadcrumb),
        page=passage.page,
        page_exact=passage.page_exact,
        effective_from=passage.effective_from,
        effective_to=passage.effective_to,
        quote=_cut(mask_persons(excerpt or passage.text), longest_quote),
        url=f"/library/passages/{passage.id}",
    )


def _cut(text: str, longest: int) -> str:
    """The beginning of a text, cut at a space."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > longest // 2 else cut).rstrip() + "…"
