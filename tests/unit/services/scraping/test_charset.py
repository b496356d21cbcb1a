import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.scraping.charset import decode_page

TEXT = "<p>똠방각하의 만화 뉴스</p>"


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode(), None),
        (TEXT.encode("cp949"), "EUC-KR"),
        (TEXT.encode("cp949"), None),
        (b'<meta charset="euc-kr">' + TEXT.encode("cp949"), None),
        (b"<META http-equiv=x content='text/html; charset=ks_c_5601-1987'>", None),
        (b'<meta charset="euc-kr">' + TEXT.encode(), "utf-8"),
        (TEXT.encode(), "euc-kr"),
        (TEXT.encode("cp949"), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "euc-kr"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-8"),
        (TEXT.encode(), "zlib_codec"),
        (TEXT.encode(), "unicode_escape"),
        (TEXT.encode(), "idna"),
    ],
)
def test_korean_comes_out_right(content: bytes, declared: str | None) -> None:
    text = decode_page(content, declared)
    assert TEXT in text or not content.endswith(b"</p>")


def test_one_bad_byte_does_not_turn_a_korean_page_into_another() -> None:
    assert decode_page(TEXT.encode("cp949") + b"\xff\xff", "euc-kr").startswith(TEXT)
    assert decode_page(TEXT.encode() + b"\xff", None).startswith(TEXT)


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_are_some_text(content: bytes, declared: str) -> None:
    decode_page(content, declared).encode()
