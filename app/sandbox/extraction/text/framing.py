"""What a news sentence says without its frame: quotations, …에 따르면, …고 밝혔다."""

import re
from dataclasses import dataclass

_BRACKETED = re.compile(r"\s*[\(（\[][^()（）\[\]]*[\)）\]]")
_REPORTED = (
    r"(?:밝혔|말했|설명했|전했|덧붙였|강조했|분석했|발표했|보도했|주장했|지적했|비판했|평가했"
    r"|예상했|내다봤|전망했|당부했"
    r"|알렸|했|소개했|진단했|호소했|촉구했|귀띔했|자체평가했|언급했|제안했|우려했|반박했"
    r"|경고했|답했|털어놨|말한|설명한"
    r"|밝힌|전한)"
)
_TAIL = re.compile(
    r"(?<=[다라])고\s+(?:[가-힣A-Za-z0-9()]+(?:은|는|이|가|도|측은|일)?\s+){0,2}"
    + _REPORTED
    + r"(?:다|습니다)$"
)
_HEAD = re.compile(
    r"^(?:(?!“|\").){2,60}?(?:에 따르면|에 의하면)[,]?\s+|^(?:\d{1,2}일"
    r"|지난\s?\d{1,2}일)(?:\s*\(현지시간\))?\s+"
)
_LEAD_IN = re.compile(
    r"^(?:하지만|그러나|그런데|또|또한|그리고|이어|이에 따라|이에|한편|특히|다만|따라서"
    r"|그래서|즉|실제로|무엇보다|아울러|더불어"
    r"|이 때문에|이를 통해|그 결과|나아가|반면|물론|먼저|우선|그럼에도|게다가|결국|이처럼"
    r"|이 밖에도?|예를 들어)[,]?\s+"
)
_QUOTE = re.compile(r"[“\"]([^“”\"]{6,})[”\"]\s?(이?라[고며]|며|면서|이?라면서|고|는|이?라는|이란)")
_SPEAKER = re.compile(r"([^“”\",]{2,48}?)(?:은|는|이|가|도)\s*[“\"]")
_ENGLISH_QUOTE = re.compile(r"[“\"]([^“”\"]{12,})[”\"]")
_ENGLISH_SAID = re.compile(
    r",?\s*(?:\b(?:according to|as)\s[^,.]+|(?:[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+)*|he|she|they"
    r"|it|researchers"
    r"|officials|scientists|experts)\s(?:said|says|explained|added|told[^,.]*|noted|wrote|warned)"
    r"|(?:said|says|explained|added|noted|warned)\s[^,.]+(?:,[^,.]+)?)[.]?$"
)
_ENGLISH_LEAD_IN = re.compile(
    r"^(?:However|But|And|So|Moreover|Meanwhile|Still|Yet|In addition|For example"
    r"|For instance|According to [^,]+"
    r"|Therefore|As a result|In fact|Indeed|Also|Then|Instead"
    r"|[A-Z][\w ]{2,30} said (?:that )?)[,]?\s+(?=[A-Z\w])"
)


@dataclass(frozen=True)
class Utterance:
    """A statement to be made; ``speaker`` is who made it when it was quoted."""

    text: str
    speaker: str | None = None

    @property
    def quoted(self) -> bool:
        """Somebody's own words."""
        return self.speaker is not None


def without_lead_in(text: str) -> str:
    """Remove a conjunction or the like at the beginning."""
    return _LEAD_IN.sub("", text)


def without_brackets(text: str) -> str:
    """Remove parenthesised asides."""
    stripped = _BRACKETED.sub("", text)
    return re.sub(r"\s+([,.])", r"\1", re.sub(r"\s{2,}", " ", stripped)).strip()


def korean_utterances(sentence: str) -> list[Utterance]:
    """The quotations in it, or the sentence without its frame."""
    text = without_brackets(sentence).rstrip(" .!…")
    speaker = _speaker(text)
    if speaker and (quotes := _quotes(text)):
        return [Utterance(quote, speaker) for quote in quotes]
    return [Utterance(_unframed(text))]


def _speaker(text: str) -> str | None:
    match = _SPEAKER.search(text)
    return match.group(1).strip() if match else None


def _quotes(text: str) -> list[str]:
    """Whole statements only: a quoted term is not one."""
    found: list[str] = []
    for quote, particle in _QUOTE.findall(text):
        body = quote.strip(" .,!…")
        if particle.endswith(("는", "란")) or len(body) < 10:
            continue
        if particle.startswith("이라") or re.search(r"[것점때셈뿐]$", body):
            body += "이다" if not body.endswith("다") else ""
        found.append(_LEAD_IN.sub("", body))
    return found


def _unframed(text: str) -> str:
    text = _LEAD_IN.sub("", text)
    without_head = _HEAD.sub("", text)
    body = _TAIL.sub("", without_head)
    return re.sub(r"라$", "다", body)  # 처음이라(고 했다) states 처음이다


def english_utterances(sentence: str) -> list[Utterance]:
    """The same for English: quotations with their speaker, else the bare statement."""
    text = without_brackets(sentence).strip()
    quotes = [quote.strip(" ,") for quote in _ENGLISH_QUOTE.findall(text)]
    spoken = re.search(r"(?:said|says|explained|added|noted|told|warned)", text)
    if quotes and spoken:
        speaker = re.sub(_ENGLISH_QUOTE, "", text).strip(" ,.")
        return [Utterance(_capital(quote), speaker) for quote in quotes]
    bare = _ENGLISH_SAID.sub("", _ENGLISH_LEAD_IN.sub("", text)).strip(" ,.")
    return [Utterance(_capital(bare) if len(bare) > 15 else text.rstrip("."))]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
