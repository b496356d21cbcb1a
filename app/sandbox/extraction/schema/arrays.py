"""How many items an array gets, and what each of them is about."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from math import inf

from app.sandbox.extraction.composer import Composer, Scope
from app.sandbox.extraction.material.statements import Statement
from app.sandbox.extraction.salience import is_opinion
from app.sandbox.extraction.schema.concepts import Concept, concept_of
from app.sandbox.extraction.schema.limits import item_count
from app.sandbox.extraction.schema.resolve import Node, Root, Slot, kind_of, properties_of
from app.sandbox.extraction.story.speech import headline
from app.sandbox.extraction.text.keyphrases import key_phrases, overlap

_HEADING = 48
_WANTED_STATEMENTS = {Concept.LEAD: 2, Concept.CLOSING: 2, Concept.SPOKEN: 8}
_WANTED_VISUALS = 3
_WANTED, _WANTED_GROUPS, _WANTED_IN_GROUP, _WANTED_PHRASES = 4, 3, 3, 5


def scopes_of_objects(
    composer: Composer, root: Root, slot: Slot, item: Node, scope: Scope
) -> list[Scope]:
    """One for each item of an array of objects."""
    concept = concept_of(slot)
    found = _by_concept(composer, slot, concept, scope)
    if found is None:
        found = (
            _groups(composer, slot)
            if _has_list_of_objects(root, item)
            else _each(composer, slot, concept, scope)
        )
    count = item_count(slot.node, len(found), len(found))
    return _repeated(found or [Scope()], count)


def _by_concept(
    composer: Composer, slot: Slot, concept: Concept, scope: Scope
) -> list[Scope] | None:
    if concept is Concept.CAST:
        return [Scope(index=at, member=one) for at, one in enumerate(composer.cast.members)]
    if concept is Concept.SPEECH and scope.scene:
        lines = scope.scene.lines
        return [Scope(index=at, scene=scope.scene, line=line) for at, line in enumerate(lines)]
    if concept is Concept.SCENES and composer.scene_records:
        return [Scope(index=at, record=each) for at, each in enumerate(composer.scene_records)]
    if concept is Concept.SCENES and composer.scenes:
        composer.mark_used(scene.statement for scene in composer.scenes)
        return [Scope(index=at, scene=scene) for at, scene in enumerate(composer.scenes)]
    if concept is Concept.SEARCH_QUERY:
        count = 1 + min(2, len(composer.phrases))
        return [Scope(index=at) for at in range(count)]
    return None


def _each(composer: Composer, slot: Slot, concept: Concept, scope: Scope) -> list[Scope]:
    """A statement for each item: the scope's own, or the next ones."""
    if scope.pool:
        return [Scope(index=at, statement=each) for at, each in enumerate(scope.pool)]
    if composer.facets:
        return [Scope(index=at, facet=each) for at, each in enumerate(composer.facets)]
    wanted = item_count(slot.node, _WANTED_STATEMENTS.get(concept, _WANTED), len(composer.unused()))
    taken = composer.take(concept, wanted)
    found = [Scope(index=at, statement=each) for at, each in enumerate(taken)]
    missing = int(slot.node.get("minItems", 0)) - len(found)
    return found + [Scope()] * missing if concept is Concept.SPOKEN else found


def _groups(composer: Composer, slot: Slot) -> list[Scope]:
    """What is left, sorted under the aspects that were asked for or that the text has."""
    left = composer.unused() or composer.ranked.statements
    wanted = max(1, item_count(slot.node, _WANTED_GROUPS, max(1, len(left) // 2)))
    aspects = _aspects(composer, left, wanted)
    held = _sorted_under(aspects, composer.ranked.best(wanted * (_WANTED_IN_GROUP + 1), left))
    scopes: list[Scope] = []
    for aspect, statements in held.items():
        if statements and len(scopes) < wanted:
            ordered = sorted(statements, key=lambda each: each.order)[:_WANTED_IN_GROUP]
            pool = tuple(composer.standing(ordered))
            composer.mark_used(pool)
            title = aspect if composer.korean or " " in aspect else headline(pool[0], _HEADING)
            scopes.append(Scope(index=len(scopes), title=title or aspect, pool=pool))
    return scopes


def _aspects(composer: Composer, left: Sequence[Statement], wanted: int) -> list[str]:
    asked = composer.material.wishes.get("aspects", "")
    named = [line.strip("-*• ").strip() for line in asked.splitlines() if line.strip()]
    answered = [
        aspect for aspect in named if any(overlap(aspect, each.text) >= 0.5 for each in left)
    ]
    own = [
        phrase
        for phrase in key_phrases([each.text for each in left], _WANTED_GROUPS * 2)
        if not any(phrase in aspect or aspect in phrase for aspect in answered)
    ]
    if not composer.korean:  # a heading of one word says too little
        own.sort(key=lambda phrase: " " not in phrase)
    return [*answered, *own][:wanted] or composer.phrases[:1] or [""]


def _sorted_under(
    aspects: Sequence[str], statements: Sequence[Statement]
) -> dict[str, list[Statement]]:
    """Each under the aspect it speaks of; one that names none goes where its neighbours are."""
    held: dict[str, list[Statement]] = {aspect: [] for aspect in aspects}
    silent: list[Statement] = []
    for each in statements:
        aspect = max(held, key=lambda one: (overlap(one, each.text), -len(held[one])))
        (held[aspect] if overlap(aspect, each.text) else silent).append(each)
    for each in silent:
        held[min(held, key=lambda one: (_distance(each, held[one]), len(held[one])))].append(each)
    return held


def _distance(statement: Statement, others: Sequence[Statement]) -> float:
    near = (
        abs(statement.order - other.order)
        for other in others
        if other.source_ids == statement.source_ids
    )
    return min(near, default=inf)


def _has_list_of_objects(root: Root, item: Node) -> bool:
    for _, raw in properties_of(item):
        node = root.resolve(raw)
        if kind_of(node) == "array" and kind_of(root.resolve(node.get("items", {}))) == "object":
            return True
    return False


def scopes_of_values(composer: Composer, slot: Slot, scope: Scope) -> list[Scope]:
    """One for each item of an array of plain values."""
    found = list(_values(composer, slot, scope))
    count = item_count(slot.node, len(found), len(found))
    return _repeated(found or [scope], count)


def _values(composer: Composer, slot: Slot, scope: Scope) -> Sequence[Scope]:
    match concept_of(slot):
        case Concept.AMBIGUITY:
            return []
        case Concept.PRESENT | Concept.PERSON | Concept.CAST:
            present = scope.scene.present if scope.scene else composer.cast.members
            return [Scope(index=at, member=one) for at, one in enumerate(present)]
        case Concept.SOURCE_IDS:
            return [Scope(index=at, cited=each) for at, each in enumerate(scope.source_ids)]
        case Concept.KEYWORD | Concept.ASPECT:
            own = key_phrases([scope.statement.text], _WANTED) if scope.statement else None
            phrases = composer.phrases[:_WANTED_PHRASES] if own is None else own
            return [Scope(index=at, title=phrase) for at, phrase in enumerate(phrases)]
        case Concept.SEARCH_QUERY:
            return [Scope(index=at) for at in range(1 + min(2, len(composer.phrases)))]
        case concept:
            return _in_the_news(composer, slot, concept, scope)


def _in_the_news(composer: Composer, slot: Slot, concept: Concept, scope: Scope) -> Sequence[Scope]:
    match concept:
        case Concept.QUESTION:
            return [Scope(index=at, facet=each) for at, each in enumerate(composer.sides[:3])]
        case Concept.VISUAL:
            return _visuals(composer, scope)
        case Concept.OPINION:
            voiced = tuple(each for each in composer.ranked.statements if is_opinion(each))
            return [Scope(statement=each) for each in composer.ranked.best(3, voiced)]
        case _:
            found = _each(composer, slot, concept, scope)
            return [replace(each, title=each.facet.label) if each.facet else each for each in found]


def _visuals(composer: Composer, scope: Scope) -> list[Scope]:
    """What the side of the topic asks for, what there is to show, what the text lets one show."""
    if scope.facet:
        return [Scope(title=asset) for asset in scope.facet.assets]
    lines = composer.material.wishes.get("images", "").splitlines()
    there = [Scope(title=line.lstrip("-* ").strip()) for line in lines if line.strip()]
    told = sorted(composer.ranked.best(_WANTED_VISUALS), key=lambda each: each.order)
    return [*there, *(Scope(statement=each) for each in told)][:_WANTED_VISUALS]


def _repeated(scopes: Sequence[Scope], count: int) -> list[Scope]:
    """Exactly ``count``, going round again when there are fewer, each with its own index."""
    return [replace(scope, index=at) for at, scope in enumerate(islice(cycle(scopes), count))]
