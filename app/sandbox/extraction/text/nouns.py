"""Nouns of Korean and English text, by their particles and endings rather than by a dictionary."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.sandbox.extraction.text.hangul import FINAL_SS, final, has_hangul

_EDGES = "'\"“”‘’()（）[]「」『』《》<>.,!?…·:;~-–—`"
_PARTICLE = re.compile(
    r"(?:으로부터|에서부터|로부터|에서는|에서도|에게서|이라는|이라고|으로써|으로서|로서|로써|이라며|에서의|으로의"
    r"|까지|부터|처럼|만큼|보다|마다|조차|밖에|에서|에게|한테|으로|에는|에도|와의|과의|로의|이란|이나|이며|이자|이고"
    r"|은|는|이|가|을|를|의|에|로|와|과|도|만|란|나)$"
)
_AFTER_CONSONANT = ("은", "이", "을", "과", "으로", "이라", "이나", "이란", "이며", "이자", "이고")
_AFTER_VOWEL = ("는", "가", "를", "와", "나", "란")
_CASES = (
    "에게",
    "에게서",
    "에서",
    "까지",
    "부터",
    "으로",
    "로",
    "에",
    "와",
    "과",
    "처럼",
    "만큼",
    "보다",
)
_NOUNS_IN_I = re.compile(
    r"(?:원숭|어린|고양|호랑|종|놀|먹|높|깊|길|젊은|늙은|알맹|옹기종|지팡|개구|거북|올빼|병아)$"
)
_PURE_VERB = re.compile(
    r"(?:지만|면서|거나|도록|려고|려면|[하되으이]며|[다라자냐]고|는데|니까|므로|[어아해여]서|[는은]지|[으르리키치]고)$"
)
_BREAK = re.compile(r"[…·\[\]/|]|\.\.\.")
_NO_VERB = re.compile(r"(?:피|재|오|공|방|저|견|폐|유|자)해$")
_PLURAL = re.compile(r"(?<=[가-힣]{2})들$")
_VERB = re.compile(
    r"(?:다|요|며|면서|지만|거나|도록|려고|[하되이있없라다으보주가오지리키시려]면|[어아해여]서|니까|므로|[는한인은]데|던|게"
    r"|[다라자냐]고|[는은을]지|지|쉽|[하되있없같않받주지치오드르가키기리우히추갖찾맞넘잇놓쓰모르보내이시크사]는"
    r"|[^북제권무대](?:한|된|할|될|킨|킬|진|질|난|날|린|릴|친|칠|낸|낼|든|들|른|쓴|인|일|은|을)"
    r"|[한된린진난른킨친낸든쓴있없했됐같않았었였겠높낮많적좋싶]다는|[이하되]라는|[하되꾸들리기우]자는|[으하되]려는"
    r"|[하되시키]고|[하되시키]자|[았었였했됐겠있없쉽높]고|[아어여해돼]"
    r"|같이|함께|없이|매우|가장|더욱|다시|모두|바로|서로|스스로|[가-힣]{2,}적|[가-힣]+씩|처음으로)$"
)
_LIGHT_VERB = re.compile(
    r"^([가-힣]{2,}?)(?:하|되|시키|했|됐|한|된|할|될|해|돼|시켜|시킨)(?:[가-힣]{0,6})$"
)
_STOP = frozenset(
    "것 수 때 등 및 이번 지난 최근 현재 통해 위해 대한 대해 따르면 경우 이날 올해 지난해 내년 이후 이전 가운데 관련 "
    "그동안 우리 이것 그것 여기 이들 그들 자신 사실 결과 정도 다른 모든 여러 가장 매우 더욱 특히 또한 하지만 그러나 그리고 "
    "따라서 다만 이어 한편 반면 이런 그런 어떤 이러한 그러한 오늘 내일 어제 당시 먼저 이미 아직 지금 다음 이상 이하 미만 "
    "이를 그는 그녀 누구 무엇 이유 필요 가능 중요 새로운 많은 높은 낮은 있다 없다 하다 되다 때문 덕분 위한 한 두 세 네 "
    "일부 각각 역시 오히려 실제 실제로 함께 뿐 약 총 전 후 중 내 외 간 측 점 데 바 줄 만 채 못 안 더 덜 잘 꼭 곧 늘 "
    "이라며 라며 라고 이라고 라는 이라는 위에 아래 사이 뒤 앞 곳 쪽 번째 하나 둘 셋 자체 동안 가지 동시 방식 개 명 번 씨 자신만 수많은 물론 만약 결국 드디어 마침내 년간".split()
)
_ENGLISH_STOP = frozenset(
    "a an the and or but if then so than that this these those it its he she they them his her their we our you your "
    "i me my of to in on at by for from with without into over under about after before between during as is are was "
    "were be been being has have had do does did will would can could may might must should not no nor only also more "
    "most much many some any all each every other another such own same who whom whose which what when where why how "
    "there here up down out off again once just now very even still yet however while because since until though "
    "although said says say told new one two three first last year years month months week weeks day days".split()
)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9'’+.-]*[A-Za-z0-9+]|[A-Za-z]")


@dataclass(frozen=True)
class Word:
    """A space-separated word: its noun stem (None for verbs and the like) and its particle."""

    surface: str
    noun: str | None
    particle: str
    closes: bool  # punctuation follows


def korean_words(text: str) -> list[Word]:
    """The words (eojeol) of a Korean text."""
    return [_word(raw) for raw in _BREAK.sub(", ", text).split()]


def _word(raw: str) -> Word:
    closes = raw[-1:] in ",.;:!?…"
    surface = raw.strip(_EDGES)
    bare = surface
    if "(" in bare:
        bare = re.sub(r"\([^)]*\)?", "", bare)
    bare = re.sub(r"['\"‘’“”`]", "", bare)
    if not bare or (not has_hangul(bare) and not re.search(r"[A-Za-z]", bare)):
        return Word(surface, None, "", closes)
    if _PURE_VERB.search(bare):
        return Word(surface, None, "", closes)
    stem, particle = _strip_particles(bare)
    if not particle and _VERB.search(bare) and not _NO_VERB.search(bare):
        return Word(surface, None, "", closes)
    if (
        particle in ("는", "은", "을", "이")
        and _VERB.search(bare)
        and _is_verb_stem(stem, particle)
    ):
        return Word(surface, None, "", closes)
    stem = _PLURAL.sub("", stem)
    if len(stem) < 2 or stem in _STOP or stem[0].isdigit() or bare in _STOP:
        return Word(surface, None, particle, closes)
    return Word(surface, stem, particle, closes)


def _strip_particles(word: str) -> tuple[str, str]:
    """Up to two of them (사람에게도); the first is the one that says the noun's part."""
    stem, particle = _strip_particle(word)
    if particle in ("도", "는", "만", "의"):
        inner, inner_particle = _strip_particle(stem)
        if inner_particle in _CASES:
            return inner, inner_particle
    return stem, particle


def _strip_particle(word: str) -> tuple[str, str]:
    match = _PARTICLE.search(word)
    if not match or match.start() == 0:
        return word, ""
    stem, particle = word[: match.start()], match.group()
    if particle == "이" and _NOUNS_IN_I.search(stem):
        return word, ""
    if has_hangul(stem[-1]):
        consonant = final(stem[-1]) != 0
        if particle in _AFTER_CONSONANT and not consonant:
            return word, ""
        if particle in _AFTER_VOWEL and consonant:
            return word, ""
    return stem, particle


def _is_verb_stem(stem: str, particle: str) -> bool:
    """Of two readings (기술은, 받은) the verb's: it is short, or ends as only verbs do."""
    if stem[-1] == "다" and len(stem) > 1 and final(stem[-2]):
        return True
    if particle == "는":
        return (
            len(stem) < 3
            or re.search(
                r"(?:다|라|려|꾸자|하자|들자|하|되|시키|받|있|없|같|않|보이|만들|내리|올리|지|오|가)$",
                stem,
            )
            is not None
        )
    return len(stem) < 2 or final(stem[-1]) == FINAL_SS or stem[-1] in "있없않받같높낮많적얻찾맞남"


@lru_cache(maxsize=8192)
def terms(text: str) -> tuple[str, ...]:
    """Content words for comparing texts: noun stems, and the nouns inside verbs (개발했다)."""
    found: list[str] = []
    for word in korean_words(text) if has_hangul(text) else ():
        if word.noun:
            found.append(word.noun.lower())
        elif light := _LIGHT_VERB.match(word.surface.strip(_EDGES)):
            if light.group(1) not in _STOP:
                found.append(light.group(1))
    if not has_hangul(text):
        found = [_singular(word) for word in english_words(text)]
    return tuple(found)


def english_words(text: str) -> list[str]:
    """Lower-case content words of an English text."""
    words = (match.group().lower().strip(".'’-") for match in _WORD.finditer(text))
    return [word for word in words if word not in _ENGLISH_STOP and len(word) > 1]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_stop_word(word: str) -> bool:
    """Says nothing by itself."""
    return word in _STOP or word.lower() in _ENGLISH_STOP
