# SPDX-License-Identifier: GPL-2.0-only
"""The planted bugs: the table, the attacks in virtual machines, and their verdicts."""

import ast
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

import tally
from replanting import read_replants

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
VM = os.path.join(ROOT, "tools/vm/vm")
MACHINES = 2        # at the same time
PROCESSORS = 3      # in each: two that may hang each other, and one that notices
TIME_LIMIT = 150    # seconds for an attack, which ends itself before
LATE = "did not end in time"        # no verdict: the machine was too slow or too busy
COULD_NOT = "could not run: "           # and this is none
TRIES = 3

# A pair of drivers: the table of bugs, the folders of the unsafe driver, of the safe one and of the
# attacks, what follows the driver's name in that of its node, and what the machine needs.
Pair = collections.namedtuple("Pair", "safe unsafe table unsafe_files safe_files attacks number machine")
PAIRS = {
    "parcel": Pair("parcel", "parcel_unsafe", "driver/unsafe/bugs.def", "driver/unsafe/*.[ch]",
                   "driver/safe/*.[ch]", "attacks", "", []),
    "edu": Pair("edu", "edu_unsafe", "driver/edu/bugs.def", "driver/edu/unsafe.c",
                "driver/edu/*.[ch]", "edu", "0", ["--device", "edu"]),
    # No bug is planted in this one: it is what safe Rust makes of the same device.
    "rust": Pair("parcel", "parcel_rust", "driver/unsafe/bugs.def", "driver/rust/*.rs",
                 "driver/safe/*.[ch]", "attacks", "", []),
}
PARCEL, RUST = PAIRS["parcel"], PAIRS["rust"]

Bug = collections.namedtuple("Bug", "name where detector report operation cwe weakness cve "
                             "stock stock_words safe_words safe_function kernels rust")
Result = collections.namedtuple("Result", "text status alive log")
NotStopped = collections.namedtuple("NotStopped", "mistake remains shown rust")

PANIC, OOPS, HANG = 121, 122, 124       # of tools/vm/vm

# The distribution's kernels: hardened, and without a sanitizer.
STOCK = ("stock", "arm64", "arm64-16k")

# What the console says, and which protection that is.  The first that fits counts.
STOPPED_BY = (
    (r"kernel BUG at mm/slub\.c", "slab freelist hardening"),
    (r"list_(add|del) corruption", "list hardening"),
    (r"usercopy: Kernel memory \w+ attempt", "hardened usercopy"),
    (r"detected (buffer overflow|field-spanning)", "FORTIFY_SOURCE"),
    (r"refcount_t: ", "refcount saturation"),
    (r"stack-protector: ", "the stack protector"),
    (r"BUG: KASAN: ", "KASAN"),
    (r"general protection fault, .* non-canonical address 0xdead0000000001", "list poisoning"),
    (r"BUG: kernel NULL pointer dereference", "the empty page at address 0"),
    (r"BUG: unable to handle|general protection fault", "the processor"),
    # In the words of Arm.
    (r"Unable to handle kernel .* at virtual address dead0000000001", "list poisoning"),
    (r"Unable to handle kernel NULL pointer dereference", "the empty page at address 0"),
    (r"Unable to handle kernel ", "the processor"),
    (r"Internal error: ", "the processor"),
)

# Whose data races count.
MODULES = "parcel|edu"

# What an attack calls says what it needs. With an administrator beside it, it begins as root, does
# no more than that with it, and attacks as an ordinary user. And what counts work needs a machine
# whose clock counts instructions, so that a busy host does not matter.
BESIDE_ROOT = "_begin_beside_root("
COUNTED = "counted_ns("
LEAKED = "Objects remaining"

NO_COMPILER = "What no compiler stops, in C or Rust"

# The verdicts: what an attack says first when it had what it wanted.
HARM = ("leaks", "corrupts", "exhausts", "crashes", "hangs", "wrong result", "masked")

STAMP = re.compile(r"^\[ *\d+\.\d+\] ?", re.M)


class AttackError(Exception):
    """One sentence that says what is wrong and what to do."""


# The table ----------------------------------------------------------------------

def read_bugs(pair=PARCEL):
    """The table that the driver, the attacks and KUnit share."""
    with open(os.path.join(ROOT, pair.table), encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
    bugs = []
    for name, where, detector, words in re.findall(
            r"^PLANTED\((\w+),\s*(\w+),\s*(\w+),(.*?)\)$", text, re.S | re.M):
        try:
            bugs.append(Bug(name, where, detector, *ast.literal_eval(f"({words})")))
        except (SyntaxError, TypeError, ValueError) as error:
            raise AttackError(f"{pair.table}: cannot read the entry of {name}: {error}") from error
    if not bugs:
        raise AttackError(f"{pair.table} has no entry")
    return bugs if pair is not RUST else \
        [bug._replace(stock=verdict, stock_words=words, kernels="rust")
         for bug in bugs for verdict, words in [read_rust_verdicts().get(bug.name, ("refused", ""))]
         if verdict != "not tried"]


def read_rust_verdicts():
    """What an attack comes to on the driver in Rust, where it is not refused."""
    with open(os.path.join(ROOT, "driver/rust/verdicts"), encoding="utf-8") as file:
        return {name: (verdict, words) for name, verdict, words in
                re.findall(r"^(\w+)\s+([a-z ]+): (.*)$", file.read(), re.M)}


def is_careful(pair, driver):
    """Is this one written to refuse, so that it is to be alive afterwards?"""
    return driver == pair.safe or pair is RUST


def parts(bugs, pair=PARCEL):
    """Those that own does not let compile or Rust does not let happen, and those left to people."""
    refused = {one.bug for one in read_replants(driver=pair.safe) if not one.compiles}
    left = [bug for bug in bugs if bug.name not in refused and bug.rust.startswith("allowed: ")]
    return [bug for bug in bugs if bug not in left], left


def read_not_stopped():
    """What stands in the table because own does not stop it."""
    with open(os.path.join(ROOT, PARCEL.table), encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
    return [NotStopped(*ast.literal_eval(f"({words})"))
            for words in re.findall(r"^NOT_STOPPED\((.*?)\)$", text, re.S | re.M)]


# Running ------------------------------------------------------------------------

def calls(pair, name, function):
    """Does the attack of this name call that?"""
    path = os.path.join(ROOT, "tests", pair.attacks, f"attack_{name}.c")
    with open(path, encoding="utf-8") as file:
        return function in file.read()


def build(kernel):
    """Modules and programs; what the compiler says is shown only if it fails."""
    done = subprocess.run([os.path.join(ROOT, "tools/build"), kernel], stdout=subprocess.PIPE,
                          text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout)
        raise AttackError("the build failed, see above")


def guest_script(kernel, pair, driver, names):
    """What the guest does: each attack; then, is the safe driver alive, and lockdep awake?"""
    load = f"insmod {driver}.ko" + (" i_understand=1" if not is_careful(pair, driver) else "")
    if driver == PAIRS["edu"].safe:
        load += " timeout=60000"            # a busy host may let the device wait
    node = f"/dev/{driver}{pair.number}"
    if driver == RUST.unsafe:
        load += f" && chmod 666 {node}"     # the crate has no mode for a misc device
    # KCSAN watches one access of many. An attack is a loop, and a number that shares no factor with
    # the length of the loop meets every access in it, sooner or later.
    lines = [f"{load} || exit 99",
             "[ ! -e /sys/module/kcsan ] || echo 97 > /sys/module/kcsan/parameters/skip_watch"]
    bugs = {bug.name: bug for bug in read_bugs(pair)}
    for name in names:
        # A driver that hangs would hang who asks.
        for program in (f"attack_{name}", "alive") if is_careful(pair, driver) else (f"attack_{name}",):
            command = f"{pair.attacks}/{program} {node}"
            if program == "alive" or not calls(pair, name, BESIDE_ROOT):
                command = f"su student -c 'exec {command}'"
            lines += [f"echo '@ {program}'; echo '@ {program}' >/dev/kmsg",
                      command,
                      'echo "@ status $?"']
            # What leaked is named when the driver goes.
            if program != "alive" and bugs[name].report.startswith(LEAKED) and \
                    os.path.basename(kernel) not in STOCK:
                lines.append(f"rmmod {driver}")
            lines.append(f"[ -e {node} ] || {load}")
        if is_careful(pair, driver):
            lines.append("! grep -q 'debug_locks: *0' /proc/lockdep_stats 2>/dev/null || "
                         "echo 'WARNING: lockdep has switched itself off' >/dev/kmsg")
    return "\n".join(lines)


def boot(kernel, pair, driver, names, files, booted):
    """One machine: how the vm command ended, and the console without time stamps."""
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "console")
        processors = ["--icount"] if any(calls(pair, name, COUNTED) for name in names) else \
            ["--cpus", str(PROCESSORS)]
        replaced = [word for path in files for word in ("--file", path)]
        kept = ["--booted", booted] if booted else []
        vm = subprocess.run([VM, "run", *processors, *pair.machine, *replaced, *kept, "--log", log, kernel, "--",
                             guest_script(kernel, pair, driver, names)],
                            stdin=subprocess.DEVNULL, capture_output=True, text=True,
                            errors="replace", check=False,
                            env={"VM_TIMEOUT": str(TIME_LIMIT * len(names)), **os.environ})
        try:
            with open(log, encoding="utf-8", errors="replace") as file:
                console = STAMP.sub("", file.read())
        except FileNotFoundError:
            console = ""
    return vm, console


def run_machine(kernel, driver, names, files=(), pair=PARCEL, booted=None):
    """The results of those attacks that got to run, by name.

    Files replace what was built; the machine goes on from one that is kept in the folder "booted".
    """
    vm, console = boot(kernel, pair, driver, names, files, booted)
    if vm.returncode == 99:
        raise AttackError(f"{driver}.ko did not load: {vm.stderr.strip()}")
    if "@ attack" not in vm.stdout:
        raise AttackError(f"no machine: {vm.stderr.strip() or f'status {vm.returncode}'}")

    # Pieces of "program", what it said, and its status if it came to that.
    pieces = re.findall(r"^@ (attack_\w+|alive)\n(.*?)(?:^@ status (\d+)\n|\Z)", vm.stdout,
                        re.S | re.M)
    results, name = {}, ""
    for program, said, status in pieces:
        if program != "alive":
            name = program.removeprefix("attack_")
            text = said.strip().splitlines()[-1] if said.strip() else ""
            status = int(status) if status else vm.returncode
            if status == HANG:
                text = "hangs: no end in sight"
            elif status >= PANIC:
                text = "crashes: " + stopped_by(part_of_log(console, name), vm.stderr)
            log = part_of_log(console, name)
            if pair is RUST and driver == pair.unsafe and tally.complaints(log, MODULES):
                text = "crashes: " + stopped_by(log, "")    # the attack need not notice
            results[name] = Result(text, status, False, log)
        elif name:
            results[name] = results[name]._replace(alive=status == "0")
    return results


def part_of_log(console, name):
    """What the kernel said while that attack ran."""
    match = re.search(rf"^@ attack_{name}$\n?(.*?)(?=^@ attack_|\Z)", console, re.S | re.M)
    text = match[1] if match else ""
    return re.sub(r"^@ alive$\n?|^(ACPI: PM|reboot|random): .*\n?", "", text, flags=re.M)


def stopped_by(log, said):
    """Which protection ended it, in a few words, and the line that tells."""
    for pattern, protection in STOPPED_BY:
        match = re.search(rf"{pattern}.*", log)
        if match:
            return f"stopped by {protection} ({match[0].strip()})"
    return said.strip().splitlines()[0].removeprefix("vm: ") if said.strip() else "no reason given"


def no_verdict(result, is_safe):
    """Was the machine too slow or too busy to tell?"""
    if not is_safe:
        return result.text.endswith(LATE) or result.text.startswith(COULD_NOT)
    complaints = tally.complaints(result.log, MODULES)
    return all(map(tally.CLOCKS.match, complaints)) and (bool(complaints) or result.text.startswith(COULD_NOT))


def run_all(kernel, bugs, say, apart, pair=PARCEL):
    """Every attack on either driver: {driver: {name: result}}, and the number of boots."""
    # On a test kernel each has its own machine: none finds what another has ruined.
    together = [bug.name for bug in bugs if bug.stock in ("leaks", "wrong result", "masked")
                and os.path.basename(kernel) in STOCK]
    alone = [bug.name for bug in bugs if bug.name not in together]
    counted = [bug.name for bug in bugs if calls(pair, bug.name, COUNTED)]
    uncounted = [bug.name for bug in bugs if bug.name not in counted]
    groups = [(pair.safe, names) for names in (uncounted, counted) if names] if not apart else \
        [(pair.safe, [bug.name]) for bug in bugs]
    if pair is RUST and not apart:
        groups += [(pair.unsafe, names) for names in (uncounted, counted) if names]
    else:
        groups += [(pair.unsafe, [name]) for name in alone]
        groups += [(pair.unsafe, together)] if together else []
    results, by_name = {pair.unsafe: {}, pair.safe: {}}, {bug.name: bug for bug in bugs}
    boots, total = 0, sum(len(names) for _, names in groups)

    with tempfile.TemporaryDirectory() as booted, concurrent.futures.ThreadPoolExecutor(MACHINES) as pool:
        waiting, tried = {}, collections.Counter()

        def start(driver, names):
            # What is tried again gets a machine that has booted anew.
            kept = booted if not any(tried[driver, name] for name in names) else None
            waiting[pool.submit(run_machine, kernel, driver, names, (), pair, kept)] = (driver, names)

        for group in groups:
            start(*group)
        while waiting:
            finished = sum(len(found) for found in results.values())
            say(f"attacks: {finished} of {total} done, in {boots} virtual machines")
            done, _ = concurrent.futures.wait(waiting, return_when="FIRST_COMPLETED")
            for future in done:
                driver, names = waiting.pop(future)
                found = future.result()
                boots += 1
                tried.update((driver, name) for name in found)
                late = [name for name, one in found.items()
                        if no_verdict(one, is_careful(pair, driver)) and tried[driver, name] < TRIES
                        # What a test kernel reports is a verdict, whatever the attack says.
                        and (is_careful(pair, driver) or judge_unsafe(by_name[name], one, kernel))]
                for name in late:
                    say(f"{name} again, on {driver}: {found[name].text}")
                    start(driver, [name])
                results[driver].update((name, one) for name, one in found.items()
                                       if name not in late)
                # One that ended the machine took the rest with it: they get another.
                rest = [name for name in names if name not in found]
                if rest:
                    start(driver, rest)
    return results, boots


def try_again(kernel, names, results, pair=PARCEL):
    """A second machine for attacks on the unsafe driver; how many machines that took."""
    for name in names:
        results[pair.unsafe].update(run_machine(kernel, pair.unsafe, [name], (), pair))
    return len(names)


# Judging ------------------------------------------------------------------------

def judge_unsafe(bug, result, kernel):
    """Why this is not the stated verdict, or nothing."""
    kernel = os.path.basename(kernel)
    verdict = result.text.partition(":")[0]
    if kernel in ("kasan", "kcsan") and bug.detector != "CONTENT":
        prefix = "" if bug.detector == "CONSOLE" else f"BUG: {bug.detector}: "
        if prefix + bug.report in result.log:
            return ""
        return f"the kernel did not report \"{prefix}{bug.report}\"; the attack: \"{result.text}\""
    if verdict != bug.stock:
        return f"said \"{result.text}\", and the table says: {bug.stock}"
    if not any(words in result.text for words in bug.stock_words.split("|")):
        return f"\"{result.text}\" lacks \"{bug.stock_words}\""
    return ""


def judge_safe(bug, result):
    """Why this is no refusal, or nothing."""
    if result.status != 1 or not result.text.startswith("refused: "):
        return f"it was not refused: \"{result.text}\", status {result.status}"
    if bug.safe_words not in result.text:
        return f"the safe driver said \"{result.text}\", and the table says: {bug.safe_words}"
    complaints = tally.complaints(result.log, MODULES)
    if complaints:
        return f"the kernel complained of the safe driver: {complaints[0]}"
    if not result.alive:
        return "the safe driver did not work any more afterwards"
    return ""


def judge(bugs, results, kernel, pair=PARCEL):
    """For each bug what is wrong with either verdict: {name: (unsafe, safe)}, "" if nothing."""
    return {bug.name: (told(judge_unsafe(bug, results[pair.unsafe][bug.name], kernel),
                            results[pair.unsafe][bug.name]),
                       told(judge_safe(bug, results[pair.safe][bug.name]),
                            results[pair.safe][bug.name])) for bug in bugs}


def told(fault, result):
    """A fault; or that there is no verdict, which fails, too, and accuses nobody."""
    if fault and result.text.startswith(COULD_NOT) and no_verdict(result, True):
        return f"inconclusive: \"{result.text}\": this machine may be too slow or too busy; try it alone"
    return fault


def verdicts_path(kernel, pair=PARCEL):
    """Where the last verdicts on a kernel are kept."""
    name = os.path.basename(kernel) + (f"-{pair.safe}" if pair.safe != "parcel" else "")
    return os.path.join(ROOT, "build/verdicts", f"{name}.json")


def keep_verdicts(kernel, results, faults, pair=PARCEL):
    """For the evidence: what was said, and whether it is what the table says."""
    kept = {name: {"unsafe": results[pair.unsafe][name].text, "unsafe_wrong": unsafe,
                   "safe": results[pair.safe][name].text, "safe_wrong": safe}
            for name, (unsafe, safe) in faults.items()}
    path = verdicts_path(kernel, pair)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w", encoding="utf-8") as file:
        json.dump(kept, file, indent=1)
    os.replace(path + ".new", path)


def bugs_of(bugs, kernel):
    """Those that have a verdict on this kernel."""
    name = os.path.basename(kernel)
    found = [bug for bug in bugs if ("stock" if name in STOCK else name) in bug.kernels.split()]
    if not found:
        raise AttackError(f"no attack has a verdict on the kernel {kernel}")
    return found
