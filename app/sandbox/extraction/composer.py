"""The content of one answer: chosen once from the material, handed out without repeating."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count, cycle, islice

from app.sandbox.extraction.facets import Facet, facets_of
from app.sandbox.extraction.material.material import Material
from app.sandbox.extraction.material.people import people_in
from app.sandbox.extraction.material.records import Record
from app.sandbox.extraction.material.statements import Statement
from app.sandbox.extraction.salience import Ranked, is_dependent, is_outlook, is_side_note
from app.sandbox.extraction.schema.concepts import Concept, concept_of_label
from app.sandbox.extraction.story.cast import Cast, Member, make_cast, member
from app.sandbox.extraction.story.plot import story_of
from app.sandbox.extraction.story.scene import Line, Scene, make_scenes
from app.sandbox.extraction.story.speech import speech
from app.sandbox.extraction.story.whereabouts import Whereabouts, whereabouts_of
from app.sandbox.extraction.tale.tale import Tale
from app.sandbox.extraction.text.keyphrases import key_phrases, noun_phrases

SPARE_STATEMENTS = 12
_LONGEST_TOPIC = 30
_LEAD_REACH, _CLOSING_FROM = 0.45, 0.5


@dataclass(frozen=True)
class Plan:
    """What the schema asks of a story, known before anything is written."""

    scenes: int = 4
    speech_limit: int = 60
    english_speech_limit: int = 90
    cast_size: int = 4


@dataclass(frozen=True)
class Scope:
    """What the place that is being filled is about."""

    index: int = 0
    statement: Statement | None = None
    scene: Scene | None = None
    line: Line | None = None
    member: Member | None = None
    record: Record | None = None
    title: str = ""
    pool: tuple[Statement, ...] = ()
    cited: str | None = None
    facet: Facet | None = None

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources behind it."""
        if self.cited:
            return (self.cited,)
        if self.scene:
            return self.scene.source_ids
        held = [*([self.statement] if self.statement else []), *self.pool]
        return tuple(dict.fromkeys(id_ for each in held for id_ in each.source_ids))


class Composer:
    """Made for one answer, and used once."""

    def __init__(self, material: Material, plan: Plan, tale: Tale | None = None) -> None:
        self.material = material
        self.tale = tale
        self.plan = plan
        self.korean = material.korean
        self.ranked = Ranked(material)
        self._used: set[Statement] = set()
        self._titles: dict[tuple[str, ...], set[str]] = defaultdict(set)

    @property
    def _speech_limit(self) -> int:
        """Letters say less than syllables."""
        return self.plan.speech_limit if self.korean else self.plan.english_speech_limit

    @cached_property
    def phrases(self) -> list[str]:
        """What it is all about: the question's own phrases first."""
        asked = noun_phrases(self.material.query)[:4]
        texts = [*self.material.titles, *(each.text for each in self.ranked.statements)]
        chosen = list(asked)
        for phrase in key_phrases(texts, 12):
            if not any(phrase in other or other in phrase for other in chosen):
                chosen.append(phrase)
        return chosen

    @cached_property
    def sides(self) -> tuple[Facet, ...]:
        """The sides of the topic."""
        return facets_of(self.topic, korean=self.korean)

    @cached_property
    def topic(self) -> str:
        """The question itself; of a long one what it is about first."""
        asked = self.material.query.strip(" ?!.")
        return asked if len(asked) <= _LONGEST_TOPIC else next(iter(noun_phrases(asked)), asked)

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The same, when no text tells anything of the topic and they are all that there is."""
        return () if self.ranked.statements else self.sides

    @cached_property
    def _story(self) -> list[Statement]:
        return story_of(self.ranked, self.plan.scenes, self._speech_limit)

    @cached_property
    def cast(self) -> Cast:
        """Who was decided on before, else who the text names."""
        decided = [
            member(name, name, decided=looks)
            for record in self.material.records
            if concept_of_label(record.heading) is Concept.CAST
            for name, looks in decided_cast(record)
        ]
        if decided:
            return Cast(tuple(decided))
        people = people_in([each.text for each in self.ranked.statements])
        said_by = (speech(each, self._speech_limit).attributed_to for each in self._story)
        named = [phrase for phrase in said_by if phrase]
        return make_cast(people, named, self.korean, self.plan.cast_size)

    @cached_property
    def scenes(self) -> list[Scene]:
        """The panels of the story, thought out together; too short a text is told twice."""
        story = list(islice(cycle(self._story), self.plan.scenes))
        spare = [each for each in self.ranked.best(SPARE_STATEMENTS) if each not in story]
        return make_scenes(story, spare, self.cast, self._speech_limit, self._whereabouts)

    @cached_property
    def _whereabouts(self) -> Whereabouts:
        return whereabouts_of([*self.material.titles, *(s.text for s in self.ranked.statements)])

    @cached_property
    def scene_records(self) -> list[Record]:
        """Panels that an earlier step decided on."""
        numbered = [record for record in self.material.records if record.number is not None]
        return [record for record in numbered if concept_of_label(record.heading) is Concept.SCENES]

    def take(self, concept: Concept, number: int) -> list[Statement]:
        """The next statements for that part of a text, in order of the material."""
        left = self.unused()
        if concept is Concept.LEAD:
            left = tuple(each for each in left if each.position <= _LEAD_REACH) or left
        if concept is Concept.CLOSING:
            late = tuple(each for each in left if each.position > _CLOSING_FROM)
            left = tuple(each for each in late if is_outlook(each)) or late or left
        chosen = sorted(self.ranked.best(number, left), key=lambda each: each.order)
        self._used.update(chosen)
        return self.standing(chosen)

    def standing(self, chosen: Sequence[Statement]) -> list[Statement]:
        """Without those that point back at a sentence which is not there."""
        kept: list[Statement] = []
        for each in chosen:
            if not is_dependent(each) or (kept and kept[-1].order == each.order - 1):
                kept.append(each)
        return kept or list(chosen)

    def mark_used(self, statements: Iterable[Statement]) -> None:
        """They are not to be said again."""
        self._used.update(statements)

    def unused(self) -> tuple[Statement, ...]:
        """What has not been said."""
        left = [each for each in self.ranked.statements if each not in self._used]
        telling = tuple(each for each in left if not is_side_note(each))
        return telling or tuple(left)

    def fresh_title(self, candidates: Iterable[str], among: tuple[str, ...]) -> str:
        """The first that no place of the same kind has, else the first with a number."""
        taken = self._titles[among]
        offered = [each for each in candidates if each] or ["제목" if self.korean else "Untitled"]
        numbered = (f"{offered[0]} {number}" for number in count(2))
        title = next(each for each in chain(offered, numbered) if each not in taken)
        taken.add(title)
        return title


def decided_cast(record: Record) -> list[tuple[str, str]]:
    """Names and looks: a line each (이름: 겉모습), or a JSON object each."""
    if "name" in record.fields:
        looks = record.fields.get("appearance") or record.fields.get("description", "")
        return [(record.fields["name"], looks)]
    return list(record.fields.items())
