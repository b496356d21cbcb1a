"""Expressions, Korean and English, that say what somebody looks like."""

AGES = {
    r"\b(child|kid|boy|girl|toddler|elementary)\b|어린이|아이\b|초등|꼬마|소년|소녀": "child",
    r"\b(elderly|senior|grand\w+|[678]0s|sixties|seventies)\b|(?<!years )(?<!year )\bold\b": "old",
    r"노인|할머니|할아버지|어르신|[678]0대": "old",
    r"\b(middle.aged|[45]0s|forties|fifties)\b|중년|[45]0대": "middle",
}

GENDERS = {
    r"\b(woman|female|girl|lady|mother|mom|grandmother|actress|her|she)\b": "woman",
    r"여성|여자|소녀|할머니|엄마|어머니|아주머니|누나|언니": "woman",
    r"\b(man|male|boy|father|dad|grandfather|his|he)\b": "man",
    r"남성|남자|소년|할아버지|아빠|아버지|아저씨|형\b|오빠": "man",
}

HAIR = {
    r"\bbald|대머리|민머리": "bald",
    r"pony ?tail|포니테일|묶은": "ponytail",
    r"\bbun\b|쪽머리|올림머리|올린": "bun",
    r"\bbob\b|shoulder.length|단발|어깨까지": "bob",
    r"wavy|웨이브": "wavy",
    r"curly|curls|곱슬|파마": "curly",
    r"pigtails|twin ?tails|braids|양갈래": "tails",
    r"spiky|뾰족": "spiky",
    r"side.?part|parted|neat(ly)? combed|가르마|단정": "parted",
    r"swept|slick|올백|넘긴": "swept",
    r"long\b.{0,24}hair|긴\b.{0,8}머리|생머리": "long",
    r"short\b.{0,24}hair|짧은\b.{0,8}머리|cropped": "crop",
}

HAIR_COLORS = {
    r"gr[ae]y|silver|회색|은색|희끗": "#b9bac4",
    r"white|백발|흰": "#dcdde4",
    r"blond|금발|노란": "#e6bf6a",
    r"\bred\b|ginger|붉은|빨간|적갈": "#b5512f",
    r"(dark|짙은|어두운) ?(brown|갈색)": "#4a332b",
    r"light brown|밝은 갈색": "#a0714a",
    r"brown|chestnut|갈색|밤색": "#6d4a35",
    r"black|검은|검정|까만|흑발": "#2b2630",
    r"blue|파란|푸른": "#3f5fa8",
    r"pink|분홍": "#d77a9c",
    r"purple|보라": "#6f549e",
}

COLORS = {
    r"\bred\b|빨간|붉은|빨강|빨간색": "#d94a3d",
    r"orange|주황": "#ef8a35",
    r"yellow|mustard|노란|노랑": "#f2bd3a",
    r"(dark|deep) green|초록빛 짙은|카키|khaki|olive": "#5f7350",
    r"green|초록|녹색|mint|민트": "#4fa66a",
    r"navy|남색|네이비|dark blue": "#34436e",
    r"sky.?blue|light blue|하늘색": "#77b7e0",
    r"\bblue|파란|파랑|푸른|청색": "#3f78bf",
    r"purple|violet|보라": "#8a67bd",
    r"pink|분홍|핑크": "#ec89a8",
    r"beige|cream|ivory|베이지|크림": "#dcc39a",
    r"brown|갈색": "#96683f",
    r"gr[ae]y|회색|charcoal": "#70737f",
    r"black|검은|검정|까만": "#3b3a45",
    r"white|흰|하얀|백색": "#f2f2ee",
}

OUTFITS = {
    r"lab.?coat|white coat|white gown|가운|doctor'?s coat": "labcoat",
    r"space ?suit|우주복": "spacesuit",
    r"hanbok|한복": "hanbok",
    r"\bsuit\b|blazer|정장|양복|수트|tuxedo|tie\b|넥타이": "suit",
    r"hoodie|hooded|후드": "hoodie",
    r"overalls|dungarees|멜빵|작업복|work ?wear|work clothes|coverall": "overalls",
    r"scrubs|수술복": "scrubs",
    r"uniform|제복|유니폼|교복": "uniform",
    r"apron|앞치마": "apron",
    r"dress\b|gown|skirt|원피스|드레스|치마": "dress",
    r"sweater|cardigan|knit|turtleneck|스웨터|니트|가디건": "sweater",
    r"\bvest\b|조끼": "vest",
    r"jacket|coat\b|parka|재킷|자켓|점퍼|코트|잠바": "jacket",
    r"t-?shirt|tee\b|티셔츠": "tshirt",
    r"shirt|blouse|셔츠|블라우스|남방": "shirt",
}

ROLES = {
    r"scientist|researcher|professor|chemist|연구|과학자|박사|교수": "labcoat",
    r"doctor|physician|의사|의료|약사": "labcoat",
    r"nurse|surgeon|간호": "scrubs",
    r"reporter|journalist|anchor|기자|앵커|특파원": "suit",
    r"minister|president|politician|ceo|executive|lawyer|장관|대통령|의원|대표|사장|변호사": "suit",
    r"official|analyst|economist|banker|관계자|공무원|전문가|분석가": "suit",
    r"student|developer|programmer|hacker|학생|개발자|프로그래머": "hoodie",
    r"farmer|mechanic|technician|농부|농민|정비|기술자": "overalls",
    r"engineer|worker|builder|엔지니어|노동자|작업자|공학자": "vest",
    r"police|soldier|pilot|guard|경찰|군인|조종사|소방": "uniform",
    r"astronaut|cosmonaut|우주인|우주비행사": "spacesuit",
    r"chef|cook|baker|barista|요리사|셰프|제빵": "apron",
    r"teacher|librarian|선생|교사|사서": "sweater",
}

HATS = {
    r"helmet|hard ?hat|안전모|헬멧": "helmet",
    r"straw hat|밀짚모자|farmer|농부": "straw",
    r"beret|베레모|painter|화가": "beret",
    r"\bcap\b|knit cap|beanie|야구모자|캡모자|police|경찰": "cap",
    r"chef|셰프|요리사": "chef",
}

EXTRAS = {
    r"scarf|muffler|목도리|스카프": "scarf",
    r"head ?phones|headset|헤드폰|헤드셋": "headphones",
    r"stethoscope|청진기": "stethoscope",
    r"badge|lapel pin|name ?tag|배지|명찰|이름표": "badge",
    r"backpack|school ?bag|책가방|배낭": "backpack",
    r"red tie|blue tie|\bneck ?tie|넥타이": "tie",
}
