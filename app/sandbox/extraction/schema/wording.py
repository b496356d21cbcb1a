"""Wording what a scene, a character or a choice is, in Korean or English."""

from collections.abc import Sequence

from app.sandbox.extraction.composer import Composer, Scope
from app.sandbox.extraction.material.records import Record
from app.sandbox.extraction.schema.concepts import Concept, concept_of_label
from app.sandbox.extraction.story.cast import Member, member
from app.sandbox.extraction.story.scene import CALM, Scene
from app.sandbox.extraction.story.whereabouts import TIMES
from app.sandbox.extraction.text.hangul import attach, polite
from app.sandbox.extraction.text.keyphrases import key_phrases, overlap
from app.sandbox.extraction.vocabulary import Entry, Kind, entries, matching

_LATER = 0.2  # candidates come in order of weight
NEGATIVE_PROMPT = "text, letters, watermark, blurry, deformed hands"


def setting(scene: Scene, korean: bool) -> str:
    """Place and time."""
    return f"{scene.place.named(korean)}, {scene.time[0 if korean else 1]}"


def props(scene: Scene, korean: bool) -> str:
    """What is to be seen besides people."""
    names = [prop.named(korean) for prop in scene.props]
    return ", ".join(names) if names else ("소품 없음" if korean else "no props")


def action(scene: Scene, korean: bool) -> str:
    """One sentence: who does what while saying it."""
    line = scene.lines[0]
    gesture = scene.mood.columns[2] if korean else scene.mood.columns[3]
    if not korean:
        return f"{line.speaker.name}, {gesture}, says: {line.plain}"
    return f"{attach(line.speaker.name, '이')} {gesture} {_reported(line.plain)} 말한다."


def _reported(plain: str) -> str:
    """개발했다 → 개발했다고, 것이다 → 것이라고."""
    if polite(plain).endswith(("입니다", "아닙니다")):
        return f"{plain[:-1]}라고"
    return f"{plain}고" if plain.endswith("다") else f"“{plain}”라고"


def expressions(scene: Scene, korean: bool) -> str:
    """How everyone looks while it is said."""
    first, *others = scene.present
    mood = scene.mood
    if not korean:
        listening = f"; {others[0].name} listens attentively" if others else ""
        return f"{first.name} speaks with {mood.columns[1]}, {mood.columns[3]}{listening}"
    says = f"{attach(first.name, '이')} {attach(mood.columns[0], '으로')} {mood.columns[2]} 말한다."
    return f"{says} {attach(others[0].name, '은')} 고개를 끄덕이며 듣는다." if others else says


def alt_text(scene: Scene, korean: bool) -> str:
    """One sentence for people who can't see the picture."""
    names = [one.name for one in scene.present]
    if not korean:
        where = scene.place.english
        seen = f" beside {props(scene, False)}" if scene.props else ""
        return f"{where[:1].upper()}{where[1:]}: {' and '.join(names)} talking{seen}."
    who = attach(", ".join(names), "이")
    seen = f"{attach(props(scene, True), '을')} 곁에 두고 " if scene.props else ""
    return f"{setting(scene, True)}. {who} {seen}이야기하는 장면."


def image_prompt(composer: Composer, scope: Scope) -> str:
    """An English prompt, from a scene of this answer or from one decided on before."""
    if scope.record:
        return _from_record(composer, scope.record)
    scene = scope.scene or (
        composer.scenes[scope.index] if scope.index < len(composer.scenes) else None
    )
    if scene is None:
        return _described(composer.material.text or composer.material.query)
    people = _people(list(scene.present), scene.mood)
    return ", ".join(
        [*people, f"in {setting(scene, False)}", *(one.english for one in scene.props)]
    )


def _from_record(composer: Composer, record: Record) -> str:
    by_concept = {concept_of_label(label): value for label, value in record.fields.items()}
    where = by_concept.get(Concept.PLACE, record.text)
    what = by_concept.get(Concept.PROPS, record.text)
    place = _named_in("places", where)
    seen = [entry.english for entry in _all_named_in("things", what)[:3]]
    mood = _mood_of(by_concept.get(Concept.EXPRESSION, record.text))
    names = [
        name.strip() for name in by_concept.get(Concept.PRESENT, "").split(",") if name.strip()
    ]
    people = [composer.cast.named(name) or member(name, name) for name in names]
    time = next((english for korean, english in TIMES if korean in where), "")
    parts = [*_people(people, mood), f"in {place.english} {time}".strip() if place else "", *seen]
    return ", ".join(part for part in parts if part)


def _described(text: str) -> str:
    place = next(iter(matching("places", text)), None)
    seen = [entry.english for entry in matching("things", text)[:3]]
    return ", ".join([place.english if place else "a quiet city street", *seen])


def _people(people: list[Member], mood: Entry) -> list[str]:
    if not people:
        return []
    first = f"{people[0].noun} {mood.columns[3]} with {mood.columns[1]}"
    return [first, *(f"{other.noun} listening" for other in people[1:])]


def _named_in(kind: Kind, text: str) -> Entry | None:
    found = _all_named_in(kind, text)
    return found[0] if found else None


def _all_named_in(kind: Kind, text: str) -> Sequence[Entry]:
    """By their own names, in the order of the text; else by what the text calls for."""
    named = [each for each in entries(kind) if each.korean in text or each.english in text]
    inner = [
        entry
        for entry in named
        if not any(entry.korean in other.korean and entry != other for other in named)
    ]
    ordered = sorted(
        inner, key=lambda entry: max(text.find(entry.korean), text.find(entry.english))
    )
    return ordered or matching(kind, text)


def _mood_of(text: str) -> Entry:
    named = [
        mood for mood in entries("moods") if mood.columns[0] in text or mood.columns[1] in text
    ]
    return [*named, *matching("moods", text), CALM][0]


def intent(composer: Composer) -> str:
    """What the one who asks wants to know."""
    query, korean = composer.material.query.rstrip(".?! "), composer.korean
    first = next((phrase for phrase in composer.phrases if phrase not in query), "")
    if korean:
        about = f"특히 {attach(first, '과')} 관련해 " if first else ""
        return f"‘{query}’에 관해 {about}무슨 일이 있었고 그것이 무엇을 뜻하는지 알고 싶다."
    about = f", especially about {first}" if first else ""
    return f"To learn what happened and what it means{about}: {query}."


def best_choice(composer: Composer) -> Record | None:
    """Of numbered candidates the one that shares most with the weightiest statements."""
    candidates = [record for record in composer.material.records if record.number is not None]
    if not candidates:
        return None
    heart = " ".join(each.text for each in composer.ranked.best(3)) or composer.material.query
    return max(
        candidates, key=lambda record: overlap(heart, record.text) - _LATER * (record.number or 0)
    )


def reason(composer: Composer) -> str:
    """Why that choice."""
    chosen = best_choice(composer)
    shared = key_phrases([each.text for each in composer.ranked.best(3)], 2)
    phrases = ", ".join(shared or composer.phrases[:2])
    title = next(iter(chosen.fields.values()), "") if chosen else composer.material.query
    if composer.korean:
        return f"‘{title}’: 핵심인 {attach(phrases or title, '을')} 가장 곧바로 보여 주기 때문이다."
    return f"“{title}” shows the heart of the matter most directly: {phrases or title}."
