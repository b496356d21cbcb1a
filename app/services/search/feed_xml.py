"""The XML of a stranger's feed, which is often not quite XML."""

import codecs
import re

from lxml import etree

from app.domain.errors import BadReply

_CDATA_OR_STRAY_AMPERSAND = re.compile(
    rb"(<!\[CDATA\[.*?(?:\]\]>|\Z))|&(?!(?:#[0-9]+|#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);)", re.DOTALL
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parse_xml(content: bytes) -> etree._Element:
    """The root element; entities are neither expanded nor fetched. BadReply when there is none."""
    try:
        return etree.fromstring(content, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError):
        pass
    # After its first error libxml2 drops even &amp;, so the usual errors are repaired before.
    if not content.startswith(_UTF_16):
        content = _CONTROL.sub(b"", content)
        content = _CDATA_OR_STRAY_AMPERSAND.sub(lambda found: found[1] or b"&amp;", content)
    try:
        root = etree.fromstring(content, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise BadReply("피드를 해석할 수 없습니다.") from exc
    if root is None:
        raise BadReply("피드를 해석할 수 없습니다.")
    return root


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
