"""Explainers: their list, their topics, and what stands around the text of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from portal.catalog.context import ViewContext
from portal.catalog.urls import explainer_path, law_path
from portal.explainers.chat_text import LONGEST, Frames, Message, make_message
from portal.explainers.citations import Citation
from portal.explainers.glossary import find_terms
from portal.explainers.model import Explainer, ExplainerText
from portal.explainers.reviews import (
    MovedLaw,
    Reviewable,
    find_moved_laws,
    is_reviewed,
    is_text_changed_since_review,
    review_expires,
)
from portal.explainers.translations import is_stale
from portal.i18n.language import Text
from portal.views.letter_entries import LetterEntry, letters_of

GLOSSARY = "glossary/"
"""Where the glossary stands."""


@dataclass(frozen=True, slots=True)
class ExplainerEntry:
    """An explainer in a list."""

    title: Text
    answer: Text
    path: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic with its explainers."""

    id: str
    name: Text
    examples: Text
    icon: str | None
    path: str
    explainers: tuple[ExplainerEntry, ...]


@dataclass(frozen=True, slots=True)
class CitedLaw:
    """A law an explainer rests on, with the articles cited."""

    name: Text
    path: str
    official: str
    articles: str
    """In words; each stands as a link beside its claim."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What a page says of the review of its text: an explainer's or a letter's."""

    by: str
    """Who reviewed the source text; empty until a lawyer has."""
    on: str
    next: str
    """When it is due again, unless a law moves before."""
    holds: bool
    due: tuple[tuple[Text, tuple[str, ...]], ...]
    """Laws that have changed since the review, or without one since the text was written, with the articles cited."""
    is_changed_since: bool


@dataclass(frozen=True, slots=True)
class ExplainerView:
    """What stands around an explainer's text."""

    title: Text
    answer: Text
    topic: TopicView
    state: str
    """`source`, `reviewed`, `draft` (a translation not yet reviewed), `partial` or `missing`."""
    is_stale: bool
    review: ReviewView
    changed: str
    laws: tuple[CitedLaw, ...]
    terms: tuple[tuple[Text, str], ...]
    """Legal terms the text uses, and where the glossary explains them."""
    letters: tuple[LetterEntry, ...]
    """Letters to fill in that belong to it."""
    message: Message
    """To copy into a WeChat group."""
    longest_message: int
    """Characters it may have with the reader's own adviser in it."""
    is_sensitive: bool
    exit_address: str


def topic_views(context: ViewContext) -> tuple[TopicView, ...]:
    """The topics that have an explainer, each with its own."""
    return tuple(topic_view(id, context) for id in context.catalog.topics if context.catalog.explainers_of(id))


def topic_view(topic_id: str, context: ViewContext) -> TopicView:
    """A topic and its explainers."""
    topic = context.catalog.topics[topic_id]
    return TopicView(
        topic_id,
        context.language.text(topic.name),
        context.language.text(topic.examples),
        topic.icon,
        explainer_path(topic_id),
        tuple(explainer_entry(explainer, context) for explainer in context.catalog.explainers_of(topic_id)),
    )


def explainer_entry(explainer: Explainer, context: ViewContext) -> ExplainerEntry:
    """An explainer in a list."""
    text = explainer.text(context.language.code)
    return ExplainerEntry(
        _text(text.title, text, context), _text(text.answer, text, context), explainer_path(explainer.id)
    )


def explainer_view(explainer: Explainer, context: ViewContext) -> ExplainerView:
    """What stands around an explainer's text in the reader's language."""
    text = explainer.text(context.language.code)
    return ExplainerView(
        title=_text(text.title, text, context),
        answer=_text(text.answer, text, context),
        topic=topic_view(explainer.topic, context),
        state=translation_state(explainer, context.language.code),
        is_stale=text is not explainer.source and is_stale(text, explainer.source),
        review=review_view(explainer, context),
        changed=context.language.day(explainer.changed, with_year=True),
        laws=cited_laws(explainer.citations, context),
        terms=tuple(
            (context.language.text(context.catalog.terms[id].term), f"{GLOSSARY}#{id}")
            for id in find_terms(explainer.source, context.catalog.terms)
        ),
        letters=letters_of(explainer.id, context),
        message=explainer_message(explainer, context),
        longest_message=LONGEST,
        is_sensitive=explainer.is_sensitive,
        exit_address=context.catalog.portal.exit_address,
    )


def review_view(text: Reviewable, context: ViewContext) -> ReviewView:
    """What is said of a text's review in the reader's language."""
    review, day = text.reviewed, partial(context.language.day, with_year=True)
    return ReviewView(
        by=f"{review.by}（{review.role}）" if review else "",
        on=day(review.on) if review else "",
        next=day(review_expires(review)) if review else "",
        holds=review_holds(text, context),
        due=tuple(
            (
                context.language.text(context.catalog.laws[moved.law].name),
                tuple(article_words(moved.law, citation.article, context) for citation in moved.articles),
            )
            for moved in due_laws(text, context)
        ),
        is_changed_since=is_text_changed_since_review(text),
    )


def review_holds(explainer: Reviewable, context: ViewContext) -> bool:
    """Whether a lawyer has reviewed the explainer, and nothing it rests on has moved since."""
    return is_reviewed(explainer, context.catalog.laws, context.catalog.law_shapes, context.today)


def due_laws(explainer: Reviewable, context: ViewContext) -> tuple[MovedLaw, ...]:
    """The laws on whose account the explainer has to be read again."""
    return find_moved_laws(explainer, context.catalog.laws, context.catalog.law_shapes, context.today)


def explainer_message(explainer: Explainer, context: ViewContext) -> Message:
    """The text for WeChat; without a base address of the site it names none."""
    base = context.catalog.portal.base_url
    address = f"{base}{context.language.prefix}{explainer_path(explainer.id)}" if base else ""
    labels = context.language.labels
    frames = Frames(*(labels[f"explainer.message.{part}"] for part in ("title", "step", "address")))
    text = explainer.text(context.language.code)
    marks = [] if review_holds(explainer, context) else [labels["explainer.message.not_reviewed"]]
    if text is not explainer.source and translation_state(explainer, context.language.code) != "reviewed":
        marks.append(labels["explainer.message.draft"])
    phones = {id: office.phone for id, office in context.catalog.offices.items()}
    return make_message(text, frames, address, " ".join(mark for mark in marks if mark), phones)


def translation_state(explainer: Explainer, language: str) -> str:
    """How far an explainer is translated: see `ExplainerView.state`."""
    text = explainer.text(language)
    if text is explainer.source:
        return "source" if language == explainer.source.language else "missing"
    if not text.is_whole and explainer.source.is_whole:
        return "partial"
    assert text.translation
    return text.translation.state


def cited_laws(citations: Iterable[Citation], context: ViewContext) -> tuple[CitedLaw, ...]:
    """The laws cited, each with its articles in order of number."""
    articles: dict[str, set[str]] = {}
    for citation in citations:
        articles.setdefault(citation.law, set()).add(citation.article)
    return tuple(
        CitedLaw(
            context.language.text(context.catalog.laws[law_id].name),
            law_path(law_id),
            context.catalog.laws[law_id].official,
            _articles_in_words(law_id, sorted(numbers, key=article_order), context),
        )
        for law_id, numbers in articles.items()
    )


def _articles_in_words(law_id: str, articles: Sequence[str], context: ViewContext) -> str:
    """第三条、第五条; Articles 3, 5."""
    comma = context.language.label("list.comma")
    if len(articles) == 1 or context.language.traits.has_chinese_numerals:
        return comma.join(article_words(law_id, article, context) for article in articles)
    return context.language.label("law.articles", numbers=comma.join(articles))


def article_words(law_id: str, article: str, context: ViewContext) -> str:
    """第一百三十三条之一; Article 133-1."""
    if context.language.traits.has_chinese_numerals:
        return Citation(law_id, article).in_chinese()
    return context.language.label("law.article", number=article)


def article_order(article: str) -> tuple[int, int]:
    """Articles in the order of the law: 133, 133-1, 134."""
    number, _, inserted = article.partition("-")
    return int(number), int(inserted or 0)


def _text(value: str, text: ExplainerText, context: ViewContext) -> Text:
    return Text(value, text.language, text.language != context.language.code)
