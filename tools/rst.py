# SPDX-License-Identifier: GPL-2.0-only
"""Pages of Documentation that a tool writes."""

import os

from kernelcc import TOP, read, write


def heading(text, line="-"):
    """A title and what is under it."""
    return f"\n{text}\n{line * len(text)}\n\n"


def table(widths, rows):
    """A list-table; the first row is the head."""
    lines = [".. list-table::", "\t:header-rows: 1", f"\t:widths: {widths}", ""]
    for row in rows:
        lines += [("\t  - " if at else "\t* - ") + str(cell) for at, cell in enumerate(row)]
    return "\n".join(lines) + "\n"


def settle(page, text, check):
    """Write a page, or compare it; what is wrong, or nothing."""
    path = os.path.join(TOP, page)
    if not check:
        write(path, text)
        os.chmod(path, 0o644)
    return "" if os.path.exists(path) and read(path) == text else f"{page}: is not what the cases say"
