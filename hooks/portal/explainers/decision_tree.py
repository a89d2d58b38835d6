"""Who do I turn to: the questions of help.yml as a tree, at most four deep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.explainers.model import Explainer
from portal.records import Answer, Question
from portal.records.validation import RecordStore

MOST_QUESTIONS = 4
"""On any way through: who is in trouble does not fill in forms."""
OFFICES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Branch:
    """An answer with the question it leads to, if it leads to one."""

    answer: Answer
    question: Question | None
    branches: tuple[Branch, ...]
    """The answers to that question."""


def make_tree(questions: Mapping[str, Question]) -> tuple[Branch, ...]:
    """The answers to the first question; the check has seen that no way is endless."""

    def grow(question: Question) -> tuple[Branch, ...]:
        return tuple(
            Branch(answer, found, grow(found) if found else ())
            for answer in question.answers
            for found in (questions[answer.next] if answer.next else None,)
        )

    first = next(iter(questions.values()), None)
    return grow(first) if first else ()


def offices_of(answer: Answer, explainers: Mapping[str, Explainer]) -> tuple[str, ...]:
    """Who an answer sends to: the offices it names, else the first of its explainer's own list."""
    if answer.offices or answer.explainer is None:
        return answer.offices
    who = explainers[answer.explainer].source.section("who")
    targets = [link.target for link in who.links()] if who else []
    offices = dict.fromkeys(t.removeprefix("office:") for t in targets if t.startswith("office:"))
    return tuple(offices)[:OFFICES_SHOWN]


def check_chooser(store: RecordStore) -> None:
    """Ways that are too long or go in circles; questions no way leads to."""
    questions: Mapping[str, Question] = store.records.get("question", {})  # type: ignore[assignment]
    if not questions:
        return
    first = next(iter(questions))
    reached = {first}
    for way, position in _paths(first, questions, ()):
        answer = questions[way[-1]].answers[position]
        document, location = store.places["question", way[-1]]
        at = [*location, "answers", position, "next"]
        if answer.next in way:
            store.problems.append(document.problem_at(at, "chooser-circle", way=" → ".join((*way, str(answer.next)))))
        elif answer.next is not None:
            reached.add(answer.next)
            if len(way) == MOST_QUESTIONS:
                args = {"most": str(MOST_QUESTIONS), "way": " → ".join((*way, answer.next))}
                store.problems.append(document.problem_at(at, "chooser-deep", **args))
    for id, question in questions.items():
        document, location = store.places["question", id]
        if not question.answers:
            store.problems.append(document.problem_at([*location, "answers"], "empty-list", key="answers"))
        if id in reached:
            continue
        store.problems.append(document.problem_at([*location, "id"], "chooser-unreached", id=id))


def _paths(
    id: str, questions: Mapping[str, Question], before: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Each answer as the way of questions to it and its position; stops at circles and too long ways."""
    way = (*before, id)
    for position, answer in enumerate(questions[id].answers):
        yield way, position
        following = answer.next
        if following is not None and following in questions and following not in way and len(way) < MOST_QUESTIONS:
            yield from _paths(following, questions, way)
