"""Several questions in one are answered one after the other, each under its own words."""

from assistant.blocks import Block
from assistant.pipeline.find import judge, search
from assistant.pipeline.kit import Kit
from assistant.pipeline.say import ground, put_together
from assistant.understanding.question import Question
from assistant.work import Ending, Work

_MOST = 3


def answer_each(kit: Kit, work: Work) -> Ending | None:
    """The reply to each of the questions, or nothing where there is only one."""
    parts = kit.reader.parts(work.question, work.turn.as_of)
    if len(parts) < 2:
        return None
    blocks: list[Block] = []
    for part in parts[:_MOST]:
        own = Work(work.turn, work.revision, part.text, work.crisis, part, part.asked_about[0])
        own.cards = work.cards
        ending = search(kit, own) or judge(kit, own) or put_together(kit, own)
        blocks += [_heading(part), *([Block(ending.text)] if ending else own.blocks)]
        work.hits = [*work.hits, *own.hits]
        work.cut |= own.cut
        known = {notice.kind for notice in work.notices}
        work.notices += [notice for notice in own.notices if notice.kind not in known]
    if left := [part.asked_about[0].name for part in parts[_MOST:]]:
        says = kit.messages.say("too_many_questions", work.turn.role, programs=", ".join(left))
        blocks.append(Block(says))
    work.blocks = blocks
    return ground(kit, work)


def _heading(part: Question) -> Block:
    return Block(f"### {part.text.rstrip('?!., ')}")
