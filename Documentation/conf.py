# SPDX-License-Identifier: GPL-2.0-only
"""Sphinx configuration. `make htmldocs` runs it.

The reference is made from the kernel-doc comments by the kernel's own Sphinx
extension, which is found in the kernel source that KERNEL_SOURCE names.
"""

import os
import re
import sys

from docutils import nodes

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


def setup(app):
    """Called by Sphinx."""
    app.connect("doctree-read", restore_references)
