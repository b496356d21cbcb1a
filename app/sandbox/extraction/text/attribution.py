"""Who says a sentence: the phrase that names them, inside the sentence or right before it."""

import re
from dataclasses import dataclass

from app.sandbox.extraction.text.clauses import leading_phrase
from app.sandbox.extraction.text.hangul import attach, has_hangul

SAID = (
    r"(?:밝혔|말했|설명했|전했|덧붙였|강조했|분석했|발표했|보도했|주장했|지적했|비판했|평가했"
    r"|예상했|내다봤|전망했|당부했|알렸|했|소개했|진단했|호소했|촉구했|귀띔했|자체평가했|언급했"
    r"|제안했|우려했|반박했|경고했|답했|털어놨|털어놓았|약속했|다짐했|외쳤|인정했|고백했|되물었"
    r"|회상했|웃었|울먹였|한다|말한|설명한|밝힌|전한)"
)
ENGLISH_SAID = (
    r"(?:said|says|explained|explains|added|adds|noted|told|warned|promised|admitted|recalled"
    r"|insisted|argued|replied|asked|announced|claimed|joked|wrote)"
)
_BEFORE = re.compile(r"([^“”\"]{1,60}?)(?:은|는|이|가|도)\s(?:[^“”\"은는이가]{0,20}\s)?[“\"]")
_AFTER = re.compile(rf"[”\"]\s?(?:이?라)?고\s+([^“”\",]{{1,40}}?)(?:은|는|이|가|도)\s.*{SAID}")
_SENTENCE_BREAK = re.compile(r"^.*[.!?][”\"]?\s+")
_ENGLISH_NAMED = re.compile(
    rf"{ENGLISH_SAID}\s(?P<after>[\w.’'-]+(?:\s[\w.’'-]+){{0,4}}?)"
    r"(?=[,.]|\s(?:in|at|on|who|after)\b|$)"
    rf"|(?:^|[,”\"]\s*)(?P<before>[\w.’'-]+(?:\s[\w.’'-]+){{0,4}})\s{ENGLISH_SAID}\b"
)
_PRONOUN = re.compile(r"^(?:그|그녀|이들|그들|이|이어|he|she|they|it|we|i)$", re.IGNORECASE)
_STARTS_WITH_PRONOUN = re.compile(r"^(?:그는|그녀는|이들은|그들은)\s")
_ENGLISH_PRONOUN_SAID = re.compile(rf"\b(?:he|she|they)\s(?={ENGLISH_SAID})", re.IGNORECASE)
_BARE_QUOTE = re.compile(r"^[“\"][^“”\"]+[”\"][.!?]?$")
_QUOTE_OPENS = re.compile(r"^[“\"]")
_ENGLISH_SUBJECT = re.compile(
    r"^(?P<name>(?:(?:Mayor|Dr|Coach|Captain|Professor)\.?\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s"
    r"(?:[a-z]+(?:ed|s)|[a-z]+(?:ew|ook|aid|ept|elt|ood))\b"
)
_NO_NAME = re.compile(
    r"^(?:The|This|That|There|These|Those|It|He|She|They|We|I|But|And|Every|One)\b"
)
_WISH = re.compile(
    r"겠(?:다|습니다|어요)(?![가-힣])|(?:^|\s)(?:우리|저희|저는|제가|나는|내가|제\s|내\s)|싶(?:다|었|습|어)"
    r"|\b(?:I|we|my|our|us|me)\b(?!-)|\bI['’]"
)


@dataclass(frozen=True)
class Quotation:
    """What a sentence quotes between marks, and the phrase that names who said it."""

    quotes: tuple[str, ...]
    speaker: str | None


def speaker_phrase(sentence: str) -> str | None:
    """Named inside the sentence, before the quotation or behind it."""
    if not has_hangul(sentence):
        return _english_speaker(sentence)
    for pattern in (_BEFORE, _AFTER):
        match = pattern.search(sentence)
        if match:
            phrase = _SENTENCE_BREAK.sub("", match.group(1)).rpartition(",")[2].strip()
            nobody = _PRONOUN.match(phrase) or re.search(r"\d\S*$|^\W", phrase)
            if phrase and not nobody:
                return phrase
    return None


def _english_speaker(sentence: str) -> str | None:
    frame = re.sub(r"[“\"][^“”\"]+[”\"]", '"', sentence)
    match = _ENGLISH_NAMED.search(frame)
    if match is None:
        return None
    phrase = (match["after"] or match["before"]).strip()
    return None if _PRONOUN.match(phrase) else phrase


def is_own_voice(text: str) -> bool:
    """A promise, a wish or a sentence about oneself: nobody else can say it.

    What stands between quotation marks is somebody else's there.
    """
    return _WISH.search(re.sub(r"[“\"][^“”\"]*[”\"]", "", text)) is not None


def attributed(sentence: str, before: str, after: str) -> str | None:
    """The sentence with its speaker in it, taken from its neighbours when it names none.

    None when it is somebody's words and nobody tells whose.
    """
    if not re.search(r"[“\"]", sentence):
        return _without_pronoun(sentence, before)
    if _BARE_QUOTE.match(sentence):
        who = _subject(before) or _subject(after)
        return _framed(sentence, who) if who else None
    if speaker_phrase(sentence) or not _is_quotation(sentence):
        return sentence
    who = _subject(before)
    if who is None:
        return None if _QUOTE_OPENS.match(sentence) else sentence
    if not has_hangul(sentence):
        return _ENGLISH_PRONOUN_SAID.sub(f"{who} ", sentence)
    return f"{attach(who, '은')} {_STARTS_WITH_PRONOUN.sub('', sentence)}"


def _without_pronoun(sentence: str, before: str) -> str:
    who = _subject(before)
    if who and re.match(r"^(?:그는|그녀는)\s", sentence):
        return f"{attach(who, '은')} {_STARTS_WITH_PRONOUN.sub('', sentence)}"
    return sentence


def _is_quotation(sentence: str) -> bool:
    """Whole quoted statements with a verb of saying; a quoted term is none."""
    if not has_hangul(sentence):
        return re.search(rf"[“\"][^“”\"]{{12,}}[”\"].*|{ENGLISH_SAID}", sentence) is not None
    return (
        re.search(rf"[”\"]\s?(?:이?라)?(?:고|며|면서).*{SAID}(?:다|습니다)", sentence) is not None
    )


def _framed(quote: str, who: str) -> str:
    bare = quote.strip('“”" .')
    if has_hangul(quote):
        return f"{attach(who, '은')} “{bare}”라고 말했다."
    return f"“{bare},” {who} said."


def _subject(sentence: str) -> str | None:
    """A person whom a sentence begins with, or whom it quotes."""
    if not sentence:
        return None
    if quoted := speaker_phrase(sentence):
        return quoted
    if not has_hangul(sentence):
        match = _ENGLISH_SUBJECT.match(sentence)
        return match["name"] if match and not _NO_NAME.match(match["name"]) else None
    phrase = leading_phrase(sentence)
    return _bare_noun(phrase) if is_person(phrase) else None


def _bare_noun(phrase: str) -> str:
    return re.sub(r"(?:은|는|이|가|도)$", "", phrase)


PERSON = (
    r"(?:위원장|연구소장|소장|원장|센터장|팀장|장관|차관|학장|총장|총재|부장|과장|국장|실장|본부장"
    r"|교장|회장|사장|관장|단장|조합장|이장|촌장|시장|구청장|소방장|소방관|대원|연구위원|연구원|교수"
    r"|박사|위원|대표|대변인|작가|변호사|의사|수의사|간호사|약사|선생님|교사|도지사|군수|의원|상무"
    r"|전무|이사|전문의|활동가|농부|농민|어부|선장|사서|개발자|디자이너|엔지니어|해설사|감독|코치|선수"
    r"|주장|팬|관객|승객|손님|주민|시민|학생|대학생|고등학생|중학생|초등학생|어린이|아이|할머니|할아버지"
    r"|어머니|아버지|부모|자원봉사자|봉사자|제빵사|요리사|기관사|조종사|배우|가수|기사|사육사|상인"
    r"|관계자|전문가|담당자|참가자|졸업생|경찰관|씨|양|군)"
)
_PERSON_END = re.compile(rf"(?:{PERSON}|[가-힣]들)(?:은|는|이|가|도)?$")
_NO_PERSON_END = re.compile(
    r"(?:사양|모양|영양|입양|해양|태양|양양|[가-힣]{1,2}군|집이|시장[은이]?)$"
)


def is_person(phrase: str) -> bool:
    """Ends in a title, a role or an address; one-syllable ones only as a word of their own."""
    bare = _bare_noun(phrase) if re.search(rf"{PERSON}(?:은|는|이|가|도)$", phrase) else phrase
    last = bare.split()[-1] if bare.split() else ""
    if len(last) > 2 and re.search(r"[양군씨팬]$", last):
        return False
    return _PERSON_END.search(bare) is not None and not _NO_PERSON_END.fullmatch(last)
