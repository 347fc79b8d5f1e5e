# SPDX-License-Identifier: GPL-2.0-only
"""Sphinx configuration. `make htmldocs` runs it.

The reference is made from the kernel-doc comments by the kernel's own Sphinx
extension, which is found in the kernel source that KERNEL_SOURCE names.
"""

import os
import re
import sys

from docutils import nodes
import furo

kernel_source = os.environ.get("KERNEL_SOURCE")
if not kernel_source:
    sys.exit("conf.py: KERNEL_SOURCE is not set; build the pages with `make htmldocs`.")

sys.path.insert(0, os.path.join(kernel_source, "Documentation/sphinx"))
os.environ["srctree"] = kernel_source

project = "own"
copyright = "the own authors, GPL-2.0-only"
extensions = ["kerneldoc"]
kerneldoc_srctree = os.path.abspath("..")

primary_domain = "c"
c_id_attributes = ["__user", "__must_check", "__init", "__exit"]
highlight_language = "none"
exclude_patterns = ["output"]

html_theme = "furo"
html_title = "own"
html_static_path = ["static"]
html_css_files = ["own.css"]
html_js_files = ["filter.js"]
html_show_sourcelink = False


def restore_references(_app, tree):
    """kernel-doc takes the &T of Rust for the name of a type; put it back."""
    for text in tree.findall(nodes.Text):
        plain = re.sub(r":c:type:`([\w.>-]+)(?: <\w+>)?`", r"&\1", text)
        if plain != text:
            text.parent.replace(text, nodes.Text(plain))


def leave_script_out(_app, _page, _template, context, _tree):
    """Debian 12 has furo's script in pieces, as modules, which no browser takes from a folder.

    Without it a page is light or dark as the reader's system is, and has no button for that.
    """
    if furo.__version__ < "2023":
        context["script_files"] = [one for one in context["script_files"] if "furo.js" not in one]


def setup(app):
    """Called by Sphinx."""
    app.connect("doctree-read", restore_references)
    app.connect("html-page-context", leave_script_out, priority=900)
