# SPDX-License-Identifier: GPL-2.0-only
"""The patches of tests/replant: what their heads say."""

import glob
import os
import re

from compiling import CHECKERS
from kernelcc import TOP, read

FOLDER = os.path.join(TOP, "tests", "replant")


class ReplantError(Exception):
    """One sentence about what is wrong and what to do."""


class Replant:
    """A planted bug, put into driver/safe; NAME or NAME-SPELLING."""

    def __init__(self, path):
        self.name = os.path.basename(path).removesuffix(".patch")
        self.bug = self.name.partition("-")[0]
        self.path = path
        head, mark, self.diff = read(path).partition("\n--- ")
        if not mark:
            raise ReplantError(f"{self.name}: there is no patch below the head")
        self.diff = "--- " + self.diff
        self.files = re.findall(r"^\+\+\+ b/driver/safe/(\S+)$", self.diff, re.M)
        if len(self.files) != len(re.findall(r"^\+\+\+ ", self.diff, re.M)):
            raise ReplantError(f"{self.name}: a replant changes files of driver/safe only")
        about, _, told = head.strip().partition("\n\n")
        self.about = " ".join(about.split())
        # For each checker: pairs of a severity and a regular expression.
        self.expected = {checker: [] for checker in CHECKERS}
        self.stock = self.stopped = None
        self.read_told(told)
        self.compiles = not any(severity == "error" for said in self.expected.values()
                                for severity, _ in said)

    def unfinished(self):
        """What is missing in the head, or nothing."""
        if self.compiles != (self.stock is not None):
            return "what compiles, and nothing else, says 'stock: WORDS'"
        if (self.stock is None) != (self.stopped is None):
            return "'stock: WORDS' needs 'stopped by: WHAT'"
        return ""

    def read_told(self, told):
        """What is expected."""
        for line in told.splitlines():
            key, colon, value = line.partition(": ")
            severity, _, text = value.partition(": ")
            if key == "stock" and colon:
                self.stock = value
            elif key == "stopped by" and colon:
                self.stopped = value
            elif severity in ("error", "warning") and text and set(key.split()) <= set(CHECKERS):
                for checker in key.split():
                    self.expected[checker].append((severity, text))
            else:
                raise ReplantError(f"{self.name}: the line {line!r} is none of "
                                   "'CHECKER...: error|warning: TEXT', 'stock: WORDS', "
                                   "'stopped by: WHAT'")

    def refusers(self):
        """The compilers that refuse it."""
        return [checker for checker in ("gcc", "clang")
                if any(severity == "error" for severity, _ in self.expected[checker])]

    def reporters(self):
        """Who else says something."""
        return [checker for checker in CHECKERS
                if self.expected[checker] and checker not in self.refusers()]

    def message(self, checkers):
        """What the first of these says, to be read."""
        for checker in checkers:
            for _, text in self.expected[checker]:
                return re.sub(r"\\(.)", r"\1", text.replace(".*", " ... "))
        return ""


def read_replants(names=()):
    """All of them, or those of these names."""
    found = sorted((Replant(path) for path in glob.glob(os.path.join(FOLDER, "*.patch"))),
                   key=lambda one: one.name)
    for name in names:
        if name not in [one.name for one in found]:
            raise ReplantError(f"there is no tests/replant/{name}.patch")
    return [one for one in found if not names or one.name in names]
