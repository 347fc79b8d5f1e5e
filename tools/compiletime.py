# SPDX-License-Identifier: GPL-2.0-only
"""How much a compiler has to do for own, beside C by hand, in instructions that it executes.

The compiler proper runs in QEMU's user mode with the plugin tests/bench/insns.c. Its count is
the same each time, however busy the machine is; no clock is looked at.
"""

import concurrent.futures
import glob
import os
import platform
import re
import shlex
import subprocess
import tempfile

import kernelcc
from kernelcc import TOP, read, write

DECLARED = os.path.join(TOP, "tests", "cost", "compile")
# The numbers there hold for this gcc.
JUDGED = 12
MARGIN = 0.05
DRIVERS = {"own": "driver/safe", "by hand": "tests/cost/byhand"}
# Owners in a function: what one more costs is told by two numbers, how that grows by a third.
FEW, SOME, MANY = 20, 60, 180
GROWS = "linear"

HEAD = {"own": """#include <linux/slab.h>
#include <own/box.h>
struct parcel { struct list_head node; size_t len; };
DEFINE_OWN(parcel_own, struct parcel, OWN_KMALLOC);
int parcel_check(const struct parcel *parcel);
void parcel_send(struct parcel_own parcel);
int owners(void);
int owners(void)
{
""", "by hand": """#include <linux/cleanup.h>
#include <linux/slab.h>
struct parcel { struct list_head node; size_t len; };
int parcel_check(const struct parcel *parcel);
void parcel_send(struct parcel *parcel);
int owners(void);
int owners(void)
{
"""}
NEW = {"own": """	own_auto(parcel_own, pN, own_alloc(parcel_own, GFP_KERNEL));
	if (own_none(pN))
		return own_err(pN);
""", "by hand": """	struct parcel *pN __free(kfree) = kzalloc(sizeof(*pN), GFP_KERNEL);
	if (!pN)
		return -ENOMEM;
"""}
# What is done with each owner, on both sides.
FORMS = {
    "written": ("\town_mut(pN)->len = N;\n", "\tpN->len = N;\n"),
    "lent": ("\t{\n\t\town_borrow(lent, pN);\n\t\tif (parcel_check(lent))\n\t\t\treturn -N;\n\t}\n",
             "\t{\n\t\tconst struct parcel *lent = pN;\n\t\tif (parcel_check(lent))\n\t\t\treturn -N;\n\t}\n"),
    "handed-on": ("\town_mut(pN)->len = N;\n\tparcel_send(own_take(pN));\n",
                  "\tpN->len = N;\n\tparcel_send(no_free_ptr(pN));\n"),
    "linear": ("\town_linear(parcel_own, qN, own_take(pN));\n\town_mut(qN)->len = N;\n"
               "\tparcel_send(own_take(qN));\n",
               "\tpN->len = N;\n\tparcel_send(no_free_ptr(pN));\n"),
}
SIDES = ("own", "by hand")
ENGLISH = {**os.environ, "LC_ALL": "C"}
# One instruction clears or copies a block; QEMU would count it for each byte.
CPU = {"x86_64": ["-cpu", "max,-erms,-fsrm"]}


class CountError(Exception):
    """One sentence about what is wrong and what to do."""


def source(form, side, number):
    """A function with so many owners."""
    each = NEW[side] + FORMS[form][SIDES.index(side)]
    return HEAD[side] + "".join(re.sub(r"N\b", str(i + 1), each) for i in range(number)) \
        + "\treturn 0;\n}\n"


class Counter:
    """Counts what the compiler proper executes."""

    def __init__(self, compiler, folder):
        self.words, self.folder = kernelcc.command("base", compiler) + ["-w"], folder
        self.qemu, self.plugin = f"qemu-{platform.machine()}", os.path.join(folder, "insns.so")
        if subprocess.run([os.path.join(TOP, "tools", "setup"), "cost"], check=False).returncode:
            raise CountError(f"{self.qemu} is missing: see above")
        said = subprocess.run([self.qemu, "--version"], capture_output=True, text=True, check=True).stdout
        version = 1 if int(re.search(r"version (\d+)", said)[1]) < 9 else 4
        subprocess.run(["gcc", "-O2", "-Wall", "-fPIC", "-shared", "-fvisibility=hidden",
                        f"-DPLUGIN_VERSION={version}", "-o", self.plugin,
                        os.path.join(TOP, "tests", "bench", "insns.c")], check=True)

    def count(self, path):
        """The instructions for one file."""
        place = tempfile.mkdtemp(dir=self.folder)
        done = subprocess.run([*self.words, "-I" + os.path.dirname(path), "-###", "-S", "-o",
                               "/dev/null", path],
                              capture_output=True, text=True, check=False, env=ENGLISH)
        line = next((line for line in done.stderr.splitlines() if re.match(r" \S*/cc1 ", line)), None)
        if not line:
            raise CountError(f"it is not seen how {self.words[0]} calls its compiler:\n{done.stderr[-500:]}")
        out = os.path.join(place, "count")
        done = subprocess.run([self.qemu, *CPU.get(platform.machine(), []), "-plugin",
                               f"{self.plugin},out={out}", *shlex.split(line)],
                              capture_output=True, text=True, check=False, env=ENGLISH)
        if done.returncode:
            raise CountError(f"{os.path.relpath(path, TOP)} is not compiled in {self.qemu}:\n{done.stderr[-800:]}")
        return int(read(out))


def counts(compiler):
    """What each file needs: (form, side, owners) or (file, side) to instructions."""
    with tempfile.TemporaryDirectory() as folder:
        counter, paths = Counter(compiler, folder), {}
        for form in FORMS:
            for side in SIDES:
                for number in (FEW, SOME, MANY) if (form, side) == (GROWS, "own") else (FEW, SOME):
                    path = os.path.join(folder, f"{form}-{side.split()[-1]}-{number}.c")
                    write(path, source(form, side, number))
                    paths[form, side, number] = path
        for side, driver in DRIVERS.items():
            for path in glob.glob(os.path.join(TOP, driver, "*.c")):
                paths[os.path.basename(path), side] = path
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            # Two forms are the same by hand; files of two folders include other headers.
            texts = {path: (os.path.dirname(path), read(path)) for path in paths.values()}
            first = {text: path for path, text in texts.items()}
            jobs = {text: pool.submit(counter.count, path) for text, path in first.items()}
            return {key: jobs[texts[path]].result() for key, path in paths.items()}


def figures(found):
    """What is judged: a name to a ratio; and the table's lines."""
    judged, lines = {}, [f"{'':20}{'own':>12}{'by hand':>12}{'ratio':>8}   millions of instructions"]
    for form in FORMS:
        each = {side: (found[form, side, SOME] - found[form, side, FEW]) / (SOME - FEW) for side in SIDES}
        judged[form] = each["own"] / each["by hand"]
        lines.append(f"{form:20}{each['own'] / 1e6:>12.1f}{each['by hand'] / 1e6:>12.1f}{judged[form]:>8.2f}   "
                     "for one owner more in a function")
        if form == GROWS:
            more = (found[form, "own", MANY] - found[form, "own", SOME]) / (MANY - SOME)
            judged["growth"] = more / each["own"]
            lines.append(f"{'  growth':20}{more / 1e6:>12.1f}{'':>12}{judged['growth']:>8.2f}   "
                         f"the same from {SOME} to {MANY} owners, beside {FEW} to {SOME}")
    files = {side: {key[0]: number for key, number in found.items() if key[1:] == (side,)} for side in SIDES}
    sides = {side: sum(files[side].values()) for side in SIDES}
    judged["driver"] = sides["own"] / sides["by hand"]
    lines.append(f"{'driver':20}{sides['own'] / 1e6:>12.0f}{sides['by hand'] / 1e6:>12.0f}{judged['driver']:>8.2f}   all of it; "
                 + ", ".join(f"{name} {number / files['by hand'][name]:.2f}"
                             for name, number in sorted(files["own"].items()) if name in files["by hand"]))
    return judged, lines


def compare(compiler):
    """Measure and judge; how many figures passed and failed."""
    judged, lines = figures(counts(compiler))
    print("\n".join(lines))
    version = subprocess.run([compiler, "-dumpversion"], capture_output=True, text=True, check=True).stdout
    if int(version.split(".")[0]) != JUDGED:
        print(f"{compiler} {version.strip()} was measured and not judged: the declared numbers are for gcc {JUDGED}")
        return len(judged), 0
    declared = {name: float(ratio) for name, ratio in re.findall(r"^([\w-]+)\s+([\d.]+)$", read(DECLARED), re.M)}
    failed = 0
    for name in sorted(set(judged) | set(declared)):
        if name not in judged or name not in declared:
            print(f"{name}: {'measured' if name in judged else 'declared'} only; see tests/cost/compile")
            failed += 1
        elif judged[name] > declared[name] * (1 + MARGIN):
            print(f"{name}: {judged[name]:.2f}, and tests/cost/compile declares {declared[name]:.2f}")
            failed += 1
        elif judged[name] < declared[name] * (1 - MARGIN):
            print(f"{name}: {judged[name]:.2f}, declare it: tests/cost/compile says {declared[name]:.2f}")
    return len(set(judged) | set(declared)) - failed, failed
