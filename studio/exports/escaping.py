"""How users' names stay text: in HTML, wherever it is pasted, and in Markdown of any kind."""

from __future__ import annotations

import html
import re

_MARKDOWN = {ord(mark): f"\\{mark}" for mark in r"\*_[]<>#&~|$@^{}%"} | {ord("`"): "&#96;"}
"""R takes a backtick for its own even behind a backslash."""
_STEERING = {ord(mark): f"&#{ord(mark)};" for mark in "`{}$\\"}


def in_html(text: str) -> str:
    r"""Return a text as HTML, in attributes, too; also within Markdown, templates and cells of any encoding.

    Examples
    --------
    >>> print(in_html('<b> "{{ 7*7 }}" `\u2603`'))
    &lt;b&gt; &quot;&#123;&#123; 7*7 &#125;&#125;&quot; &#96;&#9731;&#96;
    """
    return html.escape(text).translate(_STEERING).encode("ascii", "xmlcharrefreplace").decode()


def in_markdown(text: str) -> str:
    r"""Return a text as Markdown; mathematics, citations and templates of its dialects are text as well.

    Examples
    --------
    >>> print(in_markdown("1. <b> & _x_"), in_markdown("- no list"), in_markdown("$x$ {{ y }}"))
    1\. \<b\> \& \_x\_ \- no list \$x\$ \{\{ y \}\}
    """
    return re.sub(r"^(\d*)([-+.)])", r"\1\\\2", text.translate(_MARKDOWN))
