"""One friendly sentence that recommends an outfit, from its labelled facts and whom it is for."""

import re
from collections.abc import Iterator, Mapping

from app.sandbox.extraction.digest import digest
from app.sandbox.extraction.material.material import Material
from app.sandbox.extraction.text.keyphrases import key_phrases
from app.sandbox.extraction.text.slots import filled

_LABELS = {
    "name": r"^(?:이름|사용자 이름|고객 이름|사용자|고객|name|user)$",
    "season": r"^(?:계절|season)$",
    "style": r"^(?:스타일|style)$",
    "item": r"^(?:겉옷|아우터|상의|하의|아이템|outer|top|bottom|items?)$",
    "description": r"^(?:설명|코디 설명|description)$",
}
_EMOJI = (
    (r"비 오는|빗|우산|장마|레인|rain", "☔"),
    (r"바다|휴가|리조트|beach|vacation", "🏖️"),
    (r"운동|스포|러닝|애슬|sport", "👟"),
    (r"정장|오피스|출근|포멀|비즈니스|office|formal", "💼"),
    (r"데이트|로맨틱|러블리|페미닌|date|romantic", "💕"),
    (r"봄|spring", "🌸"),
    (r"여름|summer", "🌊"),
    (r"가을|fall|autumn", "🍂"),
    (r"겨울|winter", "⛄"),
)
_USUAL_EMOJI = "✨"
_SENTENCES = (
    "{name}님, {season} {item:으로} {style} 분위기를 내 보세요",
    "{name}님, {season} {style} 코디라면 {item:이} 딱이에요",
    "{season} {item:과} 함께라면 {name}님의 {style} 룩이 완성돼요",
    "{season} {item:이} 돋보이는 {style} 코디를 {name}님께 추천해요",
)
_SHORTER = (
    "{name}님, {season} {style} 코디 어때요?",
    "{name}님께 어울리는 {style} 코디예요",
    "{style} 코디를 추천해요",
)
_ALL_YEAR = ("사계절", "all")
_USUAL_LIMIT = 50


def pitch(material: Material, limit: int | None) -> str:
    """The first wording that fits, another one for another outfit."""
    facts = _facts(material)
    limit = limit or _USUAL_LIMIT
    emoji = _emoji(" ".join(facts.values()))
    for sentence in _wordings(material):
        try:
            text = f"{filled(sentence, facts)} {emoji}"
        except KeyError:  # a fact that is not there
            continue
        if len(text) <= limit:
            return text
    return f"오늘의 추천 코디예요 {emoji}"[:limit]


def _wordings(material: Material) -> Iterator[str]:
    first = digest(str(material.records)) % len(_SENTENCES)
    yield from (*_SENTENCES[first:], *_SENTENCES[:first], *_SHORTER)


def _facts(material: Material) -> Mapping[str, str]:
    """By their labels; an item that is not named is looked for in the description."""
    found: dict[str, str] = {}
    for record in material.records:
        for label, value in record.fields.items():
            for name, pattern in _LABELS.items():
                if re.search(pattern, label.strip().lower()):
                    found.setdefault(name, value.strip())
    if "item" not in found and (phrases := key_phrases([found.get("description", "")], 1)):
        found["item"] = phrases[0]
    if season := found.get("season"):
        found["season"] = "언제나" if season in _ALL_YEAR else f"{season}에"
    return found


def _emoji(text: str) -> str:
    found = (emoji for pattern, emoji in _EMOJI if re.search(pattern, text, re.IGNORECASE))
    return next(found, _USUAL_EMOJI)
