"""Pages and PDFs of our own invention, made when a test needs them."""

from __future__ import annotations

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>The Garrison That Would Not March | The Lurin Courier</title>
<meta property="og:site_name" content="The Lurin Courier">
<script type="application/ld+json">{"@graph": [
 {"@type": "NewsArticle", "headline": "The Garrison That Would Not March",
  "datePublished": "2022-05-09T08:00:00+02:00", "author": {"@id": "#cv"}},
 {"@type": "Person", "@id": "#cv", "name": "Cora Venn", "jobTitle": "Senior fellow at the Tern Institute"}
]}</script>
<script>document.write("General Fake said, 'I am a script'");</script><style>.x { color: red }</style></head>
<body class="single-post has-sidebar comments-open">
<div id="cookie-banner">We use cookies, said General Cookie. <button>Accept</button></div>
<header class="site-header"><nav><ul><li><a href="/">Menu</a></li></ul></nav></header>
<main><article class="post has-comments"><header><h1>The Garrison That Would Not March</h1>
<div class="byline">By <a rel="author" href="/cv">Cora Venn</a>
<time datetime="2022-05-09">May 9, 2022</time></div></header>
<figure><img src="x.jpg"><figcaption>General Varzi said, “Caption.” (AP Photo/X)</figcaption></figure>
<div class="entry-content">
<p>On May 3, General Adel Varzi, the commander of the <a href="#">Lurin</a> garrison, said,
<q>Some of our men have <em>deserted</em>.</q> He left.</p>
<div class="share-bar"><a>Share</a> <a>Tweet</a></div>
<p class="related"><strong>Read more:</strong> <a href="#">General says “Teaser” hangs</a></p>
<p>The town has been quiet since the spring.<br><br>“We must stay alert,” Varzi added on Friday.</p>
<aside class="pullquote">“Pulled quote”</aside>
<div class="newsletter-signup"><h3>Newsletter</h3><form><input></form></div>
<blockquote><p>“The barracks are ours,” said a captain.</p></blockquote>
<ul><li>The mayor said the bread would last.</li></ul>
<p>Advertisement</p>
<div style="display: none">“Hidden,” said General Hidden.</div>
<p>Nobody on the quay remembers a colder May.</p>
<h3>Related articles</h3><ul><li><a href="#">Minister says “We fold”</a></li></ul>
</div>
<div class="author-box"><h4>About the author</h4><p>Cora Venn is a fellow. She said, “Bio words.”</p></div>
</article>
<section id="comments"><h3>2 Comments</h3><ol><li>“Traitors hang,” said General Troll.</li></ol></section>
</main><aside><h3>Most read</h3><p>“Sidebar,” said General Side.</p></aside>
<footer>© 2022 The Lurin Courier. “All rights,” said General Foot.</footer></body></html>
"""

PAGE_TEXT = """On May 3, General Adel Varzi, the commander of the Lurin garrison, \
said, “Some of our men have deserted.” He left.
The town has been quiet since the spring.
“We must stay alert,” Varzi added on Friday.
“The barracks are ours,” said a captain.
The mayor said the bread would last.
Nobody on the quay remembers a colder May."""


def pdf(*pages: list[str], title: str | None = None) -> bytes:
    """A PDF with a line of text for each string, written by hand so that no library is needed."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    objects.append(f"<< /Title ({title}) >>" if title else "<< >>")
    kids = []
    for lines in pages:
        escaped = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines]
        shown = " T* ".join(f"({line}) Tj" for line in escaped)
        stream = f"BT /F1 11 Tf 14 TL 50 750 Td {shown} ET"
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>"
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    return data + f"{head}{table}trailer\n{trailer}\nstartxref\n{len(data)}\n%%EOF\n".encode()
