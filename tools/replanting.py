# SPDX-License-Identifier: GPL-2.0-only
"""The patches of tests/replant: what their heads say."""

import glob
import os
import re

from compiling import CHECKERS
from kernelcc import TOP, read

FOLDER = os.path.join(TOP, "tests", "replant")
# The safe drivers, by the names that they have in attacking.PAIRS: their files, and below FOLDER
# their patches.
DRIVERS = {"parcel": ("driver/safe", ""), "edu": ("driver/edu", "edu")}
KERNELS = ("stock", "kasan", "kcsan")


class ReplantError(Exception):
    """One sentence about what is wrong and what to do."""


class Replant:
    """A planted bug, put into a safe driver; NAME or NAME-SPELLING, edu/NAME in the second."""

    def __init__(self, path, driver):
        self.name = os.path.relpath(path, FOLDER).removesuffix(".patch")
        self.bug = os.path.basename(self.name).partition("-")[0]
        self.path = path
        self.driver = driver
        folder = DRIVERS[driver][0]
        head, mark, self.diff = read(path).partition("\n--- ")
        if not mark:
            raise ReplantError(f"{self.name}: there is no patch below the head")
        self.diff = "--- " + self.diff
        self.files = re.findall(rf"^\+\+\+ b/{folder}/(\S+)$", self.diff, re.M)
        if len(self.files) != len(re.findall(r"^\+\+\+ ", self.diff, re.M)):
            raise ReplantError(f"{self.name}: a replant changes files of {folder} only")
        about, _, told = head.strip().partition("\n\n")
        self.about = " ".join(about.split())
        # For each checker: pairs of a severity and a regular expression.
        self.expected = {checker: [] for checker in CHECKERS}
        # The kernel that it is attacked on, the words of the attack there, and what stops it.
        self.kernel = self.words = self.stopped = None
        self.read_told(told)
        self.compiles = not any(severity == "error" for said in self.expected.values()
                                for severity, _ in said)

    def unfinished(self):
        """What is missing in the head, or nothing."""
        if self.compiles != (self.words is not None):
            return "what compiles, and nothing else, says 'KERNEL: WORDS'"
        if (self.words is None) != (self.stopped is None):
            return "'KERNEL: WORDS' needs 'stopped by: WHAT'"
        return ""

    def read_told(self, told):
        """What is expected."""
        for line in told.splitlines():
            key, colon, value = line.partition(": ")
            severity, _, text = value.partition(": ")
            if key in KERNELS and colon:
                self.kernel, self.words = key, value
            elif key == "stopped by" and colon:
                self.stopped = value
            elif severity in ("error", "warning") and text and set(key.split()) <= set(CHECKERS):
                for checker in key.split():
                    self.expected[checker].append((severity, text))
            else:
                raise ReplantError(f"{self.name}: the line {line!r} is none of "
                                   "'CHECKER...: error|warning: TEXT', 'KERNEL: WORDS', "
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


def read_replants(names=(), driver=None):
    """All of them, or those of these names, or those of a driver."""
    found = [Replant(path, one) for one, (_, folder) in DRIVERS.items()
             for path in sorted(glob.glob(os.path.join(FOLDER, folder, "*.patch")),
                                key=lambda path: path.removesuffix(".patch"))]
    for name in names:
        if name not in [one.name for one in found]:
            raise ReplantError(f"there is no tests/replant/{name}.patch")
    return [one for one in found if (not names or one.name in names)
            and driver in (None, one.driver)]
