# SPDX-License-Identifier: GPL-2.0-only
"""What a tool says about itself, and about words that it does not know.

A tool knows the options that its own description names.
"""

import argparse
import os
import re
import sys


def complain(problem):
    """What is wrong, in one sentence."""
    print(f"{os.path.basename(sys.argv[0])}: {problem}", file=sys.stderr)


def wrong(sentence):
    """The command line is not understood: say why, and end."""
    complain(f"{sentence}: see {os.path.basename(sys.argv[0])} --help")
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


class Parser(argparse.ArgumentParser):
    """Complains in one sentence."""

    def error(self, message):
        wrong(message)


def parse(description, words, rest="*", **given):
    """What the words mean: an attribute for each option, and .words, the others, as many as rest says.

    An option takes a word if it has one in capitals behind it where the description first names it.
    "given" says what it is otherwise: the word has to be of the same type, and a list gets all words
    of an option that is repeated.
    """
    answer(description, words)
    parser = Parser(add_help=False, allow_abbrev=False)
    for name, takes in dict(reversed(re.findall(r"(--[a-z][\w-]*)(?: ([A-Z]+)\b)?", description))).items():
        default = given.get(name[2:].replace("-", "_"))
        if not takes:
            parser.add_argument(name, action="store_true")
        elif isinstance(default, list):
            parser.add_argument(name, action="append", default=default)
        else:
            parser.add_argument(name, type=type(default) if default is not None else str, default=default)
    if rest:
        line = description.partition("usage:")[2].partition("\n")[0]
        parser.add_argument("words", nargs=rest, metavar=[*re.findall(r"\b[A-Z]+\b", line), "WORD"][-2:][0])
    return parser.parse_intermixed_args(words)


def count(passed, failed):
    """The last line of a tool that tests; its exit status."""
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def run(main, *problems, status=2):
    """Ends with what main() returns; a problem of these kinds is a sentence, not a traceback."""
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:
        # Nobody reads on; nor may Python complain of that when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(141)
    except problems as problem:
        complain(problem)
        sys.exit(status)
    except KeyboardInterrupt:
        sys.exit(130)
