"""The last steps: the blocks of an answer, and the check that each stands on a passage."""

from collections.abc import Sequence
from itertools import combinations

from assistant.compose import Found, compose
from assistant.grounding.check import grounded
from assistant.grounding.citations import numbered
from assistant.grounding.figures import figures
from assistant.pipeline.kit import Kit
from assistant.reply import Status, Suggestion
from assistant.suggestions import from_event, from_hits
from assistant.understanding.question import Question
from assistant.work import Ending, Work
from knowledge.aspects import Aspect
from knowledge.cards.exclusions import EXCLUSIONS, Exclusion
from knowledge.records import Passage


def put_together(kit: Kit, work: Work) -> Ending | None:
    """The blocks of the answer."""
    question = work.question
    found = Found(
        question=question,
        role=work.turn.role,
        as_of=work.as_of,
        hits=work.hits,
        passages=lambda program, day: kit.card(work, program, day),
        topic=work.topic,
        items=kit.reader.items(question, work.turn.as_of) if work.topic else (),
        nearness=lambda asked, passages: _nearness(kit, work, asked, passages),
        event=kit.document(work, work.event.identity) if work.event else (),
        guide=work.guide,
        overlaps=_overlaps(kit, work),
        unsure=work.unsure,
        limits=kit.settings,
    )
    work.blocks = compose(found, kit.messages)
    return None


def _nearness(kit: Kit, work: Work, asked: Question, passages: Sequence[Passage]) -> dict[str, float]:
    """The cosines of a question, in official words too, with the passages of a card."""
    keys = list(dict.fromkeys(passage.document_key for passage in passages))
    text = " ".join((work.text if asked is work.question else asked.text, *asked.official))
    day = next((passage.effective_from for passage in passages if passage.effective_from), work.as_of)
    day = work.as_of if all(passage.in_force(work.as_of) for passage in passages) else day
    hits = kit.library.within(text, keys, as_of=day, role=work.turn.role) if keys else ()
    return {hit.passage.id: hit.cosine for hit in hits if hit.cosine is not None}


def _overlaps(kit: Kit, work: Work) -> Sequence[tuple[Exclusion, str, Passage]]:
    """What is known of the programs named together, each pair once, with the passage to cite."""
    if Aspect.OVERLAP not in work.question.aspects or len(work.question.programs) < 2:
        return []
    stored = kit.document(work, EXCLUSIONS)
    pairs = combinations([program.id for program in work.question.programs], 2)
    found = [one for a, b in pairs for one in kit.exclusions.cited(a, b, work.as_of, stored)]
    return list({passage.id: (entry, text, passage) for entry, text, passage in found}.values())


def ground(kit: Kit, work: Work) -> Ending:
    """Only what stands in its sources is said, and only where a passage stands behind it."""
    day, years = work.as_of, work.question.asked.years
    said = [work.text, *(f"{year}년" for year in (*years, day.year - 1, day.year))]
    said += [str(block.rows_shown) for block in work.blocks if block.rows_shown]
    blocks = grounded(work.blocks, kit.fixed_figures | figures("\n".join(said)), work.turn.id)
    if not any(block.passages for block in blocks) or (work.unsure and work.crisis.calls):
        return no_source(kit, work)
    text, work.citations = numbered(blocks, kit.settings.longest_quote)
    _year_notice(kit, work)
    if any(citation.passage_id in work.cut for citation in work.citations):
        kit.notice(work, "unsure", "unpublished_notice")
    work.suggestions = suggested(kit, work)
    return Ending(Status.NO_SOURCE if work.unsure else Status.ANSWERED, text)


def no_source(kit: Kit, work: Work) -> Ending:
    """Nothing is found: whom to call in a danger, else that there is no source."""
    work.suggestions = suggested(kit, work)
    if work.crisis.calls:
        work.notices = [notice for notice in work.notices if notice.kind != "crisis"]
        return kit.calls(work, "crisis_only")
    return kit.end(work, Status.NO_SOURCE, "no_source")


def suggested(kit: Kit, work: Work) -> list[Suggestion]:
    """The programs found beside those that the answer is about."""
    if work.event:
        programs = [kit.programs[id] for id in work.event.programs if id in kit.programs]
        return from_event(programs, kit.messages, work.turn.role)
    named = {program.id for program in work.question.programs}
    cited = {citation.passage_id for citation in work.citations}
    said = {p.program for block in work.blocks for p in block.passages if p.id in cited and p.program}
    shown = named | said | ({work.topic.id} if work.topic else set())
    return from_hits(work.hits, shown, kit.settings.suggestions, kit.messages, work.turn.role)


def _year_notice(kit: Kit, work: Work) -> None:
    asked = work.question.asked
    if len(asked.years) < 2 and (asked.explicit or work.as_of.year != kit.today().year):
        day = f"{work.as_of.year}. {work.as_of.month}. {work.as_of.day}."
        kit.notice(work, "year", "year_notice", day=day)
