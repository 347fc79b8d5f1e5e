# SPDX-License-Identifier: GPL-2.0-only
"""What a tool says about itself, and about words that it does not know.

A tool knows the options that its own description names.
"""

import os
import re
import sys


def wrong(sentence):
    """The command line is not understood: say why, and end."""
    name = os.path.basename(sys.argv[0])
    print(f"{name}: {sentence}: see {name} --help", file=sys.stderr)
    sys.exit(2)


def answer(description, words):
    """Before anything else: is help wanted, and is there an option that the tool has not?"""
    if "-h" in words or "--help" in words:
        print(description.strip())
        sys.exit(0)
    known = re.findall(r"--[\w-]+", description)
    for word in words:
        if word.startswith("-") and word not in known:
            wrong(f"there is no option {word}")
