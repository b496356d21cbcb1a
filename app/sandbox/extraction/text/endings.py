"""Korean particles and endings, by which nouns are told from verbs without a dictionary."""

import re

from app.sandbox.extraction.text.hangul import FINAL_SS, final, has_hangul

PARTICLE = re.compile(
    r"(?:으로부터|에서부터|로부터|에서는|에서도|에게서|이라는|이라고|으로써|으로서|로서|로써|이라며"
    r"|에서의|으로의|까지|부터|처럼|만큼|보다|마다|조차|밖에|에서|에게|한테|으로|에는|에도|와의|과의|로의"
    r"|이란|이나|이며|이자|이고|은|는|이|가|을|를|의|에|로|와|과|도|만|란|나)$"
)
PURE_VERB = re.compile(
    r"(?:지만|면서|거나|도록|려고|려면|[하되으이]며|[다라자냐]고|는데|니까|므로|[어아해여]서|[는은]지"
    r"|[으르리키치늘뀌]고|느냐[가를는에]?)$"
)
VERB = re.compile(
    r"(?:다|요|죠|며|면서|지만|거나|도록|려고|[하되이있없라다으보주가오지리키시려]면|[어아해여]서|니까|므로"
    r"|[는한인은]데|던|게|[다라자냐]고|[는은을]지|지|쉽"
    r"|[하되있없같않받주지치오드르가키기리우히추갖찾맞넘잇놓쓰모르보내이시크사]는"
    r"|[^북제권무대](?:한|된|할|될|킨|킬|진|질|난|날|린|릴|친|칠|낸|낼|든|들|른|쓴|인|일|은|을)"
    r"|[한된린진난른킨친낸든쓴인있없했됐같않았었였겠높낮많적좋싶]다는|[이하되]라는"
    r"|[하되꾸들리기우]자는|[으하되]려는|[하되시키]고|[하되시키]자|[았었였했됐겠있없쉽높]고"
    r"|[아어여해돼혀져켜쳐겨워줘]|같이|함께|없이|매우|가장|반드시|더욱|다시|모두|바로|서로|스스로"
    r"|[가-힣]{2,}적|[가-힣]+씩|처음으로)$"
)
NOUN_IN_HAE = re.compile(r"(?:피|재|오|공|방|저|견|폐|유|자)해$")
_NOUN_IN_I = re.compile(
    r"(?:원숭|어린|고양|호랑|종|놀|먹|높|깊|길|젊은|늙은|알맹|지팡|개구|거북|올빼|병아)$"
)
_AFTER_CONSONANT = ("은", "이", "을", "과", "으로", "이라", "이나", "이란", "이며", "이자", "이고")
_AFTER_VOWEL = ("는", "가", "를", "와", "나", "란")
_CASES = ("에게", "에게서", "에서", "까지", "부터", "으로", "로", "에", "와", "과", "처럼", "만큼")
_ONLY_VERBS = re.compile(
    r"(?:다|라|려|꾸자|하자|들자|하|되|시키|받|있|없|같|않|보이|만들|내리|올리|지|오|가)$"
)


def strip_particles(word: str) -> tuple[str, str]:
    """Up to two of them (사람에게도); the one that says the noun's part is returned."""
    stem, particle = _strip_particle(word)
    if particle in ("도", "는", "만", "의"):
        inner, inner_particle = _strip_particle(stem)
        if inner_particle in _CASES:
            return inner, inner_particle
    return stem, particle


def _strip_particle(word: str) -> tuple[str, str]:
    match = PARTICLE.search(word)
    if not match or match.start() == 0:
        return word, ""
    stem, particle = word[: match.start()], match.group()
    if particle == "이" and _NOUN_IN_I.search(stem):
        return word, ""
    if has_hangul(stem[-1]):
        consonant = final(stem[-1]) != 0
        wrong = _AFTER_VOWEL if consonant else _AFTER_CONSONANT
        if particle in wrong:
            return word, ""
    return stem, particle


def is_verb_stem(stem: str, particle: str) -> bool:
    """Of two readings (기술은, 받은) the verb's: it is short, or ends as only verbs do."""
    if stem[-1] == "다" and len(stem) > 1 and final(stem[-2]):
        return True
    if particle == "는":
        return len(stem) < 3 or _ONLY_VERBS.search(stem) is not None
    return len(stem) < 2 or final(stem[-1]) == FINAL_SS or stem[-1] in "있없않받같높낮많적얻찾맞남"
