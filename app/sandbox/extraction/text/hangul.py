"""Hangul syllables: final consonants, and the particles and endings that depend on them."""

import re

_FIRST, _LAST = 0xAC00, 0xD7A3
_FINALS = 28
FINAL_N = 4
FINAL_L = 8
FINAL_B = 17
FINAL_SS = 20

PARTICLES = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
}
_SPOKEN_DIGITS = {"0": True, "1": True, "3": True, "6": True, "7": True, "8": True}
_VOWEL_PREDICATE = re.compile(
    r"(?:[하이니르쁘프]|(?:^|\s)크|느리|어리|흐리|여리|눈부시|거세|드세|비싸|값싸|바라|보|주"
    r"|가|오|치|지|되|키)$"
)
_CLOSING = "'\"’”)]》」』 "


def is_syllable(char: str) -> bool:
    """A precomposed Hangul syllable."""
    return len(char) == 1 and _FIRST <= ord(char) <= _LAST


def final(char: str) -> int:
    """Index of the final consonant, 0 for none and for what is no syllable."""
    return (ord(char) - _FIRST) % _FINALS if is_syllable(char) else 0


def with_final(char: str, consonant: int) -> str:
    """The same syllable with another final consonant."""
    return chr(ord(char) - final(char) + consonant)


def has_hangul(text: str) -> bool:
    """Any Hangul syllable in it."""
    return re.search(r"[가-힣]", text) is not None


def is_korean(text: str) -> bool:
    """Mostly Hangul; names and units may be Latin."""
    syllables = len(re.findall(r"[가-힣]", text))
    letters = len(re.findall(r"[A-Za-z]", text))
    return syllables > 0 and syllables * 2 >= letters


def attach(word: str, particle: str) -> str:
    """``word`` with the form of the particle that its last sound wants."""
    after_consonant, after_vowel = PARTICLES[particle]
    if particle == "으로" and final(word.rstrip(_CLOSING)[-1:]) == FINAL_L:
        return word + after_vowel
    return word + (after_consonant if _ends_in_consonant(word) else after_vowel)


def _ends_in_consonant(word: str) -> bool:
    last = word.rstrip(_CLOSING)[-1:]
    if is_syllable(last):
        return final(last) != 0
    if last.isdigit():
        return _SPOKEN_DIGITS.get(last, False)
    return last.lower() in "lmnr"


def polite(sentence: str) -> str:
    """A written ending (…했다) as it is spoken (…했습니다); others stay as they are.

    A vowel before 다 is a noun's (문제다 → 문제입니다) unless it is known to be a predicate's.
    """
    body = sentence.rstrip(".")
    if len(body) < 2 or body[-1] != "다" or not is_syllable(body[-2]) or _is_polite(body):
        return sentence
    if body.endswith(" 인다"):  # 입니다 would be read as "is"
        return sentence
    stem, last = body[:-2], body[-2]
    if last == "는" and stem and final(stem[-1]):
        return stem + "습니다"
    if final(last) == 0 and not _VOWEL_PREDICATE.search(body[:-1]):
        return body[:-1] + "입니다"
    if final(last) in (0, FINAL_N):
        return stem + with_final(last, FINAL_B) + "니다"
    return stem + last + "습니다"


def _is_polite(body: str) -> bool:
    return len(body) > 2 and body.endswith("니다") and final(body[-3]) == FINAL_B
