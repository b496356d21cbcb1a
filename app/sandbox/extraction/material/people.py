"""Who is in a text: persons with their titles, teams and organisations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.sandbox.extraction.text.hangul import is_korean

Kind = Literal["person", "group"]
Found = tuple[str, str, Kind, str]

_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원"
    "천방공현함변염추도소석선설마길연위표명기반왕금옥육인맹제모탁국여어은편용예경봉"
)
_HEADS = (
    "위원장|연구소장|소장|원장|센터장|팀장|장관|차관|학장|총장|총재|부장|과장|국장|실장|본부장"
    "|교장|회장|사장|관장|단장|조합장"
)
_TITLES = (
    f"{_HEADS}|선임연구위원|선임연구원|책임연구원|수석연구원|연구위원|부교수|조교수|명예교수"
    f"|교수|박사|연구원|위원|대표이사|대표"
    "|대변인|작가|변호사|수의사|소방장|감독|코치|선수|의사|간호사|약사|선생님|교사|도지사|군수|의원|상무|전무|이사|전문의"
    "|활동가|농부|어부|선장|사서|개발자|디자이너"
    "|엔지니어|해설사|씨"
)
_ENDS = r"(?=[은는이가도의와과을를께에,\s)\"“]|팀|$)"
_NAMED = re.compile(  # looks ahead only, so that names inside a failed match are found too
    rf"(?<![가-힣])(?=(?P<name>[{_SURNAMES}][가-힣]{{2}}"
    rf")\s(?P<where>(?:[가-힣A-Za-z0-9·]+(?<![은는을를])\s"
    rf"){{0,4}}?)"
    rf"(?:[가-힣A-Za-z]{{1,10}}?(?P<head>{_HEADS})|(?P<title>{_TITLES})){_ENDS})"
)
_GIVEN_NAME = re.compile(r"^[가-힣]{2,6}(?<![대학과부원소팀사청회단장터])(?<!병원)\s$")
_NO_NAME = re.compile(r"(?:[대부청시사팀]|연구|위원|학교|은행|[는를에가면적])$")
_PARTICLE_LIKE = re.compile(r"[은이을의한된인]$")
_FOREIGN = re.compile(
    r"(?P<name>[가-힣]{2,6}\s[가-힣]{2,6})\s(?:[가-힣A-Za-z]+(?:대|대학|대학교|연구소|병원|사)\s)?"
    rf"(?P<title>교수|박사|연구원|대표|소장|위원){_ENDS}"
)
_NO_FOREIGN = re.compile(
    r"[은는을를이가의에와과도한된할인]\s|(?:대|학|과|부|원|소|팀|센터|병원|연구|담당"
    r"|[은는이가을를의한된인해아어])(?:\s|$)"
)
_ALIAS = re.compile(
    rf"(?<![가-힣])(?P<surname>[{_SURNAMES}])\s(?P<title>{_TITLES})(?=[은는이가도의,\s\"“])"
)
_NOT_SURNAMES = "한전이"  # also: one, former, this
_TEAM = "연구팀|연구진|교수팀|개발팀|조사팀|제작진"
_OF_ORG = re.compile(
    r"(?<![가-힣])(?P<of>(?:[가-힣]{2,8}대\s)?[가-힣]{1,10}(?:대|대학교|대학|연구원|연구소"
    r"|병원|공대|의대|학회|센터|재단)|[A-Z]{2,6}|카이스트)\s"
    rf"(?:공동\s)?(?P<team>{_TEAM})"
)
_GROUP = re.compile(
    rf"(?<![가-힣])(?P<team>{_TEAM}|과학자들|전문가들|주민들|학생들|시민들|농민들|어민들"
    rf"|직원들|개발자들|노동자들)(?=[은는이가의]|\s)"
)
_SPEAKING_ORG = re.compile(
    r"^(?P<org>[가-힣A-Za-z0-9]{2,14}?)(?:은|는)\s(?!.*[은는이가]\s(?:밝혔|발표했|설명했|전했"
    r"|말했))"
    r".*(?:밝혔다|발표했다|설명했다|전했다|말했다|선정했다|공개했다|출시했다|도입했다)\.?$"
)
_NO_ORG = re.compile(
    rf"(?:그|이|이들|교수|위원|학장|원장|박사|대표|소장|{_TEAM}|[들장]|(?<!전)자)$"
)
_ENGLISH_TITLED = re.compile(
    r"\b(?P<title>Dr|Prof|Professor|Mayor|Minister|President|Captain"
    r"|Director)\.?\s(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)"
)
_ENGLISH_ROLE = re.compile(
    r"(?P<name>[A-Z][\w'’-]+\s[A-Z][\w'’-]+),\s(?:an?|the)?\s?(?:[\w-]+\s){0,3}?"
    r"(?P<title>professor|researcher|engineer|director|scientist|manager|teacher|founder"
    r"|fisherman|farmer|biologist|analyst"
    r"|doctor|economist|ecologist|officer|volunteer|librarian|student|designer|spokesperson"
    r"|spokeswoman|spokesman)"
)
_ENGLISH_SAID = re.compile(
    r"(?:said|says|added|explained|noted)\s(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)"
    r"|(?P<name2>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)\s(?:said|says|added|explained|noted)"
)
_ENGLISH_TEAM = re.compile(
    r"\b(?P<team>researchers|the team|scientists|officials|residents|volunteers|engineers)\b",
    re.IGNORECASE,
)
_PRONOUNS = frozenset(("He", "She", "They", "It", "We", "You", "But", "And", "The", "This", "That"))


@dataclass(frozen=True)
class Someone:
    """A person or a group: ``label`` names them in a comic, ``role`` says how to draw them."""

    label: str
    role: str
    kind: Kind
    key: str  # what identifies them inside a sentence
    mentions: int


def people_in(texts: list[str]) -> list[Someone]:
    """Named persons first, then groups, each by how often they are mentioned."""
    found: dict[str, Found] = {}
    for text in texts:
        for one in _korean(text) if is_korean(text) else _english(text):
            found.setdefault(one[3], one)
    everyone = [
        Someone(label, role, kind, key, sum(key in text for text in texts))
        for label, role, kind, key in found.values()
    ]
    everyone += [one for one in _by_surname(texts) if alias_of(one.label, everyone) is None]
    return sorted(everyone, key=lambda someone: (someone.kind != "person", -someone.mentions))


def _by_surname(texts: list[str]) -> list[Someone]:
    """차 위원: people whose full name is not there."""
    found: dict[str, Someone] = {}
    for text in texts:
        for match in _ALIAS.finditer(text):
            if match["surname"] not in _NOT_SURNAMES:
                label = f"{match['surname']} {match['title']}"
                found.setdefault(label, Someone(label, match["title"], "person", label, 1))
    return list(found.values())


def _korean(text: str) -> list[Found]:
    found: list[Found] = []
    for match in _NAMED.finditer(text):
        name, title = match["name"], match["head"] or match["title"]
        if _NO_NAME.search(name) or (match["where"] and _PARTICLE_LIKE.search(name)):
            continue
        if any(_is_name(word) for word in match["where"].split()):
            continue
        if _GIVEN_NAME.match(match["where"]):
            name += f" {match['where'].strip()}"
        found.append((f"{name} {title}", title, "person", name))
    for match in _FOREIGN.finditer(text):
        if not _NO_FOREIGN.search(match["name"]):
            name = match["name"]
            found.append((f"{name} {match['title']}", match["title"], "person", name))
    for match in _OF_ORG.finditer(text):
        found.append((f"{match['of']} {match['team']}", match["team"], "group", match["team"]))
    for match in _GROUP.finditer(text):
        found.append((match["team"], match["team"], "group", match["team"]))
    spoke = _SPEAKING_ORG.match(text)
    if spoke and not _NO_ORG.search(spoke["org"]):
        found.append((f"{spoke['org']} 관계자", "관계자", "group", spoke["org"]))
    return found


def _is_name(word: str) -> bool:
    return re.fullmatch(rf"[{_SURNAMES}][가-힣]{{2}}", word) is not None and not _NO_NAME.search(
        word
    )


def _english(text: str) -> list[Found]:
    found: list[Found] = []
    for match in _ENGLISH_TITLED.finditer(text):
        title = {"Prof": "professor", "Dr": "doctor"}.get(match["title"], match["title"].lower())
        found.append((match.group(), title, "person", match["name"].split()[-1]))
    for match in _ENGLISH_ROLE.finditer(text):
        found.append((match["name"], match["title"], "person", match["name"].split()[-1]))
    for match in _ENGLISH_SAID.finditer(text):
        name = match["name"] or match["name2"]
        if name.split()[0] not in _PRONOUNS and len(name.split()) == 2:
            found.append((name, "expert", "person", name.split()[-1]))
    for match in _ENGLISH_TEAM.finditer(text):
        team = match["team"].lower().removeprefix("the ")
        found.append((f"the {team}", team, "group", match["team"]))
    return found


def alias_of(phrase: str, everyone: Sequence[Someone]) -> Someone | None:
    """Whom a phrase means: ``최 교수`` is ``최만수 교수``."""
    for someone in sorted(everyone, key=lambda one: (one.kind != "person", -len(one.key))):
        if someone.key in phrase:
            return someone
    match = _ALIAS.search(f"{phrase} ")
    if match:
        for someone in everyone:
            if someone.label.startswith(match["surname"]) and someone.role.endswith(match["title"]):
                return someone
    return None
