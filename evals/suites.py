"""What each evaluation reads, opens and runs: `ieum evals run NAME` chooses one of `SUITES`."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.understanding.danger import Dangers
from assistant.understanding.facts import FactReader
from assistant.understanding.others import Others
from connectors.clock import today
from connectors.settings import read_settings
from evals import opening
from evals.answers import runner as answers_runner
from evals.answers.kinds import Part
from evals.answers.questions import read_questions
from evals.dialogues import runner as dialogues_runner
from evals.dialogues.script import read_script
from evals.dialogues.spent import added_by_a_model
from evals.facts import runner as facts_runner
from evals.facts.utterances import read_utterances
from evals.listening import runner as listening_runner
from evals.listening.ordinary import ordinary
from evals.listening.sayings import read_sayings
from evals.mutation import runner as mutation_runner
from evals.mutation.cases import card_cases
from evals.mutation.cases import read_cases as worked_cases
from evals.mutation.published import published_cases
from evals.progress import steps
from evals.results import Result
from evals.retrieval import runner as retrieval_runner
from evals.retrieval.data import read_query_set
from evals.retrieval.split import teach
from evals.rules import runner as rules_runner
from evals.safety import models, shelf
from evals.safety import runner as safety_runner
from evals.safety.cases import EVERYDAY, read_cases
from evals.scripted_model.child import in_a_child
from evals.speed import runner as speed_runner
from evals.teaching import runner as teaching_runner
from evals.teaching.classroom import classroom
from evals.teaching.triples import read_triples
from knowledge.errors import InputError
from knowledge.language.morphemes import Morphemes
from knowledge.records import Role
from knowledge.rules import Rules

SEED = 20261122


@dataclass(frozen=True, slots=True)
class Asked:
    """What to measure with: a file of one's own, a sample, the part tuned on or the part held apart.

    `taught`: search is taught with one half of the questions before it is asked the other.
    """

    queries: Path | None = None
    sample: int | None = None
    part: Part | None = None
    taught: bool = False

    @property
    def config(self) -> dict[str, object]:
        """What the report says of it."""
        queries = self.queries.name if self.queries else "built-in"
        return {"queries": queries, "sample": self.sample, "part": self.part.value if self.part else None}


def retrieval(asked: Asked) -> Result:
    """Whether a question finds its document, perhaps after other questions were taught."""
    questions, config = read_query_set(asked.queries), asked.config
    with TemporaryDirectory(prefix="ieum-evals-") as folder, ExitStack() as opened:
        if asked.taught:
            questions, config["taught"] = teach(questions, Path(folder) / "corpus.jsonl")
        questions = questions.sample(asked.sample, SEED)
        progress = opened.enter_context(steps())
        services = opened.enter_context(opening.fresh(questions.corpus, progress.indexed))
        documents = services.store.documents(Role.STAFF, None)
        progress.begin("검색합니다", len(questions.queries))
        return retrieval_runner.run(
            questions,
            services.library,
            {document.program or document.identity: document.title for document in documents},
            Morphemes(),
            as_of=today(),
            seed=SEED,
            config=config,
            advance=progress.advance,
        )


def answers(asked: Asked) -> Result:
    """Whether answers are right, cited, and refused where nothing is known."""
    questions = read_questions(asked.queries).of_part(asked.part).sample(asked.sample, SEED)
    with steps() as progress, opening.fresh(None, progress.indexed) as services:
        progress.begin("묻습니다", len(questions.questions))
        return answers_runner.run(
            questions, services.assistant, services.store, config=asked.config, advance=progress.advance
        )


def facts(asked: Asked) -> Result:
    """Whether facts of a household are read from speech."""
    utterances = read_utterances(asked.queries).of_part(asked.part).sample(asked.sample, SEED)
    with steps() as progress:
        morphemes = Morphemes()
        morphemes.load()
        progress.begin("읽습니다", len(utterances.utterances))
        return facts_runner.run(
            utterances, FactReader(morphemes.spaced), config=asked.config, advance=progress.advance
        )


def dialogues(asked: Asked) -> Result:
    """Whether scripted conversations are right in the end, and what a turn takes without and with a model."""
    script = read_script(asked.queries).of_part(asked.part).sample(asked.sample, SEED)
    with steps() as progress, opening.fresh(None, progress.indexed) as services:
        progress.begin("대화합니다", len(script.dialogues))
        result = dialogues_runner.run(
            script, services.conversation, config=asked.config, advance=progress.advance
        )
        if services.settings.llm:  # every turn was that model's
            return result
        progress.begin("모형이 더 쓰는 시간을 잽니다", len(script.dialogues))
        with in_a_child("faithful") as url, opening.talking_to(services, url) as leashed:
            plain, advance = services.conversation, progress.advance
            added = added_by_a_model(script, plain, leashed, advance=advance)
        return replace(result, groups=(*result.groups, added))


def listening(asked: Asked) -> Result:
    """Whether danger and requests for others' data are heard where no plain word says so."""
    sayings = read_sayings(asked.queries).of_part(asked.part).sample(asked.sample, SEED)
    with steps() as progress, opening.fresh(None, progress.indexed) as services:
        progress.begin("듣습니다", len(sayings.sayings))
        return listening_runner.run(
            sayings,
            ordinary(),
            Dangers(services.library.question_vector),
            Others(),
            config=asked.config,
            advance=progress.advance,
        )


def safety(asked: Asked) -> Result:
    """Whether replies can be made unsafe, without a model and with models that misbehave."""
    cases = read_cases(asked.queries).sample(asked.sample, SEED)
    with steps() as progress, shelf.library(cases.documents, progress.indexed, models.without) as services:
        progress.begin("말을 겁니다", len(cases.cases))
        known = shelf.known_names(services)
        plain = safety_runner.hold(cases, services, known, advance=progress.advance)
    rounds = [plain]
    with (
        steps() as progress,
        models.scripted() as (model, change),
        shelf.library(cases.documents, progress.indexed, change) as services,
    ):
        for name, term in models.TERMS.items():
            progress.begin(term, len(cases.cases))
            rounds.append(
                safety_runner.hold(
                    cases,
                    services,
                    known,
                    name=name,
                    title=term,
                    plain=None if name in models.OTHER_FACTS else plain,
                    reached=models.become(model, name),
                    advance=progress.advance,
                )
            )
    return safety_runner.result(cases, rounds, config={**asked.config, "requests": len(model.asked)})


def model(asked: Asked) -> Result:
    """What the model of the settings does in ordinary talks: held to the same as the misbehaving ones."""
    name = read_settings().llm
    if not name:
        raise InputError("IEUM_LLM이 없습니다. 돌려 볼 모형을 정해 주십시오. 예: IEUM_LLM=openai:qwen3")
    cases = read_cases(asked.queries or EVERYDAY).sample(asked.sample, SEED)
    rounds: list[safety_runner.Round] = []
    for title, change in (("모형 없이", models.without), (f"설정한 모형({name})", models.as_set)):
        with steps() as progress, shelf.library(cases.documents, progress.indexed, change) as services:
            progress.begin(title, len(cases.cases))
            rounds.append(
                safety_runner.hold(
                    cases,
                    services,
                    shelf.known_names(services),
                    name="own" if rounds else safety_runner.PLAIN,
                    title=title,
                    advance=progress.advance,
                )
            )
    result = safety_runner.result(cases, rounds, config={**asked.config, "model": name})
    waited = tuple(safety_runner.times(one) for one in rounds)
    return replace(result, name="model", title="모형 돌려 보기", groups=(*result.groups, *waited))


def teaching(asked: Asked) -> Result:
    """Whether one example mends a question that was missed."""
    candidates = read_triples(asked.queries)
    others = read_query_set(None).sample(asked.sample, SEED).queries
    with steps() as progress, classroom(progress.indexed) as room:
        progress.begin("묻고 가르치고 다시 묻습니다")
        return teaching_runner.run(
            candidates,
            others,
            room,
            room.titles(),
            as_of=today(),
            seed=SEED,
            config=asked.config,
            advance=progress.advance,
        )


def speed(asked: Asked) -> Result:
    """How fast everything is; `sample` is the number of texts to search in."""
    questions = [one.question for one in read_questions(asked.queries).questions if one.answerable]
    plan = speed_runner.Plan(seed=SEED)
    with steps() as progress:
        return speed_runner.run(
            plan if asked.sample is None else replace(plan, texts=asked.sample),
            questions,
            lambda: opening.fresh(None, progress.indexed),
            lambda texts, seed: opening.large(texts, seed, progress.indexed),
            as_of=today(),
            config=asked.config,
            tell=progress.begin,
        )


def mutation(asked: Asked) -> Result:
    """Whether the cases notice rules that were made wrong; `sample` is how many."""
    known = Rules.load()
    cases = [*card_cases(known), *published_cases(), *(worked_cases(asked.queries) if asked.queries else ())]
    count = asked.sample or mutation_runner.MUTANTS
    config = {**asked.config, "sample": count, "seed": SEED}
    with steps() as progress:
        progress.begin("틀린 규칙을 사례로 알아챕니다", count)
        return mutation_runner.run(
            known, cases, count=count, seed=SEED, config=config, advance=progress.advance
        )


def rules(asked: Asked) -> Result:
    """How fast and how sound the rules are; `sample` is the number of households."""
    known = Rules.load()
    cases = worked_cases(asked.queries) if asked.queries else list(card_cases(known))
    count = asked.sample or 40
    config = {**asked.config, "sample": count, "seed": SEED}
    with steps() as progress:
        progress.begin("사실을 덜고 채워 봅니다", count)
        return rules_runner.run(
            known, cases, count=count, seed=SEED, day=today(), config=config, advance=progress.advance
        )


_ALL = (retrieval, answers, teaching, speed, facts, dialogues, listening, safety, model, mutation, rules)

SUITES: dict[str, Callable[[Asked], Result]] = {suite.__name__: suite for suite in _ALL}
