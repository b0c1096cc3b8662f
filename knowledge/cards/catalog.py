"""The catalog: the built-in folder and any local ones, read, checked and ready to become documents."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

from pydantic import BaseModel

from knowledge.cards.checks import CatalogProblem, parameter_problems, text_problems
from knowledge.cards.exclusions import EXCLUSIONS, Exclusions, load_exclusions
from knowledge.cards.files import CatalogFile, Place, read_file
from knowledge.cards.guides import LoadedGuide, load_guides
from knowledge.cards.interpolation import Use
from knowledge.cards.life_events import LoadedLifeEvent, load_life_events
from knowledge.cards.overlays import DraftEntry, overlaid
from knowledge.cards.parameters import Parameter, build_parameter
from knowledge.cards.render import (
    LoadedCard,
    card_drafts,
    card_uses,
    check_card,
    glossary_draft,
)
from knowledge.cards.schema import (
    Dimension,
    ParameterEntry,
    ProgramCard,
    Term,
    entries,
    repeated,
    validated,
)
from knowledge.cards.taught import load_taught
from knowledge.cards.trace import FigureTrace, traced
from knowledge.errors import CatalogError
from knowledge.records import DocumentDraft

BUILTIN = Path("knowledge/catalog")
LOCAL_FILES = (
    "units.yaml",
    "fields.yaml",
    "dimensions.yaml",
    "terms.yaml",
    "exclusions.yaml",
    "life_events.yaml",
    "taught.yaml",
    "relations.yaml",
    "regions.yaml",
)
"""What a local folder may hold beside its folders; the last two are read by the rules alone."""
NATIONAL_FILES = ("facts.yaml", "unit_rules.yaml", "triage.yaml")


@dataclass(frozen=True)
class Catalog:
    """Programs, guides, parameters and terms, checked against each other.

    `revision_hash` covers every file read. `guides` and `life_events` are by id, `taught` questions by the
    identity of the document that they lead to.
    """

    programs: Mapping[str, ProgramCard]
    parameters: Mapping[str, Parameter]
    terms: Mapping[str, Term]
    units: Mapping[str, str]
    fields: Mapping[str, str]
    revision_hash: str
    cards: Mapping[str, LoadedCard] = field(repr=False)
    guides: Mapping[str, LoadedGuide] = field(repr=False)
    life_events: Mapping[str, LoadedLifeEvent] = field(repr=False)
    exclusions: Exclusions = field(repr=False)
    taught: Mapping[str, Sequence[str]] = field(repr=False, default_factory=dict)

    def drafts(self) -> list[DocumentDraft]:
        """Every document of the catalog: an edition of each text for each period, and the glossary."""
        drafts = [draft for loaded in self.cards.values() for draft in card_drafts(loaded)]
        drafts += chain.from_iterable(guide.drafts() for guide in self.guides.values())
        drafts += chain.from_iterable(event.drafts() for event in self.life_events.values())
        drafts += self.exclusions.drafts()
        drafts += [glossary_draft(self.terms)] if self.terms else []
        return [replace(draft, taught=tuple(self.taught.get(draft.identity, ()))) for draft in drafts]

    def problems(self, day: date) -> list[CatalogProblem]:
        """What a trainer has to look at on that day: lapsed, soon lapsing and unconfirmed lines."""
        texts: list[tuple[str, BaseModel, CatalogFile, Place]] = []
        texts += [(c.card.name, c.card, c.file, ()) for c in self.cards.values()]
        texts += [(g.guide.title, g.guide, g.file, ()) for g in self.guides.values()]
        texts += [(e.event.title, e.event, e.file, e.place) for e in self.life_events.values()]
        texts += [(e.title, e.entry, e.file, e.place) for e in self.exclusions.entries]
        return [
            *parameter_problems(self.parameters.values(), day),
            *chain.from_iterable(text_problems(*text) for text in texts),
        ]

    def trace(self, identity: str, day: date) -> list[FigureTrace]:
        """Where each figure of a document comes from; empty for a document that is not of the catalog."""
        return [traced(use) for use in self._uses(identity, day)]

    def _uses(self, identity: str, day: date) -> list[Use]:
        if identity == EXCLUSIONS:
            return self.exclusions.uses(day)
        kind, _, name = identity.partition(":")
        if kind == "program" and name in self.cards:
            return card_uses(self.cards[name], day)
        if kind == "guide" and name in self.guides:
            return self.guides[name].uses(day)
        if kind == "life-event" and name in self.life_events:
            return self.life_events[name].uses(day)
        return []


def load_catalog(
    builtin: bool = True, extra_dirs: Sequence[Path] = (), drafts: Sequence[Path] = ()
) -> Catalog:
    """Read the built-in catalog and local ones; the first mistake is a `CatalogError` with its line.

    A local folder holds the same layout (`programs/`, `parameters/`, `terms.yaml` …) and only what it adds.
    A draft is such a folder whose parameters may also give new values to figures that exist.
    """
    loader = _Loader()
    if builtin:
        loader.add(files("knowledge").joinpath("catalog"), BUILTIN)
    for folder, draft in (*((f, False) for f in extra_dirs), *((f, True) for f in drafts)):
        if not folder.is_dir():
            raise CatalogError("카탈로그 폴더가 없습니다. 경로를 확인해 주세요.", folder)
        _check_files(folder)
        loader.add(folder, folder, draft)
    return loader.finish()


def _check_files(folder: Path) -> None:
    """Nothing in a local folder is passed over in silence: a file that nobody reads is a mistake."""
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".yaml", ".yml") or path.name in LOCAL_FILES:
            continue
        if path.name in NATIONAL_FILES:
            raise CatalogError("전국 자료의 파일이라 지역 폴더에 둘 수 없습니다. 지워 주세요.", path)
        raise CatalogError(f"읽지 않는 파일입니다. {', '.join(LOCAL_FILES)} 가운데 하나인지 보세요.", path)


class _Loader:
    """Collects files by kind, because programs may use what a later folder defines."""

    def __init__(self) -> None:
        self.read: list[CatalogFile] = []
        self.vocabulary: dict[str, dict[str, str]] = {"units": {}, "fields": {}}
        self.dimensions: dict[str, Dimension] = {}
        self.terms: dict[str, tuple[Term, CatalogFile]] = {}
        self.parameter_files: list[CatalogFile] = []
        self.draft_files: list[CatalogFile] = []
        self.program_files: list[CatalogFile] = []
        self.guide_files: list[CatalogFile] = []
        self.exclusion_files: list[CatalogFile] = []
        self.life_event_files: list[CatalogFile] = []
        self.taught_files: list[CatalogFile] = []

    def add(self, folder: Traversable, shown_as: Path, draft: bool = False) -> None:
        for name in ("units", "fields"):
            for file in self._files(folder, shown_as, f"{name}.yaml"):
                self._add_vocabulary(name, file)
        for file in self._files(folder, shown_as, "dimensions.yaml"):
            self._add_dimensions(file)
        for file in self._files(folder, shown_as, "terms.yaml"):
            self._add_terms(file)
        figures = self.draft_files if draft else self.parameter_files
        figures += self._folder(folder, shown_as, "parameters")
        self.program_files += self._folder(folder, shown_as, "programs")
        self.guide_files += self._folder(folder, shown_as, "guides")
        self.exclusion_files += self._files(folder, shown_as, "exclusions.yaml")
        self.life_event_files += self._files(folder, shown_as, "life_events.yaml")
        self.taught_files += self._files(folder, shown_as, "taught.yaml")

    def finish(self) -> Catalog:
        parameters = self._parameters()
        found = [(validated(ProgramCard, file.data, file), file) for file in self.program_files]
        names = {card.id: card.name for card, _ in found}
        cards: dict[str, LoadedCard] = {}
        for card, file in found:
            if card.id in cards:
                raise repeated("사업", card.id, file, ("id",), str(cards[card.id].file.path))
            self._check_words(card, file)
            cards[card.id] = check_card(card, file, parameters, names)
        guides = load_guides(self.guide_files, parameters, names)
        life_events = load_life_events(self.life_event_files, parameters, names)
        texts = [card.identity for card in cards.values()]
        texts += [guide.identity for guide in guides.values()]
        texts += [event.identity for event in life_events.values()]
        return Catalog(
            programs={name: loaded.card for name, loaded in cards.items()},
            parameters=parameters,
            terms={name: term for name, (term, _) in self.terms.items()},
            units=self.vocabulary["units"],
            fields=self.vocabulary["fields"],
            revision_hash=self._hash(),
            cards=cards,
            guides=guides,
            life_events=life_events,
            exclusions=load_exclusions(self.exclusion_files, parameters, names),
            taught=load_taught(self.taught_files, texts),
        )

    def _files(self, folder: Traversable, shown_as: Path, name: str) -> Iterator[CatalogFile]:
        source = folder.joinpath(name)
        if source.is_file():
            file = read_file(source, shown_as / name)
            self.read.append(file)
            yield file

    def _folder(self, folder: Traversable, shown_as: Path, name: str) -> list[CatalogFile]:
        inner = folder.joinpath(name)
        if not inner.is_dir():
            return []
        found = sorted(entry.name for entry in inner.iterdir())
        for entry in found:
            if entry.endswith(".yml"):
                raise CatalogError("확장자를 .yaml로 바꾸어 주세요.", shown_as / name / entry)
        return [
            file
            for entry in found
            if entry.endswith(".yaml")
            for file in self._files(inner, shown_as / name, entry)
        ]

    def _add_vocabulary(self, name: str, file: CatalogFile) -> None:
        if not isinstance(file.data, dict):
            raise file.error("파일은 'id: 이름' 꼴이어야 합니다.")
        for key, term in file.data.items():
            if not isinstance(term, str):
                raise file.error(f"'{key}'의 이름은 글이어야 합니다.", (key,))
            if self.vocabulary[name].setdefault(key, term) != term:
                raise file.error(
                    f"'{key}'은(는) 이미 '{self.vocabulary[name][key]}'입니다. 다른 id를 쓰세요.", (key,)
                )

    def _add_dimensions(self, file: CatalogFile) -> None:
        for index, data in enumerate(entries(file)):
            dimension = validated(Dimension, data, file, (index,))
            if dimension.id in self.dimensions:
                raise repeated("구분", dimension.id, file, (index, "id"), "dimensions.yaml")
            self.dimensions[dimension.id] = dimension

    def _add_terms(self, file: CatalogFile) -> None:
        for index, data in enumerate(entries(file)):
            term = validated(Term, data, file, (index,))
            if term.id in self.terms:
                raise repeated(
                    "용어",
                    term.id,
                    file,
                    (index, "id"),
                    str(self.terms[term.id][1].path),
                )
            self.terms[term.id] = (term, file)

    def _parameters(self) -> dict[str, Parameter]:
        found: dict[str, Parameter] = {}
        for file in self.parameter_files:
            for index, data in enumerate(entries(file)):
                self._add_parameter(data, file, (index,), found)
        for file in self.draft_files:
            for index, data in enumerate(entries(file)):
                name = data.get("id") if isinstance(data, dict) else None
                if name in found:
                    draft = validated(DraftEntry, data, file, (index,))
                    found[name] = overlaid(found[name], draft, file, (index,), self.dimensions)
                else:
                    self._add_parameter(data, file, (index,), found)
        return found

    def _add_parameter(
        self, data: object, file: CatalogFile, place: Place, found: dict[str, Parameter]
    ) -> None:
        entry = validated(ParameterEntry, data, file, place)
        if entry.id in found:
            first = found[entry.id]
            raise repeated("수치", entry.id, file, (*place, "id"), f"{first.file.path}:{first.line}")
        if entry.concept not in self.terms:
            raise file.error(
                f"'{entry.id}'의 용어 '{entry.concept}'이(가) terms.yaml에 없습니다.", (*place, "concept")
            )
        found[entry.id] = build_parameter(entry, file, place, self.dimensions)

    def _check_words(self, card: ProgramCard, file: CatalogFile) -> None:
        if file.path.stem != card.id:
            raise file.error(f"파일 이름은 id와 같아야 합니다({card.id}.yaml).", ("id",))
        for key, name, word in (
            ("unit", "units", card.unit),
            ("field", "fields", card.field),
        ):
            if word not in self.vocabulary[name]:
                allowed = ", ".join(self.vocabulary[name])
                raise file.error(
                    f"'{word}'이(가) {name}.yaml에 없습니다. {allowed} 가운데 쓰세요.",
                    (key,),
                )

    def _hash(self) -> str:
        digest = hashlib.sha256()
        for file in self.read:
            digest.update(f"{file.path.name}\0{len(file.content)}\0".encode())
            digest.update(file.content)
        return digest.hexdigest()
