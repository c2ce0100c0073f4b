"""Feeds as publishers write them and should not; own texts, each with one trait."""

from __future__ import annotations

ITEM = (
    "<item><title>{title}</title><link>https://example.org/{n}</link><description>{text}</description></item>"
)


def rss(items: str, channel: str = "", prolog: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return (
        f'{prolog}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
        f"<channel><title>River News</title><link>https://example.org/</link>{channel}{items}</channel></rss>"
    )


def item(title: str = "Families leave", text: str = "Text.", n: int = 1, more: str = "") -> str:
    return ITEM.format(title=title, text=text, n=n).replace("</item>", f"{more}</item>")


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
  <title type="html">Nouvelles &amp;amp; d&#233;bats</title>
  <link rel="self" href="https://example.org/atom.xml"/><link rel="alternate" href="/accueil"/>
  <entry><id>tag:example.org,2026:1</id>
    <title type="html">Des &lt;b&gt;familles&lt;/b&gt; chass&#233;es</title>
    <link rel="enclosure" href="https://example.org/a.mp3"/><link rel="alternate" href="articles/1"/>
    <published>2026-10-12T10:00:00+02:00</published><updated>2026-10-13T10:00:00Z</updated>
    <summary>Court.</summary><content type="html">&lt;p&gt;Un long texte.&lt;/p&gt;</content></entry>
</feed>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://example.org/"><title>Old News</title><link>https://example.org/</link></channel>
  <item rdf:about="https://example.org/7"><title>Seven</title><link>https://example.org/7</link>
    <dc:date>2026-10-12T06:00:00Z</dc:date></item>
</rdf:RDF>"""

RSS_091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Older</title>
<link>https://example.org/</link><item><title>Nine</title><link>https://example.org/9</link></item></channel></rss>"""

JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "JSON News", "language": "es-CO",
 "home_page_url": "https://example.org/", "items": [
 {"id": 5, "url": "/5", "title": "Familias desplazadas", "content_html": "<p>Texto.</p>",
  "date_published": "2026-10-12T10:00:00-05:00"},
 {"id": "6", "external_url": "https://example.org/6", "content_text": "a < b\\n\\nc"},
 "nonsense", {"id": null, "title": 7, "date_published": "yesterday"}]}"""

BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]><rss><channel><title>&j;</title></channel></rss>"
)
EXTERNAL_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<rss version='2.0'><channel><title>T</title><item><title>a &x; b</title></item></channel></rss>"
)
