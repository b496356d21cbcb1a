"""What a news sentence says without its frame: quotations, …에 따르면, …고 밝혔다."""

import re
from dataclasses import dataclass

from app.sandbox.extraction.text.attribution import (
    ENGLISH_SAID,
    SAID,
    is_person,
    speaker_phrase,
)
from app.sandbox.extraction.text.clauses import has_subject, topic_of
from app.sandbox.extraction.text.hangul import polite
from app.sandbox.extraction.text.sentences import split_sentences

_BRACKETED = re.compile(r"\s*[\(（\[][^()（）\[\]]*[\)）\]]")
_TAIL = re.compile(
    r"(?<=[다라])고\s+(?:[가-힣A-Za-z0-9()]+(?:은|는|이|가|도|측은|일)?\s+){0,2}"
    + SAID
    + r"(?:다|습니다)$"
)
_PERSON_TOPIC = re.compile(r"^((?:\S+\s){0,4}?\S+?)(?:은|는|도)(?=\s)")
_JUDGES = re.compile(r"(?:수 있다|수 없다|것이다|해야 한다|필요하다|때문이다|덕분이다)$")
_FIGURE = re.compile(r"\d")
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
_TAIL_SPEAKER = re.compile(
    r"(?<=[다라])고\s+([가-힣A-Za-z0-9()]+(?:\s[가-힣A-Za-z0-9()]+)?)(?:은|는|이|가|도)\s+"
    rf"(?:\S+일\s+)?{SAID}(?:다|습니다)$"
)
_ENGLISH_QUOTE = re.compile(r"[“\"]([^“”\"]{12,})[”\"]")
_ENGLISH_SAID = re.compile(
    r",?\s*(?:\b(?:according to|as)\s[^,.]+|(?:[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+)*|he|she|they"
    r"|it|researchers"
    rf"|officials|scientists|experts)\s{ENGLISH_SAID}[^,.]*"
    rf"|{ENGLISH_SAID}\s[^,.]+(?:,[^,.]+)?)[.]?$"
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
    """The quotations in it, or the sentence without its frame.

    Words between quotation marks whose speaker is unknown are nobody's to say.
    """
    text = without_brackets(sentence).rstrip(" .!…")
    quotes = _quotes(text)
    if quotes:
        speaker = speaker_phrase(text)
        return [Utterance(quote, speaker) for quote in quotes] if speaker else []
    return [_reported(text)]


def _reported(text: str) -> Utterance:
    """…고 밝혔다 belongs to who said so; what a group tells of its own doings is a plain fact."""
    bare = _unframed(text)
    if not _TAIL.search(text):
        return Utterance(bare)
    behind = _TAIL_SPEAKER.search(text)
    if behind and not _FIGURE.search(behind.group(1)):
        return Utterance(bare, behind.group(1))
    person = _PERSON_TOPIC.match(bare)
    topic = person.group() if person and is_person(person.group(1)) else topic_of(bare)
    if topic is None or _FIGURE.search(topic):
        return Utterance(bare)
    inner = bare.removeprefix(topic).strip(" ,")
    if is_person(topic) or has_subject(inner) or _JUDGES.search(inner):
        return Utterance(inner, re.sub(r"(?:은|는|도)$", "", topic))
    return Utterance(bare)


def _quotes(text: str) -> list[str]:
    """Whole statements only: a quoted term is not one."""
    found: list[str] = []
    for quote, particle in _QUOTE.findall(text):
        body = quote.strip(" .,!…")
        if particle.endswith(("는", "란")) or len(body) < 8:
            continue
        if particle.startswith("이라") or re.search(r"[것점때셈뿐]$", body):
            body += "이다" if not body.endswith("다") else ""
        found.extend(_of_one_level(_LEAD_IN.sub("", body)))
    return found


def _of_one_level(quote: str) -> list[str]:
    """The whole quotation in polite sentences; apart where 요 and 니다 would be mixed."""
    sentences = [polite(each) for each in split_sentences(quote)]
    ends = {each.rstrip(" .!?…")[-1:] for each in sentences}
    if len(sentences) < 2:
        return [quote]
    spoken = [each if each.endswith((".", "!", "?")) else f"{each}." for each in sentences]
    whole = [] if len(ends) > 1 else [" ".join(spoken).removesuffix(".")]
    return [*whole, *(each.strip(" .!…") for each in split_sentences(quote))]


def _unframed(text: str) -> str:
    text = _LEAD_IN.sub("", text)
    without_head = _HEAD.sub("", text)
    body = _TAIL.sub("", without_head)
    return re.sub(r"라$", "다", body)  # 처음이라(고 했다) states 처음이다


def english_utterances(sentence: str) -> list[Utterance]:
    """The same for English: quotations with their speaker, else the bare statement."""
    text = without_brackets(sentence).strip()
    quotes = [quote.strip(" ,") for quote in _ENGLISH_QUOTE.findall(text)]
    speaker = speaker_phrase(text)
    if quotes and re.search(ENGLISH_SAID, text):
        return [Utterance(_capital(quote), speaker) for quote in quotes] if speaker else []
    bare = _ENGLISH_SAID.sub("", _ENGLISH_LEAD_IN.sub("", text)).strip(" ,.")
    said = Utterance(_capital(bare), speaker) if len(bare) > 15 else Utterance(text.rstrip("."))
    return [said]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
