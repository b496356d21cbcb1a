"""What a place in a schema is for, by the words of its name and description."""

import re
from enum import StrEnum

from app.sandbox.extraction.schema.resolve import Slot


class Concept(StrEnum):
    """Kinds of content that the composer knows how to find or word."""

    NEGATIVE_PROMPT = "negative prompt"
    IMAGE_PROMPT = "image prompt"
    APPEARANCE = "appearance"
    SPEAKER = "speaker"
    SPEECH = "speech"
    EXPRESSION = "expression"
    PRESENT = "who is present"
    CAST = "cast"
    PLACE = "place"
    SHOT = "shot"
    LIGHT = "light"
    STYLE = "style"
    PROPS = "props"
    ALT_TEXT = "alt text"
    ACTION = "action"
    PERSON = "person"
    SOURCE_IDS = "source ids"
    SEARCH_QUERY = "search query"
    AMBIGUITY = "ambiguity"
    ASPECT = "aspect"
    KEYWORD = "keyword"
    INTENT = "intent"
    REASON = "reason"
    TITLE = "title"
    URL = "url"
    DATE = "date"
    LEAD = "lead"
    CLOSING = "closing"
    SCENES = "scenes"
    SUMMARY = "summary"
    SPOKEN = "spoken"
    QUESTION = "question"
    OPINION = "opinion"
    FIGURE = "figure"
    VISUAL = "visual"
    CALL_TO_ACTION = "call to action"
    SEEN = "seen in a picture"
    PITCH = "pitch"
    STATEMENT = "statement"


_CUES: tuple[tuple[Concept, str, str], ...] = (
    (Concept.NEGATIVE_PROMPT, r"negative", r"네거티브|나오면 안 되는"),
    (
        Concept.SOURCE_IDS,
        r"(?:source|citation|reference|evidence|fact)_?ids?$|citations?$|fact_references",
        r"자료의 id|출처 id|근거가 되는",
    ),
    (
        Concept.IMAGE_PROMPT,
        r"(?:image|picture|drawing)_?prompt|^prompt$",
        r"이미지 프롬프트|image prompt",
    ),
    (
        Concept.SEEN,
        r"(?:image|picture|photo)_?description",
        r"(?:이미지|사진|그림)에 보이는|what the (?:image|picture|photo) shows",
    ),
    (Concept.PITCH, r"^pitch$", r"이모지|emoji"),
    (Concept.SUMMARY, r"^(?:summary|abstract|overview|요약)$", r"요약 (?:두|세|\d)"),
    (Concept.CALL_TO_ACTION, r"^cta$|call_?to_?action", r"권하는 행동"),
    (Concept.QUESTION, r"questions?$", r"핵심 질문"),
    (Concept.OPINION, r"opinions?$", r"의견이나 전망"),
    (Concept.FIGURE, r"^value$|^figures?$", r"핵심 숫자"),
    (Concept.VISUAL, r"visual_proposal|cues$|^beats$|assets$", r"화면에 (?:보이|보일|필요한)"),
    (
        Concept.EXPRESSION,
        r"dialogue_summary|expression|gesture|표정",
        r"표정과 몸짓|facial expression",
    ),
    (Concept.SPEAKER, r"speaker|said_by|화자", r"말하는 (?:등장)?인물|who (?:says|speaks)"),
    (Concept.ALT_TEXT, r"^alt$|alt_?text", r"그림을 못 보는|대체 텍스트|visually impaired"),
    (Concept.PRESENT, r"present|participants|^인물$", r"나오는 (?:등장)?인물|who (?:is|are) in"),
    (Concept.CAST, r"^characters?$|^cast$|등장인물", r"^등장인물$|the characters"),
    (Concept.APPEARANCE, r"appearance|looks?$", r"겉모습|외모|옷차림|what .* looks? like"),
    (Concept.SHOT, r"camera|shot|angle|framing", r"구도|카메라|camera"),
    (Concept.LIGHT, r"light|atmosphere", r"빛과|조명|lighting"),
    (Concept.STYLE, r"style", r"화풍|그림 스타일|art style"),
    (Concept.PROPS, r"props?$|visual_effects|^소품", r"소품|props"),
    (Concept.PLACE, r"setting|location|^place|^where|^장소", r"^장소|place and time"),
    (Concept.ACTION, r"action|^일$|what_happens", r"일어나는 일|동작"),
    (
        Concept.SPEECH,
        r"dialogue|speech|utterance|bubble|대사",
        r"대사|말풍선|speech bubble|spoken line",
    ),
    (Concept.SPOKEN, r"narration", r"말로 읽을|읽을 문장"),
    (
        Concept.SCENES,
        r"panel|scenes?$|cuts?$|^story$|storyboard|chapter|컷$|장면",
        r"기승전결|컷|scenes? of",
    ),
    (
        Concept.SEARCH_QUERY,
        r"search_?(?:query|terms)|quer(?:y|ies)$",
        r"검색어|실행할 검색|search quer",
    ),
    (Concept.AMBIGUITY, r"ambigu|unclear", r"뜻이 여럿|모호|ambiguous"),
    (Concept.ASPECT, r"aspects?$", r"측면의|aspects? to"),
    (Concept.TITLE, r"title|headline|^제목", r"제목|headline"),
    (
        Concept.KEYWORD,
        r"keyword|elements?$|tags?$|topics?$|terms?$|entities|^소재",
        r"키워드|소재|핵심어|keywords",
    ),
    (Concept.PERSON, r"^names?$|_name$|author|^who$|person|people", r"이름이나 역할|사람의 이름"),
    (Concept.INTENT, r"intent|goal|purpose", r"알고 싶|wants? to know"),
    (Concept.REASON, r"reason|rationale|justification|why", r"이유|까닭|reason"),
    (Concept.URL, r"url|link|href|^uri$", r"주소|URL"),
    (Concept.DATE, r"date$|published|_at$", r"날짜|발행일"),
    (Concept.LEAD, r"intro|lead$|opening|background|hook", r"첫 문장|서론|도입|여는 말|introduc"),
    (Concept.CLOSING, r"conclu|outlook|closing|outro|ending", r"마무리|결론|맺는 말|conclu"),
)
_ENGLISH = re.compile(r"영어|\bin English\b|English (?:prompt|text|phrase)", re.IGNORECASE)
_SAME = re.compile(r"모든 \S+에 같|the same (?:in|for) (?:all|every)", re.IGNORECASE)


def concept_of(slot: Slot) -> Concept:
    """By name first, then by description; a statement when neither tells."""
    name = slot.name.strip().lower()
    for concept, by_name, _ in _CUES:
        if re.search(by_name, name):
            return _in_context(concept, slot)
    for concept, _, by_description in _CUES:
        if slot.description and re.search(by_description, slot.description):
            return _in_context(concept, slot)
    return _in_context(Concept.STATEMENT, slot)


def concept_of_label(label: str) -> Concept:
    """The same for the label of a line in a prompt."""
    return concept_of(Slot(label, {}))


def _in_context(concept: Concept, slot: Slot) -> Concept:
    """``text`` inside ``dialogue`` is speech, inside ``queries`` a search query."""
    if concept is not Concept.STATEMENT or not slot.around:
        return concept
    outer = concept_of_label(slot.around[-1])
    return outer if outer in (Concept.SPEECH, Concept.SEARCH_QUERY) else concept


def wants_english(slot: Slot) -> bool:
    """The description asks for English."""
    return _ENGLISH.search(slot.description) is not None


def wants_same_everywhere(slot: Slot) -> bool:
    """The description asks for one value in all items."""
    return _SAME.search(slot.description) is not None
