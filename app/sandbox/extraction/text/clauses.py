"""The clauses of a Korean sentence, and which of them can stand alone."""

import re
from dataclasses import dataclass
from typing import Literal

from app.sandbox.extraction.text.hangul import FINAL_SS, with_final
from app.sandbox.extraction.text.nouns import korean_words

Link = Literal["and", "so", "if", "end"]

_AND = re.compile(
    r"(?:[가-힣]며|지만|으나|[았었였했됐겠있없하되이시키리치]고|[높낮많적크쉽좋넓]고|는데"
    r"|은데|한데|인데),?$"
)
_SO = re.compile(
    r"(?:으로써|함으로써|아서|어서|해서|여서|므로|니까|느라|때문에|끝에|결과,|가운데|도록"
    r"|위해|위해선|위해서는?|려고|아니라|않고"
    r"|[가-힣](?:해|돼|여|켜|쳐|져|겨|려|혀|워|아|어|와),|[가-힣]{2,}시켜|있어|없어|높아|낮아"
    r"|많아|적어|좋아|벗어나),?$"
)
_SO_VERB = re.compile(r"[가-힣]{2,}(?:해|돼)$")
_NO_VERB = re.compile(r"(?:[통대의인비향관더]해|피해|재해|올해|지난해|이해|오해|공해|저해)$")
_IF = re.compile(
    r"(?:[하되이있없라다으보주가오지리키시려들른나]면|려면|다면|더라도|[아어해]도|경우"
    r"|경우에는?|때|때는|때마다|않는 한|[해아어]야),?$"
)
_CONDITION_NOUN = re.compile(r"(?:화|장|측|반|표|수|계|전|국|지|정)면,?$")
_AUXILIARY = re.compile(
    r"(?:있|없|싶|말[았고]|나[섰서]|왔|온|오고|보[니면았]|나[가갔]|두|놓|하[였고다]|했|한다"
    r"|만들|돕|도운|성공|실패|필요|걸리|걸렸|그쳤|기여|도움|초점|쓰)"
)
_CLOSED = re.compile(r"(?:[았었였했됐겠있없높낮많적크쉽좋넓]|이)(?:으며|며|고)$")
_PAST = re.compile(r"[았었였했됐왔갔났졌렸켰쳤꼈썼웠냈](?:다|습니다)$")


@dataclass(frozen=True)
class Clause:
    """A stretch of words up to a connective ending, and how it leads on to the next."""

    words: tuple[str, ...]
    link: Link

    @property
    def contrasts(self) -> bool:
        """What follows may be about something else."""
        return re.search(r"(?:지만|으나|[는은한인]데),?$", self.words[-1]) is not None

    @property
    def text(self) -> str:
        """As written."""
        return " ".join(self.words)


def split_clauses(sentence: str) -> list[Clause]:
    """Clauses in order; joined by spaces they are the sentence again."""
    clauses: list[Clause] = []
    words: list[str] = []
    every = sentence.split()
    for raw, following in zip(every, [*every[1:], ""], strict=True):
        words.append(raw)
        link = _link(raw)
        if link and len(words) > 1 and not _AUXILIARY.match(following):
            clauses.append(Clause(tuple(words), link))
            words = []
    if words:
        clauses.append(Clause(tuple(words), "end"))
    return clauses


def _link(word: str) -> Link | None:
    bare = word.rstrip("'\"’”")
    if _IF.search(bare) and not _CONDITION_NOUN.search(bare):
        return "if"
    if _AND.search(bare):
        return "and"
    if _NO_VERB.search(bare):
        return None
    return "so" if _SO.search(bare) or _SO_VERB.search(bare) else None


def as_ending(clause: Clause, sentence: str) -> str | None:
    """The clause with a final ending, where that is only a change of its last syllables.

    What 지만 concedes is never left alone: it would say the opposite of its sentence.
    """
    text = clause.text.rstrip(",")
    if clause.link == "and" and _CLOSED.search(text):
        return re.sub(r"(?:으며|며|고)$", "", text) + "다"
    if (
        clause.link == "so"
        and _PAST.search(sentence)
        and re.search(r"[해돼여켜쳐져겨려혀워와]$", text)
    ):
        return text[:-1] + with_final(text[-1], FINAL_SS) + "다"
    return None


def topic_of(sentence: str) -> str | None:
    """The leading noun phrase with 은 or 는: what the whole sentence is about."""
    words = sentence.split()
    for at, word in enumerate(korean_words(" ".join(words[:7]))):
        if word.particle in ("은", "는") and (word.noun or word.surface[:1].isdigit()):
            return " ".join(words[: at + 1])
        if word.particle not in ("", "의", "과", "와") or word.closes:
            return None
    return None


def leading_phrase(sentence: str) -> str:
    """The first noun phrase with a subject's or topic's particle; empty when there is none."""
    words = sentence.split()
    for at, word in enumerate(korean_words(" ".join(words[:8]))):
        if word.noun and word.particle in ("은", "는", "이", "가", "도"):
            return " ".join(words[: at + 1])
    return ""


def has_topic(text: str) -> bool:
    """Any noun with 은 or 는."""
    return any(word.noun and word.particle in ("은", "는") for word in korean_words(text))


def has_subject(text: str) -> bool:
    """Any noun with a subject's or topic's particle."""
    return any(
        word.noun and word.particle in ("은", "는", "이", "가", "도") for word in korean_words(text)
    )
