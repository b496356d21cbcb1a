"""Expressions, Korean and English, for faces and gestures."""

FEELING_WORDS = {
    r"surpris|shock|astonish|amaz|startl|gasp|stunn|wide.eyed|놀라|놀란|깜짝|충격": "surprised",
    r"경악|뜻밖": "surprised",
    r"worr|anxious|nervous|concern|afraid|fear|scared|panic|걱정|불안|초조|두려|겁": "worried",
    r"우려|당황": "worried",
    r"angry|furious|frustrat|annoy|mad\b|protest|화난|분노|짜증|항의|화가": "angry",
    r"\bsad\b|crying|tears|disappoint|gloomy face|depress|슬픈|슬퍼|눈물|실망|아쉬": "sad",
    r"think|wonder|ponder|curious|contemplat|puzzl|confus|생각|고민|궁금|호기심": "thinking",
    r"갸웃|의아": "thinking",
    r"proud|confident|triumph|satisf|자랑|뿌듯|자신감|당당|만족": "proud",
    r"smil|happy|laugh|cheer|joy|excit|delight|glad|hope|grin|웃|기뻐|기쁜|행복": "happy",
    r"신나|환호|희망|즐거|반가": "happy",
    r"serious|attentive|calm|listen|nod|focus|진지|차분|집중|끄덕|듣": "calm",
}

GESTURE_WORDS = {
    r"point(s|ing|ed)?\b|indicat|가리키|가리켜|지목": "pointing",
    r"cheer|celebrat|jump|victory|arms (raised|up)|raising both": "cheering",
    r"rais(es|ing) (his|her|their) arms|환호|만세|두 팔을|축하": "cheering",
    r"present(s|ing)\b|introduc|demonstrat|show(s|ing)|unveil|announce|발표|소개": "presenting",
    r"보여|공개": "presenting",
    r"시연|선보": "presenting",
    r"wav(es|ing)|thumbs.?up|rais(es|ing) a hand|greet|goodbye|hello|손을 흔|인사|작별": "waving",
    r"hold(s|ing)?\b|carry|lift|receiv|들고|들어|쥐고|안고|받아": "holding",
    r"typ(es|ing)\b|working on (a |the )?(computer|laptop)|cod(es|ing)|타자|입력|작업하": "typing",
    r"arms crossed|crossing (his|her|their) arms|folded arms|팔짱": "crossed",
    r"think|ponder|chin|forehead|wonder|scratch|고민|생각|턱을": "thinking",
    r"surpris|shock|startl|gasp|stunn|recoil|놀라|놀란|깜짝|충격": "startled",
    r"worr|anxious|nervous|걱정|불안|초조|우려": "worried",
    r"explain|talk|speak|discuss|debate|ask|tell|say|argue|lectur|interview|설명|말하": "talking",
    r"이야기|토론|묻|대화|답하|논의|전하": "talking",
}
