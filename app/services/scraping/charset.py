"""Bytes of a web page to text.

Only encodings that browsers know are accepted: Python's own names would let a page choose
codecs that are slow or no text at all.
"""

import codecs
import re

_CODECS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "korean"), "cp949"),
    **dict.fromkeys(("cp949", "ms949", "windows-949", "x-windows-949", "uhc"), "cp949"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-jp", "x-euc-jp"), "euc_jp"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
    **dict.fromkeys(("us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252"), "cp1252"),
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_-]{1,40})", re.IGNORECASE)
_META_WITHIN = 4096


def decode_page(content: bytes, declared: str | None) -> str:
    """By byte order mark, then HTTP header, then meta element, then UTF-8, then Korean."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content.decode(codec, "replace")
    named = [_codec(declared), _codec(_meta_charset(content))]
    candidates = [codec for codec in (*named, "utf-8", "cp949") if codec]
    for codec in candidates:
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    return content.decode(candidates[0], "replace")


def _codec(name: str | None) -> str | None:
    return _CODECS.get(name.strip().lower()) if name else None


def _meta_charset(content: bytes) -> str | None:
    match = _META.search(content[:_META_WITHIN])
    return match[1].decode("ascii") if match else None
