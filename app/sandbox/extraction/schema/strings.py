"""Filling one string: by its format, its examples, or what it is for."""

import re
from collections.abc import Callable

from app.sandbox.extraction.composer import Composer, Scope
from app.sandbox.extraction.digest import digest
from app.sandbox.extraction.reply.pitch import pitch
from app.sandbox.extraction.schema import news, wording
from app.sandbox.extraction.schema.concepts import (
    Concept,
    concept_of,
    wants_english,
    wants_same_everywhere,
)
from app.sandbox.extraction.schema.limits import fitted_text, formatted
from app.sandbox.extraction.schema.resolve import Slot
from app.sandbox.extraction.schema.titles import title_for
from app.sandbox.extraction.story.scene import Scene
from app.sandbox.extraction.story.speech import condensed
from app.sandbox.extraction.text.keyphrases import overlap

_SHOTS = ("wide shot", "medium shot", "close-up", "low angle", "over the shoulder")
_SHOTS_KOREAN = (
    "넓은 전경",
    "허리 위 중간 거리",
    "얼굴 가까이",
    "아래에서 올려다본 구도",
    "어깨 너머 구도",
)
_STYLE = "clean line art, flat colors, webtoon style"
_TIME = re.compile(r"\b(?:morning|noon|sunset|evening|night|dawn)\b")
_LONG_TEXT = 10_000

Writer = Callable[[Composer, Slot, Scope], str]


def fill_string(composer: Composer, slot: Slot, scope: Scope) -> str:
    """A text that fits the schema."""
    value = formatted(slot.node, composer.material.urls)
    if value is None:
        value = _written(composer, slot, scope)
    spare = [each.text for each in composer.ranked.statements] or [composer.material.query]
    return fitted_text(value, slot.node, slot.max_length, spare)


def _written(composer: Composer, slot: Slot, scope: Scope) -> str:
    concept = concept_of(slot)
    examples = [str(each) for each in slot.node.get("examples", ()) if isinstance(each, str)]
    if examples and slot.name.lower() == "id":
        return examples[scope.index % len(examples)]
    if examples and concept not in _WRITERS_OVER_EXAMPLES:
        return _from_examples(composer, slot, scope, examples)
    return _WRITERS.get(concept, _statement)(composer, slot, scope)


def _from_examples(composer: Composer, slot: Slot, scope: Scope, examples: list[str]) -> str:
    """The one that says the scene's own words; else another for each item."""
    if wants_same_everywhere(slot):
        return examples[digest(composer.material.text) % len(examples)]
    about = scope.scene.time[1] if scope.scene else ""
    best = max(examples, key=lambda example: overlap(example, about))
    if about and overlap(best, about):
        return best
    examples = [each for each in examples if not _TIME.search(each)] or examples
    start = digest(f"{slot.name} {composer.material.text}")
    return examples[(start + scope.index) % len(examples)]


def _statement(composer: Composer, slot: Slot, scope: Scope) -> str:
    limit = slot.max_length or _LONG_TEXT
    if scope.facet:
        return scope.title or scope.facet.angle
    if composer.material.pictures and not composer.ranked.statements:
        return news.seen(composer, scope)
    if scope.line and scope.statement is None:
        return scope.line.text
    if scope.statement:
        return condensed(scope.statement, limit)
    concept = concept_of(slot)
    if scope.pool:
        return condensed(scope.pool[scope.index % len(scope.pool)], limit)
    taken = composer.take(concept, 1)
    return condensed(taken[0], limit) if taken else composer.material.query


def _speech(composer: Composer, slot: Slot, scope: Scope) -> str:
    return scope.line.text if scope.line else _statement(composer, slot, scope)


def _speaker(composer: Composer, slot: Slot, scope: Scope) -> str:
    return (scope.line.speaker if scope.line else composer.cast.narrator).name


def _person(composer: Composer, slot: Slot, scope: Scope) -> str:
    if scope.member:
        return scope.member.name
    members = composer.cast.members
    return members[scope.index % len(members)].name


def _appearance(composer: Composer, slot: Slot, scope: Scope) -> str:
    one = scope.member or composer.cast.members[scope.index % len(composer.cast.members)]
    return one.look(composer.korean and not wants_english(slot))


def _in_scene(word: Callable[[Scene, bool], str]) -> Writer:
    def write(composer: Composer, slot: Slot, scope: Scope) -> str:
        scene = scope.scene or next(iter(composer.scenes), None)
        if scene is None:
            return composer.material.query
        return word(scene, composer.korean and not wants_english(slot))

    return write


def _shot(composer: Composer, slot: Slot, scope: Scope) -> str:
    if scope.facet:  # the angle from which a topic is seen
        return scope.facet.angle
    shots = _SHOTS_KOREAN if composer.korean and not wants_english(slot) else _SHOTS
    return shots[scope.index % len(shots)]


def _light(scene: Scene, korean: bool) -> str:
    return f"{scene.time[0]}의 빛" if korean else f"{scene.mood.columns[4]}, {scene.time[1]}"


def _intent(composer: Composer, slot: Slot, scope: Scope) -> str:
    return scope.facet.goal if scope.facet else wording.intent(composer)


def _seen(composer: Composer, slot: Slot, scope: Scope) -> str:
    if composer.material.pictures:
        return news.seen(composer, scope)
    return _statement(composer, slot, scope)


def _figure(composer: Composer, slot: Slot, scope: Scope) -> str:
    about = scope.statement.text if scope.statement else composer.material.text
    return news.figure_in(about, slot.max_length or _LONG_TEXT)


def _summary(composer: Composer, slot: Slot, scope: Scope) -> str:
    return news.summary(composer, slot.max_length or _LONG_TEXT)


def _phrase(composer: Composer, slot: Slot, scope: Scope) -> str:
    if scope.title:
        return scope.title
    phrases = composer.phrases or [composer.material.query]
    return phrases[scope.index % len(phrases)]


def _source_id(composer: Composer, slot: Slot, scope: Scope) -> str:
    ids = scope.source_ids or composer.material.source_ids
    return ids[0] if ids else ""


_WRITERS: dict[Concept, Writer] = {
    Concept.TITLE: title_for,
    Concept.ASPECT: title_for,
    Concept.KEYWORD: _phrase,
    Concept.AMBIGUITY: _phrase,
    Concept.SEARCH_QUERY: news.search_query,
    Concept.SUMMARY: _summary,
    Concept.SPOKEN: lambda composer, slot, scope: news.spoken(composer, scope),
    Concept.QUESTION: lambda composer, slot, scope: news.question(composer, scope),
    Concept.OPINION: _statement,
    Concept.FIGURE: _figure,
    Concept.VISUAL: lambda composer, slot, scope: news.visual(composer, scope),
    Concept.CALL_TO_ACTION: lambda composer, slot, scope: news.call_to_action(composer),
    Concept.SEEN: _seen,
    Concept.PITCH: lambda composer, slot, scope: pitch(composer.material, slot.max_length),
    Concept.SPEECH: _speech,
    Concept.SPEAKER: _speaker,
    Concept.PERSON: _person,
    Concept.PRESENT: _person,
    Concept.APPEARANCE: _appearance,
    Concept.PLACE: _in_scene(wording.setting),
    Concept.PROPS: _in_scene(wording.props),
    Concept.ACTION: _in_scene(wording.action),
    Concept.EXPRESSION: _in_scene(wording.expressions),
    Concept.ALT_TEXT: _in_scene(wording.alt_text),
    Concept.LIGHT: _in_scene(_light),
    Concept.SHOT: _shot,
    Concept.STYLE: lambda composer, slot, scope: _STYLE,
    Concept.IMAGE_PROMPT: lambda composer, slot, scope: wording.image_prompt(composer, scope),
    Concept.NEGATIVE_PROMPT: lambda composer, slot, scope: wording.NEGATIVE_PROMPT,
    Concept.INTENT: _intent,
    Concept.REASON: lambda composer, slot, scope: wording.reason(composer),
    Concept.SOURCE_IDS: _source_id,
}
_WRITERS_OVER_EXAMPLES = frozenset(_WRITERS) - {Concept.SHOT, Concept.LIGHT, Concept.STYLE}
