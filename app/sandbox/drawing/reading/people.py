"""Who is in the picture: the parts of a prompt that describe looks.

Descriptions may be marked (``characters: name: looks; name: looks``) or lie bare among the prompt's
clauses; then one begins with somebody indefinite (``a woman in her 30s``), and what follows belongs
to it as long as it is about looks. ``the woman`` is somebody already described.
"""

import re
from dataclasses import dataclass

_MARKED = re.compile(
    r"\[?\s*(?:characters?|from left to right|people|등장인물)\s*:\s*(?P<people>[^\]\n]+?)"
    r"(?:\]|(?<=[^\d])\.(?=\s|$)|\n|$)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_PERSON = re.compile(
    r"\b(wom[ae]n|m[ae]n|boy|girl|lady|gentleman|child|kid|teen(ager)?|person|student|"
    r"scientist|researcher|professor|doctor|nurse|reporter|journalist|anchor|engineer|farmer|official|"
    r"worker|teacher|politician|minister|developer|executive|ceo|chef|astronaut|police officer|"
    r"grandmother|grandfather|mother|father|citizen|analyst|expert|host|"
    r"robot (?:assistant|companion|helper|friend))\b"
    r"|남성|여성|남자|여자|소년|소녀|아이|어린이|노인|할머니|할아버지|청년",
)
_DEFINITE = re.compile(
    r"\b(the|his|her|their|both|two|three|crowd|people|group|other|background)\b"
)
_ACTION = re.compile(
    r"\b\w+(?:ing|s) (?:at|to|with|the|a|an|in|on|his|her|up|out|towards?|into|about)\b"
    r"|\b(?:speak|talk|explain|stand|sitt|look|smil|point|hold|work|walk|read|listen|show)\w*ing\b"
)
_LOOKS = re.compile(
    r"hair|eyes?\b|glasses|coat|shirt|suit|jacket|dress|sweater|hat\b|cap\b|tie\b|uniform|wearing|"
    r"skin|beard|mustache|face|shoes|pants|trousers|jeans|skirt|scarf|hoodie|vest|apron|overalls|"
    r"cardigan|blouse|gown|scrubs|helmet|badge|bun\b|ponytail|bob\b|bangs|freckles|tall|slim|short\b|"
    r"years? old|\b\d0s\b|\b\d{1,2}.year|middle.aged|elderly|young|"
    r"머리|안경|가운|정장|재킷|셔츠|스웨터|모자|수염|원피스|코트|조끼|유니폼|\d0대",
)


@dataclass(frozen=True)
class Cast:
    """Descriptions from left to right, and the rest of the prompt."""

    descriptions: tuple[str, ...]
    rest: str


def read_cast(prompt: str, most: int) -> Cast:
    """At most ``most`` people."""
    marked = _MARKED.search(prompt)
    if marked:
        people = [part.strip(" .,") for part in marked["people"].split(";")]
        before = prompt[: marked.start()]
        return Cast(tuple(filter(None, people))[:most], f"{before} {marked['rest']}")
    return _bare_cast(prompt, most)


def noun_of(description: str) -> str:
    """What a description calls somebody: the ``reporter`` of ``the reporter in their forties``."""
    named = description.rpartition(":")[2].lower()
    phrase = re.split(r",| in | with | wearing | who ", named)[0]
    known = _PERSON.search(phrase)
    return known[0] if known else (phrase.split() or [named])[-1]


def _bare_cast(prompt: str, most: int) -> Cast:
    people: list[list[str]] = []
    rest: list[str] = []
    describing = False
    for clause in re.split(r"\s*[,;\n]\s*|\.\s+", prompt):
        text = clause.lower()
        if _begins_somebody(text):
            people.append([clause])
            describing = True
        elif describing and _LOOKS.search(text) and not _ACTION.search(text):
            people[-1].append(clause)
        else:
            describing = False
            rest.append(clause)
    descriptions = tuple(", ".join(clauses) for clauses in people)
    return Cast(descriptions[:most], ", ".join(rest))


def _begins_somebody(text: str) -> bool:
    if not _PERSON.search(text) or _DEFINITE.search(_PERSON.split(text)[0] or ""):
        return False
    return not _ACTION.search(text)
