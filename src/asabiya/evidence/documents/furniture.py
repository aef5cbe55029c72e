"""Lines that belong to a page or a newspaper rather than to an article."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["COMMENT_HEAD", "FOLLOWS", "RELATED_HEAD", "ends_article", "is_furniture", "opens_list"]

FOLLOWS: Final = 8
"""Words from which a line below "Related articles" that ends as a sentence is the article's again."""

COMMENT_HEAD: Final = re.compile(
    r"(?:\d+\s+)?(?:comments?|responses?|replies)(?:\s*\(\d+\))?(?:\s+(?:to|on)\b.{0,120})?\W*"
    r"|(?:leave|post|add|write) (?:a|your) (?:reply|comment)\b.{0,40}"
    r"|join the (?:conversation|discussion).{0,40}"
    r"|reader comments.{0,20}",
    re.I,
)
"""A heading above comments or their form."""

_FORM: Final = re.compile(
    r"(?:your email address will not be published.*|required fields are marked.*|save my name.*|cancel reply"
    r"|you must be logged in.*|name \*.*|email \*.*|website|post comment|notify me .*"
    r"|copyright\s.*|©.*|all rights reserved.*|filed under.*|tags?:.*|tagged (?:in|with|as)\b.*)\W*",
    re.I,
)
RELATED_HEAD: Final = re.compile(
    r"(?:related|recommended|most (?:read|popular)|trending|popular|latest|more (?:from|on|in|stories|news)"
    r"|read (?:more|next|also)|also (?:read|on|in)|you (?:may|might) (?:also )?(?:like|be interested)"
    r"|see also|up next|keep reading|editor['’]?s['’]? picks?|follow us|in this (?:story|series)"
    r"|further reading|don['’]t miss|what to read)\b[^.?!]{0,60}[:.…]?",
    re.I,
)
"""A heading above teasers of other articles."""
_LIST_HEAD: Final = re.compile(
    r"(?:related (?:posts|articles|stories|coverage|news|content|topics|reading)|related"
    r"|recommended(?: for you)?"
    r"|most (?:read|popular)|trending(?: now)?|more (?:from|on) .{1,50}|more (?:stories|news)"
    r"|read (?:more|next|also)|also read|see also|up next|you (?:may|might) also (?:like|be interested in)"
    r"|editor['’]?s['’]? picks?"
    r"|further reading|don['’]t miss)\W*",
    re.I,
)
_FURNITURE: Final = re.compile(
    r"(?:read (?:more|next|also)|also read|see also"
    r"|related(?: (?:articles?|stor(?:y|ies)|posts?|content|coverage))?"
    r"|more on this|watch|listen|don['’]t miss|recommended)\s*[:|»→>–—-].{0,200}"
    r"|(?:advertisement|advertising|sponsored(?: content)?|story continues below(?: advertisement)?"
    r"|article continues (?:below|after).{0,30}|continue reading.{0,60}|read more|click here.{0,60}|share"
    r"|share (?:this|on)\b.{0,60}|follow us.{0,80}|tweet|print|e-?mail|listen to this article.{0,20}|loading"
    r"|th(?:is|e|ese) (?:web)?site uses cookies.{0,300}|we use cookies.{0,300}|we value your privacy.{0,300}"
    r"|(?:sign up|subscribe|register) (?:for|to|now|here|today)\b.{0,160}|sign up|subscribe"
    r"|get (?:the|our) .{0,60}newsletter.{0,80}"
    r"|(?:photo|photograph|image|picture|file photo|credit|photo credit|image credit)s?\s*(?:by|:|/).{0,120}"
    r"|©.{0,120}|copyright\s.{0,120}|all rights reserved.{0,80}|\d+ min(?:ute)?s? read)\W*"
    r"|[^“”\"]{0,300}\((?:[^()“”\"]{0,40}\b(?:Photo|Image|Getty)|(?:AP|AFP|EPA|Reuters)\s?/)[^()]{0,80}\)"
    r"|[^“”\"]{0,200}\b(?:Photo(?:graph)?|Image|Credit):\s.{1,100}"
    r"|[^“”\"]{0,200}/\s?(?:AP|AFP|Getty Images|Reuters|EPA)\W{0,2}",
    re.I | re.S,
)


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page: a caption's credit, a pointer elsewhere, a call to sign up.

    >>> is_furniture("Read more: The Harbour Sleeps"), is_furniture("Read more books, he said.")
    (True, False)
    >>> is_furniture("Guards at the gate, May 3. (AP Photo/Ann Oth)")
    True
    """
    return len(line) <= 500 and _FURNITURE.fullmatch(line) is not None


def ends_article(line: str) -> bool:
    """Whether nothing of the article follows: comments, their form, the copyright.

    >>> ends_article("3 Comments"), ends_article("Leave a Reply"), ends_article("Comments are free, he said.")
    (True, True, False)
    """
    return len(line) <= 300 and (COMMENT_HEAD.fullmatch(line) or _FORM.fullmatch(line)) is not None


def opens_list(line: str) -> bool:
    """Whether a line stands above the headlines of other articles.

    >>> opens_list("Related articles"), opens_list("Related news reached us.")
    (True, False)
    """
    return len(line) <= 80 and _LIST_HEAD.fullmatch(line) is not None
