# SPDX-License-Identifier: GPL-2.0-only
"""The cases of tests/reject, tests/accept and tests/history: what their headers say."""

import os
import re

from compiling import CHECKERS
from kernelcc import TOP, read

# What a case need not mention if it is silent: one looks at names only, the other follows what
# the compilers do not.
OPTIONAL = ("tokens", "own-check")

# What a case of tests/history says besides, and what may have become of its bug.
HISTORY = ("Source", "Published", "Where", "Kind", "Object", "Rust for Linux", "Verdict")
VERDICTS = ("refused", "found", "cannot be written", "not covered")
TITLES = ("Mistake", "Correct", "Correct but rejected")


class CaseError(Exception):
    """What is wrong with a case as a file."""


class Expectation:
    """What one checker shall say about the mistake, or why it says nothing."""

    def __init__(self, severity, text, file=None):
        self.severity, self.text, self.file = severity, text, file
        self.silent = severity == "silent"
        if not self.silent:
            try:
                self.regex = re.compile(text)
            except re.error as problem:
                raise CaseError(f"the expected text {text!r} is no regular expression: "
                                f"{problem}") from problem


class Case:
    """A file of tests/reject, tests/accept or tests/history."""

    def __init__(self, path):
        self.path = os.path.realpath(path)
        self.name = os.path.relpath(self.path, TOP)
        self.source = read(self.path)
        self.history = "/history/" in self.path
        self.keys = {}
        self.expected = {}
        self.read_header()
        self.verdict, _, self.why = self.keys.get("Verdict", "").partition(": ")
        self.rejects = "/reject/" in self.path or self.verdict in ("refused", "found")
        # A bug that is not covered may be a record without code.
        self.has_code = not self.history or "#include" in self.source
        self.marks = self.read_marks()
        self.check()

    def read_header(self):
        """The comment that opens the file."""
        comment = re.search(r"^/\*\n(.*?)^ \*/$", self.source, re.M | re.S)
        if not comment:
            raise CaseError("it does not open with a comment that says what it shows")
        text = re.sub(r"^ \*(?: (?! )|$)", "", comment[1], flags=re.M)
        # A line that starts with blanks goes on with the one before it.
        text = re.sub(r"\n \*?[ \t]+", " ", text)
        head, _, self.text = text.partition("\n\n")
        for line in head.splitlines():
            key, colon, value = line.partition(": ")
            if not colon:
                raise CaseError(f"the header line {line!r} is not of the form 'key: text'")
            if key in (*TITLES, "Rust", *HISTORY, "Taught"):
                self.keys[key] = value.strip()
                continue
            severity, colon, said = value.partition(": ")
            if severity not in ("error", "warning", "silent") or not colon:
                raise CaseError(f"{key}: wants 'error: TEXT', 'warning: TEXT' or "
                                "'silent: REASON'")
            for word in key.split():
                checker, _, file = word.partition("@")
                # A kernel may be named for which the same compiler says something else.
                if checker.partition("/")[0] not in CHECKERS:
                    raise CaseError(f"there is no checker {checker!r}: the checkers are "
                                    + ", ".join(CHECKERS))
                self.expected.setdefault(checker, []).append(
                    Expectation(severity, said.strip(), file))

    def read_marks(self):
        """For each checker, the lines that it must complain about."""
        marks = {checker: set() for checker in (*CHECKERS, *self.expected)}
        complaining = [checker for checker, said in self.expected.items()
                       if any(not one.silent and not one.file for one in said)]
        for number, line in enumerate(self.source.splitlines(), 1):
            mark = re.search(r"/\* ERROR(?:: ([a-z -]+))? \*/", line)
            if mark:
                for checker in mark[1].split() if mark[1] else complaining:
                    if checker not in marks:
                        raise CaseError(f"line {number} is marked for {checker!r}, which is "
                                        "no checker")
                    marks[checker].add(number)
        return marks

    def title(self):
        """The sentence that names the case."""
        return next(self.keys[key] for key in TITLES if key in self.keys)

    def complains(self, checkers, severities=("error", "warning")):
        """Does one of the checkers complain?"""
        return any(one.severity in severities for checker in checkers
                   for one in self.expected.get(checker, []))

    def check_history(self):
        """Is the record of a real bug complete, and its verdict what the checkers say?"""
        missing = [key for key in ("Mistake", *HISTORY) if key not in self.keys]
        if missing:
            raise CaseError(f"it does not say '{missing[0]}: '")
        if not re.fullmatch(r"CVE-\d{4}-\d+, [0-9a-f]{12}", self.keys["Source"]):
            raise CaseError("'Source: ' wants a CVE and 12 digits of the commit that mended it")
        if os.path.basename(self.path) != self.keys["Source"].partition(",")[0] + ".c":
            raise CaseError("it is not named after its source")
        if self.verdict not in VERDICTS:
            raise CaseError("'Verdict: ' is one of " + ", ".join(VERDICTS))
        if self.rejects:
            refused = self.complains(("gcc", "clang"), ("error",))
            if self.why or refused != (self.verdict == "refused"):
                raise CaseError("a compiler's error is 'Verdict: refused', and nothing else is")
            if not self.complains(CHECKERS):
                raise CaseError("'Verdict: found', and no checker says anything")
        elif not self.why or self.expected:
            raise CaseError(f"'Verdict: {self.verdict}: ' says how or why, and expects nothing")
        elif self.verdict == "cannot be written" and not self.has_code:
            raise CaseError("the form in which it cannot be written is to be shown")

    def check(self):
        """Is the file complete?"""
        if self.history:
            self.check_history()
            if not self.rejects:
                return
        elif any(key in self.keys for key in HISTORY):
            raise CaseError("'Source: ' and so on are for tests/history")
        titles = [key for key in self.keys if key in TITLES]
        if self.rejects:
            if titles not in (["Mistake"], ["Correct but rejected"]) or "Rust" not in self.keys:
                raise CaseError("a reject case needs one 'Mistake: ' (or 'Correct but "
                                "rejected: ') and 'Rust: ', an error code or none")
            if "MENDED" not in self.source:
                raise CaseError("a reject case needs its mend, under #ifdef MENDED")
            for checker in CHECKERS:
                if checker not in self.expected and checker in OPTIONAL:
                    self.expected[checker] = [Expectation("silent", "")]
                if checker not in self.expected:
                    raise CaseError(f"it does not say what {checker} reports; if nothing, "
                                    f"write '{checker}: silent: REASON'")
                said = [one for one in self.expected[checker] if not one.silent]
                if any(not one.file for one in said) and not self.marks[checker]:
                    raise CaseError(f"no line is marked /* ERROR */ for {checker}")
        elif titles != ["Correct"] or self.expected:
            raise CaseError("an accept case needs 'Correct: ' and expects nothing")
