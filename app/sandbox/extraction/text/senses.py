"""Words that are written alike and mean something else in their company."""

import re

_OTHER_SENSES = re.compile(
    r"다리(?:가|를|는|도|까지|에)?\s(?:[가-힣]+\s)?(?=풀|아프|아파|부러|떨|저리|저려|꼬|다치|다쳐|뻗|굽|주물|후들|힘)\S*"
    r"|(?:두|세|네|몇|\d+)\s?배(?:로|가|나|의)?(?=\s|$|[,.])|배(?:가|를)\s(?=고프|고파|아프|아파|부르|불러|깔)\S*"
    r"|눈(?:을|이|에)?\s(?=뜨|뜬|감|마주|띄|띈|부시|부신)\S*"
    r"|말(?:을|은|이|도)\s|밤(?:을|이)\s(?=줍|주워|굽|구워)\S*"
    r"|(?:문을|문이)\s(?=열|닫|연|닫은)\S*"
)


def in_plain_sense(text: str) -> str:
    """Without them: a leg that gives way is no bridge."""
    return _OTHER_SENSES.sub(" ", text)
