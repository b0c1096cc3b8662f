"""A conversation, turn by turn: what was said is understood, checked, told and asked on.

The same two methods as `Assistant`, which answers what is asked about rules; this keeps what was understood.
"""

from collections.abc import Iterator
from threading import Lock

from assistant.answer import Assistant
from assistant.blocks import Block
from assistant.conversation.commands import command, deletes, turned_first
from assistant.conversation.decide import aim, asked_again, asked_beside, decide
from assistant.conversation.desk import Desk, Talk
from assistant.conversation.follow import follow_up
from assistant.conversation.inform import ellipsis, inform, informational, shifted
from assistant.conversation.intents import Intent
from assistant.conversation.ports import Memory, ShortMemory, Sources
from assistant.conversation.state import State
from assistant.conversation.understand import understand
from assistant.events import Event, told
from assistant.failures import log_failure
from assistant.grounding.check import grounded
from assistant.grounding.citations import numbered
from assistant.grounding.determinations import stated
from assistant.grounding.figures import figures
from assistant.reply import Citation, Notice, Reply, Status, Turn
from assistant.understanding.crisis import Level
from assistant.understanding.facts import Fact, FactReader
from assistant.understanding.scope import Scope
from knowledge.aspects import Aspect
from knowledge.errors import CatalogError
from knowledge.language.masking import mask
from knowledge.language.text import normalise

_LOCKS = 64
_SHORT = 20
_NO_TALK = (Scope.GREETING, Scope.THANKS, Scope.EMPTY, Scope.SENSELESS, Scope.FOREIGN)


class Conversation:
    """Answers turns of conversations. One object serves all threads; what is kept lies in `memory`."""

    def __init__(
        self,
        assistant: Assistant,
        sources: Sources,
        memory: Memory | None = None,
        reader: FactReader | None = None,
    ) -> None:
        """The rules are loaded with the first turn; `CatalogError` then, where a data file is wrong."""
        self._assistant, self._sources, self._reader = assistant, sources, reader
        self._memory = memory or ShortMemory()
        self._desk: Desk | None = None
        self._opening = Lock()
        self._locks = [Lock() for _ in range(_LOCKS)]

    @property
    def desk(self) -> Desk:
        """The tools of the conversation, made when they are first needed."""
        with self._opening:
            if self._desk is None:
                self._desk = Desk(self._assistant.kit, self._sources, self._reader)
            return self._desk

    def answer(self, turn: Turn) -> Reply:
        """The reply to a turn; never raises for what a person typed. Turns of a conversation wait for
        each other.
        """
        if self._sources.rules is None:
            return self._assistant.answer(turn)
        with self._locks[hash(turn.conversation) % _LOCKS]:
            try:
                return self._answer(turn)
            except CatalogError:
                raise
            except Exception as problem:
                log_failure("turn_failed", turn.id, problem)
                text = self._assistant.kit.messages.say("error", turn.role)
                return _reply(turn, Status.ERROR, text, self._assistant.kit.library.revision())

    def stream(self, turn: Turn) -> Iterator[Event]:
        """The same with its progress: steps, the text a block at a time, then the whole reply."""
        messages = self._assistant.kit.messages
        for step in ("step_understand", "step_search"):
            yield {"event": "step", "step": step, "text": messages.say(step, turn.role)}
        yield from told(self.answer(turn))

    def state(self, turn: Turn) -> State:
        """What is kept of the conversation of a turn."""
        return State.load(self._memory.load(turn.conversation, turn.role))

    def _answer(self, turn: Turn) -> Reply:
        desk, kit = self.desk, self._assistant.kit
        clean = normalise(turn.text)
        if len(clean) > kit.settings.longest_question:
            return self._assistant.answer(turn)
        talk = Talk(turn, self.state(turn), mask(clean).strip())
        if deletes(desk, talk.text):
            self._memory.forget(turn.conversation)
            return self._ended(talk, desk.wording.say("deleted", turn.role))
        self._begin(talk)
        crisis = kit.danger(talk.text, turn.role)
        if crisis.level is Level.REPLACE or kit.asks_for_others(talk.text):
            return self._with_facts(self._assistant.answer(turn), talk)
        if crisis.level is Level.NOTICE:
            calls = kit.messages.say("crisis_notice", turn.role, calls="; ".join(crisis.calls))
            talk.notices.append(Notice(kind="crisis", text=calls))
        if talk.text != clean.strip():
            talk.notices.append(Notice(kind="privacy", text=kit.messages.say("privacy_notice", turn.role)))
        reply = self._talk(talk)
        if turn.keeps:
            self._memory.save(turn.conversation, turn.role, talk.state.dump())
        return reply

    def _begin(self, talk: Talk) -> None:
        """Begin what takes the encoder, for what is dangerous and for the search, while the rest is read."""
        kit = self._assistant.kit
        kit.library.expect(talk.text)
        if kit.reader.scope(talk.text) not in _NO_TALK:
            kit.library.expect(kit.reader.read(talk.text, talk.turn.as_of).query)

    def _talk(self, talk: Talk) -> Reply:
        desk, turn = self.desk, talk.turn
        turned_first(desk, talk)
        if command(desk, talk):
            if talk.answered and talk.client.context.facts:
                aim(desk, talk)
                decide(desk, talk)
            return self._composed(talk)
        scope = self._assistant.kit.reader.scope(talk.text)
        if scope not in _NO_TALK:
            talk.question = self._assistant.kit.reader.read(talk.text, turn.as_of)
        understand(desk, talk)
        if not talk.personal and follow_up(desk, talk):
            asked_again(desk, talk)
            return self._composed(talk)
        if not talk.personal and scope in _NO_TALK:
            if talk.client.pending is None or scope in (Scope.GREETING, Scope.THANKS):
                return self._informed(talk, [talk.text])
            talk.unclear = talk.client.pending is not None
        if not talk.personal and not talk.unclear and self._no_answer(talk):
            talk.unclear = True
        whole = [] if talk.answered else ellipsis(desk, talk)
        if whole:
            return self._informed(talk, whole)
        if talk.personal or talk.unclear or self._asks_for_me(talk):
            return self._decided(talk)
        return self._informed(talk, [talk.text])

    def _no_answer(self, talk: Talk) -> bool:
        """Whether something short that asks nothing was said to a question, and answers nothing."""
        question = talk.question
        if talk.client.pending is None or question is None or question.scope is Scope.OFF_TOPIC:
            return False
        if self.desk.intents.first(talk.text, Intent.RESULTS, Intent.MORE):
            return False
        bare = self.desk.intents.first(talk.text, Intent.NONE, Intent.YES, Intent.NO)
        asks = question.named or question.aspects or talk.text.rstrip().endswith("?")
        return bare is not None or (len(talk.text) <= _SHORT and not asks)

    def _asks_for_me(self, talk: Talk) -> bool:
        """Whether somebody asks what they may have, after they told something of themselves."""
        if self.desk.intents.first(talk.text, Intent.RESULTS, Intent.MORE):
            return True
        question = talk.question
        if not talk.client.context.facts or question is None or informational(talk):
            return False
        how_much = bool(question.named) and question.aspects == (Aspect.BENEFIT,)
        return how_much or self.desk.intents.says(Intent.ELIGIBILITY, talk.text)

    def _decided(self, talk: Talk) -> Reply:
        desk = self.desk
        said = talk.answered or talk.declined
        if not said and (informational(talk) or self._only_happened(talk)):
            return self._informed(talk, [talk.text])
        self._noted(talk)
        aim(desk, talk)
        decide(desk, talk)
        question = talk.question
        if question and question.named and question.aspects and not talk.answered:
            return self._joined(talk, self._assistant.answer(talk.turn))
        return self._composed(talk)

    def _only_happened(self, talk: Talk) -> bool:
        """Whether something that happened is all that is known: 아기가 태어났어요."""
        client = talk.client
        if talk.answered or client.told or any(fact.sure for fact in client.context.facts):
            return False
        events = self.desk.events.found(talk.text, client.context, talk.turn.as_of)
        return bool(events) or (talk.people and client.pending is None)

    def _noted(self, talk: Talk) -> None:
        """What was understood, corrected, left out."""
        desk, role, context = self.desk, talk.turn.role, talk.client.context
        corrected = {(one.new.id, one.new.member) for one in talk.corrections}
        for one in talk.corrections:
            values = {"old": desk.names.said(one.old), "new": desk.names.said(one.new)}
            talk.say(desk.wording.say("corrected", role, fact=desk.names.fact(one.new.id), **values))
        told = [
            fact for fact in talk.facts if (fact.id, fact.member) not in corrected and fact.source == "said"
        ]
        shown = []
        for fact in told:
            who = f"{desk.names.member(fact.member, context, role)} " if fact.member else ""
            shown.append(f"{who}{desk.names.fact(fact.id)} {desk.names.said(fact)}")
        if shown:
            talk.say(desk.wording.say("noted", role, facts=", ".join(dict.fromkeys(shown))))
        if talk.impossible:
            names = ", ".join(desk.names.fact(fact.id) for fact in talk.impossible)
            talk.say(desk.wording.say("impossible", role, facts=names))
        if talk.declined:
            talk.say(desk.wording.say("passed_over", role))
        if talk.unclear:
            talk.say(desk.wording.say("unclear", role))

    def _composed(self, talk: Talk) -> Reply:
        """The reply of what the steps said: every figure stands in a determination, a fact or a passage."""
        text, citations = self._text(talk)
        status = Status.NEEDS_FACTS if talk.next else Status.ANSWERED
        return self._with_facts(self._ended(talk, text, status, citations), talk)

    def _text(self, talk: Talk) -> tuple[str, list[Citation]]:
        desk = self.desk
        if talk.next:
            talk.blocks.append(Block(talk.next.shown["text"]))
        said = "\n".join([talk.text, str(talk.as_of.year), *self._known(talk)])
        allowed = stated(talk.determinations) | talk.figures | desk.fixed_figures | figures(said)
        allowed |= self._assistant.kit.fixed_figures | figures(_shown_day(talk))
        blocks = grounded(talk.blocks, allowed, talk.turn.id)
        return numbered(blocks, self._assistant.kit.settings.longest_quote)

    def _known(self, talk: Talk) -> Iterator[str]:
        names = self.desk.names
        yield from (names.said(fact) for fact in talk.client.context.facts)
        yield from (names.said(one.old) for one in talk.corrections)
        yield from (suggestion.why for suggestion in talk.suggestions)
        yield str(talk.state.active + 1)
        yield str(len(talk.state.clients))
        yield str(len(talk.determinations))

    def _informed(self, talk: Talk, texts: list[str]) -> Reply:
        """The information answer, and the question that is still open."""
        desk, role, client = self.desk, talk.turn.role, talk.client
        reply = inform(self._assistant, talk, texts)
        if talk.question and talk.question.asked_about:
            client.program = talk.question.asked_about[0].id
        pending = client.pending
        events = [event for one in reply.citations if (event := desk.events.titled(one.document))]
        if events and not client.context.facts:
            self._opened(talk, events[0])
        elif talk.personal:
            aim(desk, talk)
            decide(desk, talk)
            talk.blocks = []
        elif pending is not None and client.context.facts:
            asked_beside(desk, talk, pending)
        if talk.next is not None:
            again = desk.wording.say("go_on", role, question=talk.next.shown["text"])
            reply = reply.model_copy(update={"text": f"{reply.text}\n\n{again}"})
        return self._with_facts(reply, talk)

    def _opened(self, talk: Talk, event: str) -> None:
        """What happened is told and nothing is known yet: the programs are known, and what to ask first."""
        client = talk.client
        client.events = tuple(dict.fromkeys([event, *client.events]))
        client.focus, client.asked, client.program = (), 0, None
        aim(self.desk, talk)
        talk.next = self.desk.asker.start(talk.turn.role, client.events)
        client.pending = talk.next.pending

    def _joined(self, talk: Talk, informed: Reply) -> Reply:
        """The verdict and, below it, what the rules of the program say."""
        question, talk.next = talk.next, None
        text, citations = self._text(talk)
        talk.next = question
        parts = [text]
        if informed.status is Status.ANSWERED:
            parts.append(shifted(informed.text, len(citations)))
            citations += [one.model_copy(update={"n": one.n + len(citations)}) for one in informed.citations]
        if question is not None:
            parts.append(question.shown["text"])
        status = Status.NEEDS_FACTS if question else Status.ANSWERED
        reply = self._ended(talk, "\n\n".join(part for part in parts if part), status, citations)
        return self._with_facts(reply, talk)

    def _ended(
        self, talk: Talk, text: str, status: Status = Status.ANSWERED, citations: list[Citation] | None = None
    ) -> Reply:
        reply = _reply(talk.turn, status, text, self._assistant.kit.library.revision())
        reply.citations, reply.notices = citations or [], talk.notices
        return reply

    def _with_facts(self, reply: Reply, talk: Talk) -> Reply:
        """The reply with what is understood, decided, suggested and asked."""
        kinds = {notice.kind for notice in reply.notices}
        reply.notices += [notice for notice in talk.notices if notice.kind not in kinds]
        reply.facts = facts_of(self.desk, talk)
        reply.determinations = list(talk.determinations)
        reply.suggestions = list(talk.suggestions) or reply.suggestions
        reply.next_question = talk.next.shown if talk.next else None
        return reply


def facts_of(desk: Desk, talk: Talk) -> list[dict[str, object]]:
    """What is understood, as the contract shows it, with words for people beside."""
    found: list[dict[str, object]] = []
    for fact in talk.client.context.facts:
        who = desk.names.member(fact.member, talk.client.context, talk.turn.role) if fact.member else ""
        found.append({
            "id": fact.id, "member": fact.member, "value": plain(fact), "source": fact.source,
            "confidence": fact.confidence.value, "label": f"{who} {desk.names.fact(fact.id)}".strip(),
            "shown": desk.names.said(fact),
        })  # fmt: skip
    return found


def plain(fact: Fact) -> object:
    """A fact's value as JSON has it."""
    return list(fact.value) if isinstance(fact.value, tuple) else fact.value


def _shown_day(talk: Talk) -> str:
    day = talk.turn.as_of
    return f"{day.year}. {day.month}. {day.day}. {day.year}년"


def _reply(turn: Turn, status: Status, text: str, revision: int) -> Reply:
    return Reply(
        turn_id=turn.id,
        conversation=turn.conversation,
        knowledge_revision=revision,
        as_of=turn.as_of,
        status=status,
        text=text,
    )
