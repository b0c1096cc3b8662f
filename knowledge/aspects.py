"""The closed list of aspects: which side of a program a question or a section speaks of."""

from enum import StrEnum


class Aspect(StrEnum):
    """An aspect; its value is stored with the section, its `term` is what people read."""

    TARGET = "target"
    CRITERIA = "criteria"
    BENEFIT = "benefit"
    APPLICATION = "application"
    DOCUMENTS = "documents"
    PERIOD = "period"
    APPEAL = "appeal"
    OVERLAP = "overlap"
    CONTACT = "contact"
    DEFINITION = "definition"
    NOTES = "notes"
    LAW = "law"
    RELATED = "related"
    COMPARISON = "comparison"

    @property
    def term(self) -> str:
        """The Korean heading of this aspect."""
        return _TERMS[self]


_TERMS = {
    Aspect.TARGET: "지원대상",
    Aspect.CRITERIA: "선정기준",
    Aspect.BENEFIT: "지원내용",
    Aspect.APPLICATION: "신청방법",
    Aspect.DOCUMENTS: "구비서류",
    Aspect.PERIOD: "신청·처리기간",
    Aspect.APPEAL: "이의신청",
    Aspect.OVERLAP: "중복 제한",
    Aspect.CONTACT: "문의",
    Aspect.DEFINITION: "사업 개요",
    Aspect.NOTES: "유의사항",
    Aspect.LAW: "근거 법령",
    Aspect.RELATED: "함께 볼 사업",
    Aspect.COMPARISON: "비교",
}
