# SPDX-License-Identifier: GPL-2.0-only
"""Compilers and other checkers, what they are told and what they say about a file.

A run is a checker on a kernel.  Compilers get the command of the kernel's own
build; what a file includes of the kernel by way of tests/prelude.h is compiled
once for all files.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

import kernelcc
import owncheck
from kernelcc import TOP, read, write

sys.path.insert(0, os.path.join(TOP, "tools", "analyze"))
import checks                                           # pylint: disable=wrong-import-position

CACHE = os.path.join(TOP, "build", "compile")
PRELUDE = os.path.join(TOP, "tests", "prelude.h")
COMPILERS = ("gcc", "clang")
CHECKERS = (*COMPILERS, "context-analysis", "own-check", "coccinelle", "sparse", "tokens")
# A case is a file that nobody calls, and that need not be declared for anybody.
CASE_WORDS = ["-Wno-missing-prototypes", "-Wno-missing-declarations"]
DIAGNOSTIC = re.compile(r"(.+?):(\d+):(?:\d+:)? (?:fatal )?(error|warning): (.*)")
INLINED = re.compile(r" +inlined from .* at (.+?):(\d+):\d+")


# What a checker says ----------------------------------------------------------

class Said:
    """One diagnostic."""

    def __init__(self, path, line, severity, text):
        self.path, self.line, self.severity, self.text = path, line, severity, text

    def __str__(self):
        return f"{self.severity}: {self.text}"


def parse(output, path):
    """The diagnostics in what a compiler printed about a file."""
    said, inlined = [], []
    for line in output.splitlines():
        if match := INLINED.match(line):
            inlined.append((os.path.realpath(match[1]), int(match[2])))
        elif match := DIAGNOSTIC.match(line):
            place = os.path.realpath(match[1]), int(match[2])
            if place[0] != path:
                # The line of the case that a function of a header was inlined into.
                place = next((one for one in inlined if one[0] == path), place)
            said.append(Said(*place, match[3], match[4]))
            inlined = []
        elif re.match(r"\S.*: In function|In file included", line):
            inlined = []
    return said


class Run:
    """A compiler on a kernel."""

    # An object, because the assembler of clang has its say (own_linear()).
    LIMIT = ["-c", "-o", "/dev/null"]

    def __init__(self, checker, target, compiler):
        self.checker, self.target, self.compiler = checker, target, compiler
        self.name = f"{checker}/{os.path.basename(os.path.normpath(target))}"
        self.why_not = None
        self.commands = {}
        self.version = None

    def words(self, warn):
        """The command, before the headers are compiled."""
        return kernelcc.command(self.target, self.compiler, warn)

    def prepare(self):
        """Make what every compilation of this run needs; what is missing is remembered."""
        try:
            self.compiler = self.compiler or kernelcc.default_compiler(self.target)
            if not shutil.which(self.compiler):
                raise kernelcc.CommandError(f"{self.compiler} is not installed")
            for warn in (False, True):
                self.commands[warn] = self.precompiled(self.words(warn))
            self.version = kernelcc.kernel.compiler_version(self.compiler)
        except (kernelcc.CommandError, kernelcc.kernel.KernelError) as problem:
            self.why_not = str(problem)

    def precompiled(self, words):
        """The same command, with the kernel's headers compiled once for all cases."""
        included = [words[at + 1] for at, word in enumerate(words) if word == "-include"]
        words = [word for at, word in enumerate(words)
                 if word != "-include" and (not at or words[at - 1] != "-include")]
        text = "".join(f'#include "{name}"\n' for name in included)
        text += "".join(re.findall(r"^#include <linux/.*>\n", read(PRELUDE), re.M))
        key = hashlib.sha256("\n".join([text, *words]).encode()).hexdigest()[:12]
        header = os.path.join(CACHE, f"headers-{key}", "kernel.h")
        clang = kernelcc.is_clang(self.compiler)
        output = header + (".pch" if clang else ".gch")
        if not os.path.exists(output):
            write(header, text)
            partial = f"{output}.{os.getpid()}"
            done = subprocess.run([*words, "-x", "c-header", header, "-o", partial],
                                  capture_output=True, text=True, check=False,
                                  env={**os.environ, "LC_ALL": "C"})
            if done.returncode:
                raise kernelcc.CommandError("the kernel's headers do not compile:\n"
                                            + done.stderr[-2000:])
            os.rename(partial, output)
        return words + (["-include-pch", output, "-ferror-limit=0"] if clang else
                        ["-Winvalid-pch", "-include", header])

    def diagnose(self, path, mended, clean, more=()):
        """What is said about a file; what must be clean is looked at more strictly."""
        words = [*self.commands[clean], *CASE_WORDS, *self.LIMIT, *more, *(["-DMENDED"] if mended else []),
                 *(["-DOWN_HEADER_WARNINGS"] if clean else []), path]
        done = subprocess.run(words, capture_output=True, text=True, check=False,
                              env={**os.environ, "LC_ALL": "C"})
        said = parse(done.stderr, path)
        if done.returncode and not any(one.severity == "error" for one in said):
            said.append(Said(path, 0, "error", f"{words[0]} ended with {done.returncode}: "
                             + done.stderr[-500:]))
        return said


class ContextRun(Run):
    """Clang's context analysis, without the optimiser's proofs."""

    LIMIT = ["-fsyntax-only"]

    def __init__(self, target, compiler):
        super().__init__("context-analysis", target, compiler)
        self.name = self.checker

    def words(self, warn):
        build = kernelcc.build_folder(self.target, self.compiler)
        return super().words(warn) + checks.context_words(build)

    def diagnose(self, path, mended, clean):
        return [Said(one.path, one.line, one.severity, checks.context_sentence(one.text))
                for one in super().diagnose(path, mended, clean) if checks.is_context(one.text)]


class OwnCheckRun(Run):
    """own-check, a plugin of gcc; what gcc itself says is another run's."""

    LIMIT = ["-S", "-o", "/dev/null"]

    def __init__(self, target, compiler):
        super().__init__("own-check", target, compiler)
        self.name = self.checker

    def prepare(self):
        super().prepare()
        if not self.why_not:
            try:
                # The name of the folder says what the plugin was made of.
                more = owncheck.words_for(self.compiler)
                self.commands = {warn: [*words, *more] for warn, words in self.commands.items()}
            except owncheck.OwnCheckError as problem:
                self.why_not = str(problem)

    def diagnose(self, path, mended, clean, more=()):
        return [one for one in super().diagnose(path, mended, False, more)
                if "[own-check=" in one.text]


class LookRun:
    """One of the looks of tools/analyze that is no compiler."""

    # A case is a file that nobody declares anything for.
    NOT_SAID = re.compile(r"symbol '\w+' was not declared. Should it be static\?")

    def __init__(self, checker, look):
        self.name = self.checker = checker
        self.look = look
        self.why_not = None
        self.commands = {False: [], True: []}
        folder = os.path.join(TOP, "tools", "analyze")
        rules = "".join(read(os.path.join(folder, name)) for name in
                        ("checks.py", "own.cocci", "macros.h"))
        self.version = "rules " + hashlib.sha256(rules.encode()).hexdigest()[:12]

    def prepare(self):
        """Is the program here?"""
        if not shutil.which({"coccinelle": "spatch"}.get(self.checker, "true")):
            self.why_not = f"{self.checker} is not installed"

    def diagnose(self, path, mended, _):
        """What is said about a file; the rules do not know #ifdef, so it is settled first."""
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, os.path.basename(path))
            write(copy, settled(read(path), mended))
            try:
                found = self.look([copy])
            except checks.CheckError as problem:
                return [Said(path, 0, "error", str(problem))]
        return [Said(path, line, "warning", text) for _, line, text in found]


class SparseRun(Run):
    """sparse, with the flags of a kernel that is configured for clang."""

    def __init__(self, target, compiler):
        super().__init__("sparse", target, compiler)
        self.name = self.checker

    def prepare(self):
        try:
            checks.need("sparse", "what sparse sees")
            words = [*checks.SPARSE, *self.words(False)[1:]]
            self.commands = {False: words, True: words}
            self.version = kernelcc.kernel.compiler_version("sparse")
        except (checks.CheckError, kernelcc.CommandError, kernelcc.kernel.KernelError) as problem:
            self.why_not = str(problem)

    def diagnose(self, path, mended, clean):
        done = subprocess.run([*self.commands[clean], *(["-DMENDED"] if mended else []), path],
                              capture_output=True, text=True, check=False)
        return [Said(one.path, one.line, "warning", one.text)
                for one in parse(done.stderr, path) if not LookRun.NOT_SAID.match(one.text)]


def settled(source, mended):
    """A file in which #ifdef MENDED is decided, line for line."""
    lines, keep = [], [True]
    for line in source.splitlines():
        decided = True
        if match := re.match(r"#if(n?)def MENDED$", line):
            keep.append(mended != bool(match[1]))
        elif line.startswith("#if"):
            keep.append(None)
            decided = False
        elif line == "#else" and keep[-1] is not None:
            keep[-1] = not keep[-1]
        elif line == "#endif":
            decided = keep.pop() is not None
        else:
            decided = False
        lines.append("//" if decided or False in keep else line)
    return "\n".join(lines) + "\n"


def all_runs():
    """Every checker on every kernel that it is tried on."""
    clang = os.environ.get("CC_CLANG", "clang-22")
    base = os.environ.get("CLANG_KERNEL", "base")
    return [*(Run("gcc", name, os.environ.get("CC_GCC"))
              for name in os.environ.get("GCC_KERNELS", "stock kasan").split()),
            Run("clang", base, clang), ContextRun(base, clang),
            OwnCheckRun("stock", os.environ.get("CC_GCC")),
            LookRun("coccinelle", checks.coccinelle), SparseRun(base, clang),
            LookRun("tokens", checks.tokens)]
