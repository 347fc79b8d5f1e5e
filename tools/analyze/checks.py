# SPDX-License-Identifier: GPL-2.0-only
"""The checks of "make analyze", each a function from files to findings.

A finding is (file, line, sentence).  Only findings in the given files or in
headers beside them count; the kernel's own headers are the kernel's business.
"""

import glob
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import kernelcc                                         # pylint: disable=wrong-import-position
import mirror                                           # pylint: disable=wrong-import-position

# The kernel whose configuration and headers are used, and the compiler.
KERNEL = os.environ.get("KERNEL") or "base"
CLANG = os.environ.get("CC_CLANG") or "clang-22"
SPARSE = ["sparse", "-D__linux__", "-Dlinux", "-D__STDC__", "-Dunix", "-D__unix__", "-Wbitwise",
          "-Wno-return-void", "-Wno-unknown-attribute",
          # What sparse 0.6.4 does not know, and the headers of Linux 7.x count on.
          "-D__typeof_unqual__=__typeof__", "-D__builtin_strlen(text)=(sizeof(text) - 1)"]
DIAGNOSTIC = re.compile(r"(.+?):(\d+):(?:\d+:)? (?:fatal )?(error|warning): (.*)")


class CheckError(Exception):
    """One sentence about what is missing and what to do."""


def need(program, what):
    """A program that a check is made of."""
    if not shutil.which(program):
        raise CheckError(f"{program} is not installed, so {what} is not checked: "
                         f"run tools/setup analyze, or install it")


def read(path):
    """All of a text file."""
    with open(path, encoding="utf-8") as file:
        return file.read()


# What a compiler says ---------------------------------------------------------

def context_words(build):
    """Clang's context analysis, as scripts/Makefile.context-analysis switches it on."""
    suppressed = os.path.join(build, "source/scripts/context-analysis-suppression.txt")
    return ["-DWARN_CONTEXT_ANALYSIS", "-fexperimental-late-parse-attributes",
            "-Wthread-safety", "-Wthread-safety-pointer", "-Wthread-safety-beta",
            f"--warning-suppression-mappings={suppressed}"]


def diagnostics(output, folder):
    """The findings in what a compiler or sparse printed; paths are relative to folder."""
    found = []
    for line in output.splitlines():
        match = DIAGNOSTIC.match(line)
        if match:
            path = os.path.realpath(os.path.join(folder, match[1]))
            found.append((path, int(match[2]), match[4]))
    return found


def context_sentence(text):
    """What clang says about a permission, in the words of the library."""
    match = re.match(r"(calling function|reading variable|writing variable) '(\S+)' requires "
                     r"holding a borrow of '(.+?)'( exclusively)?", text)
    if match:
        what, name, held, mut = match.groups()
        borrow = "a borrow mut" if mut else "a borrow"
        if what != "calling function":
            verb = "read" if what.startswith("reading") else "written"
            return (f"own: member '{name}' is {verb} without {borrow} of an object of its "
                    "type (like Rust E0382, E0594, E0597)")
        owner = re.fullmatch(r"(\w+)\.__object(->__permission)?", held)
        if owner:
            return (f"own: {name}() is given the object of '{owner[1]}', which was taken, "
                    f"dropped or borrowed since, or is out of scope (like Rust E0382, E0505)")
        held = held.removesuffix("->__permission")
        return (f"own: {name}() wants {borrow} of '{held}', which is not had from an owner, a "
                "borrow or a guard in scope here (like Rust E0499, E0597)")
    match = re.match(r"cannot call function '(\S+)' while a spinlock of", text)
    if match:
        return f"own: {match[1]}() may sleep, but a spinlock is held in this scope"
    return re.sub(r" \[-W[\w,=-]+\]$", "", text)


def is_context(text):
    """Is this the context analysis, or an error that kept it from looking?"""
    return "[-Wthread-safety" in text or not re.search(r"\[-W[\w,=-]+\]$", text)


# Files by themselves ----------------------------------------------------------

def context(files, words=()):
    """Clang's context analysis of files, as objects of a module."""
    need(CLANG, "what the context analysis sees")
    build = kernelcc.build_folder(KERNEL, CLANG)
    command = kernelcc.command(KERNEL, CLANG) + context_words(build) + list(words)
    found = []
    for path in files:
        done = subprocess.run([*command, "-fsyntax-only", path], capture_output=True, text=True,
                              check=False)
        found += diagnostics(done.stderr, os.getcwd())
    return [(path, line, context_sentence(text)) for path, line, text in found
            if is_context(text)]


def sparse(files, words=()):
    """Sparse over files, as objects of a module."""
    need("sparse", "what sparse sees")
    command = kernelcc.command(KERNEL, CLANG)[1:] + list(words)
    found = []
    for path in files:
        done = subprocess.run([*SPARSE, *command, path], capture_output=True, text=True,
                              check=False)
        found += diagnostics(done.stderr, os.getcwd())
    return found


# A driver with a Kbuild file --------------------------------------------------

class Driver:
    """An out-of-tree driver, built by kbuild into a folder that goes away again."""

    def __init__(self, folder):
        self.folder = os.path.realpath(folder)
        if not any(os.path.exists(os.path.join(self.folder, name))
                   for name in ("Kbuild", "Makefile")):
            raise CheckError(f"{folder} has no Kbuild file and no Makefile: "
                             "M= wants the folder of a driver")
        self.build = None
        self.output = tempfile.TemporaryDirectory(prefix="own-analyze-")
        self.copy = mirror.mirror(self.folder, self.output.name)

    def files(self):
        """What a person wrote."""
        found = [path for kind in ("c", "h") for path in
                 glob.glob(os.path.join(self.folder, "**", f"*.{kind}"), recursive=True)]
        return sorted(path for path in found if not path.endswith(".mod.c"))

    def make(self, *words):
        """Run kbuild; what was said."""
        # Symbols of the kernel and of other modules are not known here.
        done = subprocess.run(["make", "-s", "-k", "-C", self.build, f"M={self.copy}",
                               f"CC={CLANG}", f"-j{os.cpu_count()}", "KBUILD_MODPOST_WARN=1",
                               *words, "modules"],
                              capture_output=True, text=True, check=False)
        return done.stderr

    def context(self):
        """Clang's context analysis of the driver."""
        need(CLANG, "what the context analysis sees")
        self.build = kernelcc.build_folder(KERNEL, CLANG)
        said = self.make("KCFLAGS=" + shlex.join(["-DOWN_HEADER_WARNINGS",
                                                  *context_words(self.build)]))
        found = [(path, line, context_sentence(text))
                 for path, line, text in diagnostics(said, self.copy) if is_context(text)]
        # What does not build was not looked at, and that is not "no findings".
        found += [(path, line, f"does not build with {CLANG}: {text}")
                  for path, line, text in diagnostics("\n".join(
                      one for one in said.splitlines() if " error: " in one), self.copy)]
        if not found and not glob.glob(os.path.join(self.copy, "**", "*.o"), recursive=True):
            lines = [line for line in said.splitlines() if "rror" in line] or ["make is silent"]
            raise CheckError(f"{self.folder} does not build with {CLANG}: {lines[0]}")
        return found

    def sparse(self):
        """Sparse over the driver; context() has built it."""
        need("sparse", "what sparse sees")
        if not self.build:
            raise CheckError("sparse looks while clang builds, and that was not possible")
        said = self.make("C=2", "CHECK=" + shlex.join(SPARSE))
        return [one for one in diagnostics(said, self.copy)
                if not one[2].endswith("]") or "[-W" not in one[2]]


def own_check(words):
    """What own-check says: of M=FOLDER or of files."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "findings")
        done = subprocess.run([os.path.join(kernelcc.TOP, "tools/own-check"), "--json", path, *words],
                              capture_output=True, text=True, check=False,
                              env={**os.environ, "KERNEL": KERNEL})
        if done.returncode not in (0, 1):
            raise CheckError(done.stderr.strip().removeprefix("own-check: "))
        run = json.loads(read(path))["runs"][0]
    found = []
    for one in run["results"]:
        place = one["locations"][0]["physicalLocation"]
        found.append((os.path.realpath(place["artifactLocation"]["uri"]),
                      place["region"]["startLine"], one["message"]["text"]))
    return found


# What needs no compiler -------------------------------------------------------

def coccinelle(files, rules="own.cocci"):
    """The semantic patches of a file of this folder over files."""
    need("spatch", "what the Coccinelle rules look for")
    found = []
    done = subprocess.run(["spatch", "--very-quiet", "--no-includes", "--macro-file",
                           os.path.join(HERE, "macros.h"), "--sp-file",
                           os.path.join(HERE, rules), *files],
                          capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        match = re.match(r"(.+?):(\d+): (own: .*)", line)
        if match:
            found.append((os.path.realpath(match[1]), int(match[2]), match[3]))
    if done.returncode:
        raise CheckError("spatch failed: " + (done.stderr.strip().splitlines() or ["?"])[-1])
    return found


# Names that look private and are not.
PUBLIC = re.compile(r"__own_(borrows|borrows_mut|consumes|member|sleeps|acquired_before|acquired_after)")
PRIVATE = re.compile(r"\b__(own|OWN|slice|user|work|table|file|revocable)_\w+"
                     r"|\b__\w+_(own|ref)_(object|value|result|drop|exchange|auto_end|linear_end"
                     r"|end|end_member|first|memory)\b|\b\w+_taken_out\b"
                     r"|(?:\.|->)\s*__(object|borrows|error|shared|value|result|rest|lock|data"
                     r"|head|len|lock_type|data_type)\b")
# Macros that strict.h cannot poison: its own library's macros expand to them, or current_cred().
WALKS = re.compile(r"\b(list_(for_each\w*|entry|first_entry\w*|last_entry\w*|next_entry"
                   r"|prev_entry)|rcu_dereference\w*|(kzalloc|kmalloc|kvmalloc|kmem_cache_alloc)_noprof)\s*\(")


def without_comments(text):
    """The same lines, without what is in comments and strings."""
    def blank(match):
        kept = match[0] if match[0].startswith(("#include", "# include")) else ""
        return kept or re.sub(r"[^\n]", " ", match[0])
    return re.sub(r"#\s*include[^\n]*|/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])+'",
                  blank, text, flags=re.S)


def explained(lines, at):
    """Is there a SAFETY: comment on a line, or above it before a line that ends something?"""
    for line in reversed(lines[max(0, at - 10):at + 1]):
        if "SAFETY:" in line:
            return True
        if line is not lines[at] and re.search(r"^}|^\s*$", line):
            return False
    return False


def closing(text, at):
    """Behind the bracket that closes the one at a place."""
    depth = 0
    for match in re.compile(r"[][(){}]").finditer(text, at):
        depth += 1 if match[0] in "([{" else -1
        if not depth:
            return match.end()
    return len(text)


def pieces(text, separator):
    """Text between separators that are in no brackets."""
    found, start, at = [], 0, 0
    while at < len(text):
        if text[at] in "([{":
            at = closing(text, at)
            continue
        if text[at] == separator:
            found.append(text[start:at].strip())
            start = at + 1
        at += 1
    return [*found, text[start:].strip()]


# Members that an object's end has to name -------------------------------------

LOCKED = r"OWN_LOCKED(?:_IRQ|_BH)?\([^()]*,\s*struct\s+(\w+)\s*\)\s*(\w+)"


class Types:
    """The structures of some files, and which types of members own."""

    def __init__(self, texts):
        self.bodies, self.functions = {}, {}
        self.owning = {"own_revocable"}
        for text in texts:
            for match in re.finditer(r"\bstruct\s+(\w+)\s*{", text):
                body = text[match.end():closing(text, match.end() - 1) - 1]
                self.bodies.setdefault(match[1], body)
            for match in re.finditer(r"\b(\w+)\s*\([^;(){}]*\)\s*{", text):
                self.functions[match[1]] = text[match.end():closing(text, match.end() - 1)]
            for match in re.finditer(r"\b(?:DEFINE|DECLARE)_OWN(\w*)\s*\(\s*(\w+)", text):
                self.owning |= ({match[2]} if match[1] in ("_QUEUE", "_TABLE", "_RCU_TABLE") else
                                {match[2] + end for end in ("_slot", "_once", "_rcu")})

    def members(self, name, seen=()):
        """The members of a structure that own: (lock or None, member) each."""
        for piece in pieces(self.bodies.get(name, ""), ";"):
            locked = re.match(LOCKED, piece)
            plain = re.match(r"struct\s+(\w+)\s+(\w+)", piece)
            if not (locked or plain):
                continue
            kind, member = (locked or plain).groups()
            if kind in self.owning or re.search(r"_(own|ref)_(slot|once|rcu)$", kind):
                yield None, member
            elif kind not in seen:
                for lock, inner in self.members(kind, (*seen, name)):
                    if locked and not lock:
                        yield member, inner
                    elif plain and lock:
                        yield f"{member}.{lock}", inner
                    elif plain:
                        yield None, f"{member}.{inner}"


def seen_from(path, text):
    """What the structures of a file are: its own, and those of the headers beside it."""
    headers = glob.glob(os.path.join(os.path.dirname(path), "*.h"))
    return Types([text, *(without_comments(read(one)) for one in sorted(headers) if one != path)])


def left_out(path, text):
    """Members that own and that no step of an object's end names."""
    found, types = [], None
    for match in re.finditer(r"^(?:DEFINE|IMPLEMENT)_OWN(_RCU)?\s*\(", text, re.M):
        words = pieces(text[match.end():closing(text, match.end() - 1) - 1], ",")
        if match[1]:
            del words[2:3]              # how the end is put off
        if len(words) < 3:
            continue
        tag, name = words[0], words[1].removeprefix("struct").strip()
        steps = re.sub(r"\s+", "", ",".join(words[3:]))
        types = types or seen_from(path, text)
        for function in re.findall(r"own_run\((\w+)\)", steps):
            # One that is elsewhere may do it all.
            steps += types.functions.get(function, "*")
        for place in types.members(name):
            words = [word for word in place if word]
            if "*" in steps or all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", steps)
                                   for word in words):
                continue
            found.append((path, text.count("\n", 0, match.start()) + 1,
                          f"own: member '{'.'.join(words)}' of struct {name} owns, and the end "
                          f"of '{tag}' does not name it"))
    return found


# What a module waits for when it goes -----------------------------------------

EXIT = re.compile(r"^(module_exit|module_\w+_driver|module_misc_device)\s*\(", re.M)


def not_waited(path, text):
    """Exits that do not wait for what has yet to call the module: RCU, and timers."""
    leaves = EXIT.search(text)
    if not leaves:
        return []
    folder = os.path.dirname(path)
    # A folder of cases has a module in each file, and a driver has one in all of them.
    beside = [] if re.search(r"/tests/\w+$", folder) else glob.glob(os.path.join(folder, "*.[ch]"))
    texts = [text, *(without_comments(read(one)) for one in sorted(beside) if one != path)]
    line = text.count("\n", 0, leaves.start()) + 1
    found = []
    for name in re.findall(r"^DEFINE_OWN_TIMER\s*\(\s*(\w+)", "\n".join(texts), re.M):
        if not any(re.search(rf"\b{name}_(stop|cancel)\s*\(", one) for one in texts):
            found.append((path, line, f"own: nothing stops the timer '{name}' when this module goes; "
                                      f"call {name}_stop()"))
    if any("own_rcu_barrier" in one for one in texts):
        return found
    for one in texts:
        for match in re.finditer(r"^(?:DEFINE|IMPLEMENT)_OWN_RCU\s*\(", one, re.M):
            words = pieces(one[match.end():closing(one, match.end() - 1) - 1], ",")
            # The kernel frees what is memory only.
            if len(words) > 4 or words[-1] not in ("OWN_KMALLOC", "OWN_KVMALLOC"):
                return [*found, (path, line,
                                 f"own: RCU may have yet to call the end of '{words[0]}' when this "
                                 "module is gone; call own_rcu_barrier() when it exits")]
    return found


# Where 'continue' goes --------------------------------------------------------

LOOPS = re.compile(r"for|while|do|\w*for_each\w*")


class Statements:
    """The statements of a text, as far as is needed to see what a 'continue' leaves."""

    def __init__(self, text):
        self.text = text
        self.words = [(match[0], match.start()) for match in re.finditer(r"\w+|[^\s\w]", text)
                      ] + [("}", len(text))]
        self.found = []

    def behind(self, at):
        """Behind the bracket that closes the one at a word."""
        depth = 0
        while at < len(self.words) - 1:
            word = self.words[at][0]
            depth += (word in "([{") - (word in ")]}")
            at += 1
            if not depth:
                break
        return at

    def statement(self, at, around):
        """Look at a statement; where the next one begins."""
        word, place = self.words[at]
        after = self.words[at + 1][0] if at + 1 < len(self.words) else ""
        if word == "{":
            at += 1
            while self.words[at][0] != "}":
                at = self.statement(at, around)
            return min(at + 1, len(self.words) - 1)
        if word == "do":
            return self.plain(self.statement(at + 1, (*around, "loop")))
        if word in ("case", "default") or after == ":" and word.isidentifier():
            while self.words[at][0] not in ":}":
                at += 1
            return at + 1 if self.words[at][0] == ":" else at
        if after == "(" and (LOOPS.fullmatch(word) or word in ("if", "switch", "own_scoped_guard")):
            inner = ("guard",) if word == "own_scoped_guard" else \
                ("loop",) if LOOPS.fullmatch(word) else ()
            behind = self.behind(at + 1)
            if self.words[behind][0] == ";":
                return behind + 1
            at = self.statement(behind, (*around, *inner))
            if word == "if" and self.words[at][0] == "else":
                return self.statement(at + 1, around)
            return at
        if word == "continue" and around[-1:] == ("guard",) and "loop" in around:
            self.found.append(self.text.count("\n", 0, place) + 1)
        return self.plain(at)

    def plain(self, at):
        """Behind a statement that ends in a semicolon, or in a block that follows a macro."""
        while self.words[at][0] not in ";}":
            if self.words[at][0] == "{" and self.words[at - 1][0] == ")":
                return self.behind(at)
            at = self.behind(at) if self.words[at][0] in "([{" else at + 1
        return at + (self.words[at][0] == ";")

    def functions(self):
        """The lines on which a 'continue' leaves a guard's block and not a turn of a loop."""
        at = 0
        while at < len(self.words) - 1:
            if self.words[at][0] == "{" and at and self.words[at - 1][0] == ")":
                at = self.statement(at, ())
            else:
                at = self.behind(at) if self.words[at][0] in "([{" else at + 1
        return self.found


def tokens(files):
    """Private names, unexplained unsafe, forgotten members, and what strict.h leaves to this."""
    found = []
    for path in files:
        source = read(path)
        text = without_comments(source)
        lines = source.splitlines()
        strict = False
        found += left_out(path, text)
        found += not_waited(path, text)
        found += [(path, line, "own: 'continue' in own_scoped_guard() leaves the block, and not "
                   "this turn of the loop around it; lock with own_guard(), or say goto")
                  for line in Statements(text).functions()]
        for number, line in enumerate(text.splitlines(), 1):
            # A suite needs the end that IMPLEMENT_OWN() made.
            for match in () if line.startswith("EXPORT_SYMBOL") else PRIVATE.finditer(line):
                name = re.search(r"\w+$", match[0])[0]
                if not PUBLIC.fullmatch(name):
                    found.append((path, number, f"own: {name} is private to the library; "
                                  "reach it through the macros"))
            if (match := re.search(r"\b(own_unsafe_\w+)\s*\(", line)) \
                    and not explained(lines, number - 1):
                found.append((path, number, f"own: {match[1]}() without a SAFETY: comment that "
                              "says why it is right"))
            if strict and (match := WALKS.search(line)):
                found.append((path, number, f"own: {match[1]}() below strict.h"))
            strict = strict or re.match(r"#\s*include\s*<own/strict\.h>", line) is not None
    return found
