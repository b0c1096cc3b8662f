"""A large library out of nothing: made-up texts and random unit vectors, the same for the same seed."""

from collections.abc import Iterator
from itertools import groupby, islice

import numpy as np

from knowledge.library.embedders import Embedder
from knowledge.library.embedders.cached import text_hash
from knowledge.library.units import units_of
from knowledge.library.views import views_of
from knowledge.records import Audience, DocumentDraft, PassageDraft, SectionDraft
from knowledge.store import Store, reading

_BATCH = 10
_SECTIONS = 100
_PLACES = ("가람", "나루", "다솜", "라온", "마루", "바다", "새솔", "아라", "자온", "하늘")
_KINDS = ("주거", "의료", "교육", "돌봄", "취업", "출산", "문화", "교통", "식품", "난방")
_WHO = ("청년", "노인", "아동", "장애인", "한부모", "신혼부부", "구직자", "임산부", "다자녀 가구", "1인 가구")
_HOW = ("수당", "이용권", "상담", "대출 이자", "방문 서비스", "물품", "요금 감면", "장려금", "교육비", "쉼터")
_WHERE = ("읍면동 주민센터", "보건소", "복지로 누리집", "구청 복지과", "고용센터")


def fill(store: Store, embedder: Embedder, count: int, seed: int) -> None:
    """Store `count` made-up texts, and random unit vectors for their texts where vectors are looked up
    before they are made, so that indexing them costs no embedding.
    """
    generator = np.random.default_rng(seed)
    for drafts in _batches(documents(count, seed), _BATCH):
        keys = [added.key for added in store.add(drafts)]
        with store.reading() as connection:
            passages = reading.passages_of(connection, keys)
        by_document = groupby(
            sorted(passages, key=lambda one: one.document_key), key=lambda one: one.document_key
        )
        units = [unit for _, group in by_document for unit in units_of(list(group))]
        texts = [text for unit in units for text in views_of(unit).texts]
        made = generator.standard_normal((len(texts), embedder.dimensions))
        vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
        store.vectors.put_many(embedder.identity, dict(zip(map(text_hash, texts), vectors, strict=True)))


def _batches(drafts: Iterator[DocumentDraft], size: int) -> Iterator[list[DocumentDraft]]:
    while batch := list(islice(drafts, size)):
        yield batch


def documents(count: int, seed: int) -> Iterator[DocumentDraft]:
    """Public documents with `count` sections in all, each a text of about 130 characters on a program that
    does not exist. Many sections make a document, as in a guideline: each is found and embedded apart.
    """
    generator = np.random.default_rng(seed)
    sections = (_section(generator, number) for number in range(count))
    number = 0
    while batch := tuple(islice(sections, _SECTIONS)):
        yield DocumentDraft(f"synthetic-{number}", f"모의 편람 {number}권", batch, audience=Audience.PUBLIC)
        number += 1


def _section(generator: np.random.Generator, number: int) -> SectionDraft:
    place, kind, who, how, where = (
        str(generator.choice(words)) for words in (_PLACES, _KINDS, _WHO, _HOW, _WHERE)
    )
    amount, age = int(generator.integers(1, 100)), int(generator.integers(1, 90))
    text = (
        f"{place}시에 사는 {who} 가운데 {age}세 이상이면 {kind} {how}을(를) 받을 수 있습니다. "
        f"한 달에 {amount}만 원까지 지원하며 {where}에서 신청합니다. "
        f"소득인정액이 기준 중위소득의 {int(generator.integers(30, 200))}% 이하여야 합니다."
    )
    return SectionDraft(f"{place}시 {who} {kind} {how} {number}호", passages=(PassageDraft(text),))


def queries(count: int, seed: int) -> list[str]:
    """`count` questions about such programs."""
    generator = np.random.default_rng(seed + 1)
    picked = ((str(generator.choice(words)) for words in (_PLACES, _WHO, _KINDS, _HOW)) for _ in range(count))
    return [f"{place}시 {who} {kind} {how} 신청은 어디서 하나요?" for place, who, kind, how in picked]
