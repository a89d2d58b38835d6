"""Who do I turn to: questions in residents' words, each answer leading on or to help."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from portal.records.base import Record, distinct
from portal.records.fields import Id, OfficeId, RefersTo, TranslatedText, field_error

QuestionId = Annotated[Id, RefersTo("question")]
ExplainerId = Annotated[str, RefersTo("explainer")]


class Answer(Record):
    """One answer: it leads to another question, or to an explainer and who to turn to."""

    says: TranslatedText
    next: QuestionId | None = None
    explainer: ExplainerId | None = None
    offices: tuple[OfficeId, ...] = ()
    """Who to turn to; where none is named, the offices of the explainer's own list."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Answer:
        if self.next is not None and (self.explainer or self.offices):
            raise field_error("answer-ends-twice")
        if self.next is None and not self.explainer and not self.offices:
            raise field_error("answer-ends-nowhere")
        return self


class Question(Record):
    """A question of the chooser; the first of the file is where it begins."""

    id: Id
    asks: TranslatedText
    answers: Annotated[
        tuple[Answer, ...], distinct(lambda answer: tuple(answer.says.items()), "says", "answer-repeated")
    ]
