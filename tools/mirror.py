# SPDX-License-Identifier: GPL-2.0-only
"""A driver's folder elsewhere, so that a build leaves nothing in it and minds nothing that it finds.

The copy is made of links, and so are the folders above it, as far as what a Kbuild file may name
by "..".
"""

import os
import re

PRODUCTS = re.compile(r".*\.(o|ko|mod|mod\.c|cmd|a|order|symvers)|\.tmp_.*|modules-only\.symvers")
ABOVE = 4


def is_source(name):
    """Would a person have written it?"""
    return not PRODUCTS.fullmatch(name.lower())


def link_all(source, copy, but=()):
    """Links to what is in a folder."""
    os.makedirs(copy, exist_ok=True)
    for name in os.listdir(source):
        if name not in but and is_source(name):
            os.symlink(os.path.join(source, name), os.path.join(copy, name))


def copy_tree(source, copy):
    """Folders as folders, files as links."""
    os.makedirs(copy, exist_ok=True)
    for entry in os.scandir(source):
        path = os.path.join(copy, entry.name)
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                copy_tree(entry.path, path)
        elif is_source(entry.name):
            os.symlink(entry.path, path)


def mirror(folder, into):
    """The same folder below another one; where it is there."""
    folder = os.path.realpath(folder)
    parts = folder.strip("/").split("/")
    for depth in range(max(1, len(parts) - ABOVE), len(parts)):
        above = "/" + "/".join(parts[:depth])
        link_all(above, into + above, {parts[depth]})
    copy_tree(folder, into + folder)
    return into + folder
