import time
from datetime import UTC, datetime

import pytest

from app.domain.errors import BadReply
from app.services.search.feed import MOST_ENTRIES, FeedEntry, parse_feed

ITEM = """<item><title>강을 재는 &amp; 태양광 배</title><link> https://news.example/1 </link>
<description>&lt;p&gt;하루 &lt;b&gt;20km&lt;/b&gt;&amp;nbsp;간다&lt;/p&gt;</description>
<pubDate>Thu, 02 May 2024 09:30:00 +0900</pubDate></item>"""
EXPECTED = FeedEntry(
    link="https://news.example/1",
    title="강을 재는 & 태양광 배",
    summary="하루 20km 간다",
    published_at=datetime(2024, 5, 2, 0, 30, tzinfo=UTC),
)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>피드</title><entry>
<link rel="self" href="https://news.example/feed"/><link href="https://news.example/1"/>
<title type="html">강을 재는 &amp;amp; 태양광 배</title><updated>2030-01-01T00:00:00Z</updated>
<published>2024-05-02T09:30:00+09:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>하루 <b>20km</b> 간다</p></div>
</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/>
<item><title>강을 재는 &amp; 태양광 배</title><link>https://news.example/1</link>
<description>하루 20km 간다</description>
<dc:date>2024-05-02T09:30:00+09:00</dc:date></item></rdf:RDF>"""


def rss(items: str, declaration: str = "") -> str:
    return f'{declaration}<rss version="2.0"><channel><title>피드</title>{items}</channel></rss>'


@pytest.mark.parametrize(
    "content",
    [
        rss(ITEM).encode(),
        rss(ITEM, '<?xml version="1.0" encoding="euc-kr"?>').encode("euc-kr"),
        rss(ITEM, '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"),
        rss(ITEM.replace("<item>", "<item><x>A & B</x>")).encode(),
        rss(ITEM.replace("<item>", "<item><x>A\x00\x0bB&nbsp;</x>")).encode(),
        rss(ITEM).encode()[:-20],
        ATOM.encode(),
        RDF.encode(),
    ],
    ids=[
        "rss",
        "euc-kr",
        "utf-16",
        "bare ampersand",
        "control characters",
        "cut off",
        "atom",
        "rdf",
    ],
)
def test_every_kind_of_feed(content: bytes) -> None:
    assert parse_feed(content) == [EXPECTED]


def test_missing_fields_are_empty() -> None:
    [entry] = parse_feed(rss("<item><guid>https://news.example/g</guid></item>").encode())
    assert entry == FeedEntry("https://news.example/g", "", "", None)
    [entry] = parse_feed(rss('<item><guid isPermaLink="false">tag:1</guid></item>').encode())
    assert entry.link == ""


def test_links_keep_their_ampersands() -> None:
    for link in (
        "https://a.kr/?a=1&amp;b=2",
        "https://a.kr/?a=1&b=2",
        "<![CDATA[https://a.kr/?a=1&b=2]]>",
    ):
        for broken in ("", "<x>A & B</x>"):
            [entry] = parse_feed(rss(f"<item>{broken}<link>{link}</link></item>").encode())
            assert entry.link == "https://a.kr/?a=1&b=2"


@pytest.mark.parametrize(
    "content",
    [b"", b"   ", b"not a feed", b"<html><body><item/></body></html>", b"{}", b"\x00\x01\x02"],
)
def test_what_is_no_feed(content: bytes) -> None:
    with pytest.raises(BadReply):
        parse_feed(content)


def test_entities_are_neither_expanded_nor_fetched() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE r [<!ENTITY l0 "lol">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    [entry] = parse_feed((head + rss("<item><title>a &l11; &f;</title></item>")).encode())
    assert len(entry.title) < 20
    assert "root" not in entry.title


@pytest.mark.parametrize(
    "content",
    [
        b"<rss " + b" ".join(b"a%d='b'" % n for n in range(150_000)) + b"/>",
        b"<rss>" + b"<a>" * 300_000,
        rss("<item><title>a</title></item>" * 60_000).encode(),
        rss(f"<item><description>{'&lt;' * 300_000}</description></item>").encode(),
        rss(f"<item><pubDate>{'9' * 1_000_000}</pubDate></item>").encode(),
        rss(f"<item><title>{'&amp;' * 200_000}</title></item>").encode(),
        rss("<item><title>&</title></item>" + "<![CDATA[" * 200_000).encode(),
    ],
    ids=["attributes", "depth", "entries", "markup", "date", "escapes", "open sections"],
)
def test_hostile_feeds_are_quick_to_read(content: bytes) -> None:
    started = time.process_time()
    assert len(parse_feed(content)) <= MOST_ENTRIES
    assert time.process_time() - started < 2
