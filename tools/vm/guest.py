# SPDX-License-Identifier: GPL-2.0-only
"""A test VM: an initramfs made on the spot, QEMU, and a verdict.

The guest's /own holds what tools/build left in build/KERNEL/guest, and the files
named with --file.  The exit status is the command's own, or one of the verdicts
below.
"""

import contextlib
import ctypes
import glob
import json
import mmap
import os
import re
import selectors
import shlex
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import termios
import time

import booted
import kernel
import packages

FAILED, PANIC, OOPS, HANG = 120, 121, 122, 124
# Five seconds on an idle machine; a busy one may take its time.
START_TIMEOUT = 180
# Then all is said that the caller asked for. What is damaged may be unable to switch itself off.
OVER, OFF_TIMEOUT = b"over\n", 10
# An emulator trips over code that the kernel patches, now and then: while one processor
# writes an instruction another may keep, for good, the breakpoint that stood there meanwhile.
STARTS = 3
TRIPPED = re.compile(r"Oops: int3: (?:.*\n)*?RIP: 0010:\S+\n")
# It also loses what a processor writes to its interrupt controller while the other makes devices
# come, go or be switched on: that an interrupt is over.  No other gets through any more, and the
# processor, halted, waits for one for ever.  From FIRST_OWN on they are those of timer and
# processors, which the kernel ends before it does anything else: no driver can be the reason.
STALLED = re.compile(rb"rcu: INFO: .*stall")
HALTED, FLAGS = re.compile(r"\bRFL=(\w+) .*\bHLT=1\b"), re.compile(r"\bRFL=(\w+)")
SERVED = re.compile(r"^ISR\s+(\d[\d ]*)", re.M)
ALLOWED = 0x200                         # interrupts are, in the flags
FIRST_OWN = 236
# And it may wait for itself: its edu device, unplugged while it computes, holds the lock for which the
# thread that computes has to wait, and waits for that thread.
SILENT = 3                              # questions, of ten seconds each
# Seconds without a word after which somebody looks whether the machine still serves its timer: not if
# none of its processors takes interrupts at any of so many looks, between which they do run, as the
# time that the emulator used up says. Nothing ends that.
QUIET, LOOKS, BETWEEN = 20, 20, 0.1

HERE = os.path.dirname(os.path.abspath(__file__))
STUDENT = 1000
PASSWD = f"""root::0:0:root:/root:/bin/sh
student::{STUDENT}:{STUDENT}:student:/home/student:/bin/sh
nobody:*:65534:65534:nobody:/:/bin/sh
"""
GROUP = f"root:x:0:\nstudent:x:{STUDENT}:\nnogroup:x:65534:\n"
# The lines by which the kernel says why; the first since the start is the cause.
REASONS = re.compile(r"BUG: .*|kernel BUG at .*|Oops: .*|general protection fault.*"
                     r"|usercopy: .*|detected buffer overflow.*|INFO: task .* blocked .*"
                     r"|rcu: INFO: .*stall.*|WARNING: possible .*|Kernel panic - .*"
                     # Arm's words for an oops.
                     r"|Unable to handle kernel .*|Internal error: .*")
STAMP = re.compile(rb"^\[ *\d+\.\d+\](?:\[ *[TC]\d+\])? ", re.M)


# The programs that load a dynamically linked one, of x86 and of Arm.
LOADER = re.compile(rb"/lib(?:64/ld-linux-x86|/ld-linux-aarch64)")


class GuestError(Exception):
    """One sentence about what is wrong and what to do."""


# The initramfs ----------------------------------------------------------------

class Archive:
    """A cpio archive in the format that the kernel unpacks at boot."""

    def __init__(self):
        self.data = bytearray()
        self.count = 0
        self.folders = set()

    def add(self, name, mode, content=b"", owner=0, device=(0, 0)):
        """One entry; its folders are added before it."""
        name = name.strip("/")
        parent = os.path.dirname(name)
        if parent and parent not in self.folders:
            self.add(parent, stat.S_IFDIR | 0o755)
        if stat.S_ISDIR(mode):
            if name in self.folders:
                return
            self.folders.add(name)
        self.count += 1
        encoded = name.encode() + b"\0"
        fields = (self.count, mode, owner, owner, 1, 0, len(content), 0, 0, *device,
                  len(encoded), 0)
        self.data += b"070701" + b"".join(b"%08X" % field for field in fields) + encoded
        self.data += b"\0" * (-len(self.data) % 4)
        self.data += content
        self.data += b"\0" * (-len(self.data) % 4)

    def add_file(self, name, path):
        """A file or a folder of the host."""
        if os.path.isdir(path):
            self.add(name, stat.S_IFDIR | 0o755)
            for entry in sorted(os.listdir(path)):
                self.add_file(f"{name}/{entry}", os.path.join(path, entry))
            return
        with open(path, "rb") as file:
            content = file.read()
        if content.startswith(b"\x7fELF") and LOADER.search(content, 0, 0x1000):
            raise GuestError(f"{path} is linked dynamically and the guest has no libraries: "
                             "build it with -static")
        mode = 0o755 if os.access(path, os.X_OK) else 0o644
        self.add(name, stat.S_IFREG | mode, content)

    def finish(self):
        """The archive's bytes."""
        self.add("TRAILER!!!", 0)
        return self.data


def busybox():
    """A static busybox: the guest's whole user space."""
    unpacked = os.path.join(kernel.CACHE, "busybox-static")
    for path in ("/bin/busybox", "/usr/bin/busybox", os.path.join(unpacked, "bin/busybox"),
                 os.path.join(unpacked, "usr/bin/busybox")):
        if os.path.exists(path):
            with open(path, "rb") as file:
                if not LOADER.search(file.read(0x1000)):
                    return path
    # Installing it would replace the dynamic one that this machine has.
    if not packages.codename():
        raise GuestError("a statically linked busybox is missing: install one")
    with kernel.Lock("busybox-static"):
        if not os.path.isdir(unpacked):
            kernel.debian_root(packages.codename()).unpack(
                ["busybox-static"], kernel.start_partial(unpacked), "a static busybox")
            kernel.finish_partial(unpacked)
    return busybox()


def busybox_of(machine):
    """The same busybox for another machine."""
    if machine == kernel.X86:
        return busybox()
    if not packages.codename():
        raise GuestError(f"a busybox for {machine} is packaged on Debian only")
    package = "busybox-static:arm64"
    unpacked = os.path.join(kernel.CACHE, package.replace(":", "-"))
    with kernel.Lock(os.path.basename(unpacked)):
        if not os.path.isdir(unpacked):
            kernel.debian_root(packages.codename(), "arm64").unpack(
                [package], kernel.start_partial(unpacked), "a static busybox for Arm")
            kernel.finish_partial(unpacked)
    places = [os.path.join(unpacked, path) for path in ("bin/busybox", "usr/bin/busybox")]
    return next(path for path in places if os.path.exists(path))


def initramfs(files, scripts, machine):
    """What the guest boots into: busybox, init, files under /own, scripts under /vm."""
    archive = Archive()
    program = busybox()
    with open(busybox_of(machine), "rb") as file:
        archive.add("bin/busybox", stat.S_IFREG | 0o755, file.read())
    # One for another machine cannot be asked here.
    applets = subprocess.run([program, "--list"], capture_output=True, text=True, check=True)
    for applet in applets.stdout.split():
        if applet not in ("busybox", "init", "linuxrc"):
            archive.add(f"bin/{applet}", stat.S_IFLNK | 0o777, b"busybox")
    with open(os.path.join(HERE, "init"), "rb") as file:
        archive.add("init", stat.S_IFREG | 0o755, file.read())
    archive.add("dev/console", stat.S_IFCHR | 0o600, device=(5, 1))
    archive.add("dev/null", stat.S_IFCHR | 0o666, device=(1, 3))
    for folder in ("proc", "sys", "tmp", "out", "root", "own", "vm"):
        archive.add(folder, stat.S_IFDIR | 0o755)
    archive.add("home/student", stat.S_IFDIR | 0o755, owner=STUDENT)
    archive.add("etc/passwd", stat.S_IFREG | 0o644, PASSWD.encode())
    archive.add("etc/group", stat.S_IFREG | 0o644, GROUP.encode())
    for path, name in files:
        archive.add_file(f"own/{name}", path)
    for name, text in scripts.items():
        archive.add(f"vm/{name}", stat.S_IFREG | 0o755, text.encode())
    return archive.finish()


# QEMU -------------------------------------------------------------------------

def die_with_parent():
    """Runs in the child: even a killed vm leaves no QEMU behind."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def has_rom(name):
    """Is a firmware image among those that QEMU finds?"""
    folders = subprocess.run(["qemu-system-x86_64", "-L", "help"], capture_output=True,
                             text=True, check=False).stdout.split()
    return any(os.path.exists(os.path.join(folder, name)) for folder in folders)


def read_clock(counter):
    """The processor's counter, and the time when it was read: the best of some tries."""
    best = None
    for _ in range(50):
        before, ticks, after = time.monotonic_ns(), counter(), time.monotonic_ns()
        best = min(best or (after - before, 0, 0), (after - before, ticks, before))
    return best[1:]


def counter_khz():
    """How fast this processor counts, in kHz: what the kernel of a guest finds out at boot.

    The emulator hands the counter on. A kernel that measures it while the host is busy finds a
    frequency that is wrong by far, and then its clock runs away.
    """
    # rdtsc; shl $32, %rdx; or %rdx, %rax; ret
    code = b"\x0f\x31\x48\xc1\xe2\x20\x48\x09\xd0\xc3"
    try:
        page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    except OSError:
        return None     # this host lets nobody write code: the guest has to find out
    with page:
        page.write(code)
        place = ctypes.c_char.from_buffer(page)
        counter = ctypes.CFUNCTYPE(ctypes.c_uint64)(ctypes.addressof(place))
        ticks, begin = read_clock(counter)
        time.sleep(0.05)
        more, end = read_clock(counter)
        del place
    return round((more - ticks) * 1e6 / (end - begin))


def arm_words(options):
    """Arm: the words of the kernel, and the board; no firmware is needed."""
    return (["console=ttyAMA0", "quiet", "panic=-1", "kasan_multi_shot", *options.append],
            ["-machine", "virt", "-accel", "tcg", "-cpu", "cortex-a76"])


def x86_words(options, accelerator):
    """x86: the words of the kernel, and the board."""
    # A busy host is late with the timer that the kernel tests at boot, and its clocks drift
    # apart; a kernel that learns so late patches its own code, at which the emulator may trip.
    words = ["console=ttyS0", "quiet", "panic=-1", "no_timer_check", "kasan_multi_shot"]
    if not options.icount:
        words += ["tsc=reliable"]
        khz = counter_khz() if accelerator == "tcg" else None
        words += [f"tsc_early_khz={khz}"] if khz else []
    words += options.append
    if accelerator == "kvm":
        board = ["-machine", "q35,accel=kvm", "-cpu", "host"]
    else:
        # The least that is hardened as real machines are: more features, slower emulation.
        # Without cmpxchg16b, because QEMU 7.2 leaves garbage in the flags after it, and one
        # boot in three of a kernel that uses it dies of that.
        board = ["-machine", "q35,accel=tcg", "-cpu", "qemu64,+smep,+smap,-cx16"]
    if has_rom("qboot.rom"):
        # Starts the kernel at once; the default firmware takes two seconds.
        board += ["-bios", "qboot.rom"]
    return words, board


def qemu_command(image, initrd, options, accelerator):
    """The command line, serial ports apart."""
    words, board = arm_words(options) if options.machine == kernel.ARM else \
        x86_words(options, accelerator)
    command = [f"qemu-system-{options.machine}", "-no-user-config", "-nodefaults", "-display",
               "none", "-no-reboot", "-m", str(options.memory), "-kernel", image,
               "-initrd", initrd, "-append", " ".join(words), *board]
    if options.icount:
        command += ["-icount", "shift=0,sleep=off"]
    command += ["-smp", str(options.cpus)]
    for device in options.device:
        command += ["-device", device]
    if options.plugin:
        command += ["-plugin", options.plugin]
    return command


def serial_port(index, backend, machine):
    """A serial port; each has an interrupt of its own, since ISA cannot share."""
    if machine == kernel.ARM:
        # The board has one; the others are on PCI.
        return ["-chardev", f"{backend},id=port{index}",
                *(["-device", f"pci-serial,chardev=port{index},addr={index + 1}"] if index else
                  ["-serial", f"chardev:port{index}"])]
    base, line = ((0x3f8, 4), (0x2f8, 3), (0x3e8, 5), (0x2e8, 7))[index]
    return ["-chardev", f"{backend},id=port{index}",
            "-device", f"isa-serial,chardev=port{index},iobase={base:#x},irq={line},index={index}"]


class Console:
    """What the kernel said: kept in a log, searched for the reason of an end."""

    def __init__(self, path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self.path = path
        self.log = open(path, "wb")
        self.text = bytearray()
        self.stalls = 0

    def feed(self, data):
        """More of it."""
        data = data.replace(b"\r", b"")
        seen = max(0, len(self.text) - 80)
        self.text += data
        self.stalls += len(STALLED.findall(self.text, seen))
        self.log.write(data)
        self.log.flush()

    def find(self, pattern):
        """Search it, time stamps taken off."""
        return re.search(pattern, STAMP.sub(b"", bytes(self.text)).decode(errors="replace"))

    def tripped(self):
        """Did it begin with a breakpoint in the kernel's own code, which it has none in?"""
        found = self.find(REASONS)
        return bool(found and TRIPPED.match(found.string, found.start()))

    def reason(self):
        """The first complaint, and where it came from: one line."""
        found = self.find(REASONS)
        if not found:
            return ""
        text = found[0].strip()
        place = re.search(r"(?:RIP: 0010:|\bpc : )(\S+?)\+\S+(?: (\[\w+\]))?", found.string[found.end():])
        if place and place[1] not in text:
            text += f" in {place[1]}" + (f" {place[2]}" if place[2] else "")
        return text


class Monitor:
    """QEMU's monitor."""

    def __init__(self):
        self.ours, self.theirs = socket.socketpair()
        self.unread, self.asked = b"", 0
        self.send({"execute": "qmp_capabilities"})

    def words(self):
        """What QEMU is told about it."""
        return ["-chardev", f"socket,id=monitor,fd={self.theirs.fileno()}",
                "-mon", "chardev=monitor,mode=control"]

    def send(self, command):
        """Say something; what came back until now is of no interest."""
        with contextlib.suppress(OSError):
            self.ours.setblocking(False)
            while self.ours.recv(1 << 16):
                pass
        self.unread = b""
        with contextlib.suppress(OSError):
            self.ours.settimeout(10)
            self.ours.sendall(json.dumps(command).encode() + b"\n")

    def tell(self, words, **more):
        """A line as a person would type it."""
        self.asked += 1
        self.send({"execute": "human-monitor-command", "id": self.asked,
                   "arguments": {"command-line": words, **more}})

    def ask(self, words, **more):
        """The answer; nothing if there is none in ten seconds."""
        self.tell(words, **more)
        while True:
            line, end, self.unread = self.unread.partition(b"\n")
            if not end:
                self.unread = line
                try:
                    more = self.ours.recv(1 << 16)
                except OSError:
                    more = b""
                if not more:
                    return ""
                self.unread += more
            elif (answer := json.loads(line)).get("id") == self.asked:
                return answer.get("return", "")


class Machine:
    """One boot: QEMU and what came out of its serial ports."""

    def __init__(self, image, initrd, options, console, script=None):
        self.console = console
        self.script = script            # what it runs, if that is not in the initramfs
        self.booted = None
        self.control = bytearray()      # ttyS3, as init speaks on it
        self.told = 0                   # how much of it the monitor was told
        self.held = []                  # what is not shown before it is known to count
        self.pipes = {}                 # the end we read -> who is told
        self.errors = tempfile.TemporaryFile()
        sinks = (console.feed, self.copy_to(sys.stdout), self.copy_to(sys.stderr))
        self.processors = options.cpus
        self.obeys = options.monitor
        self.machine = options.machine
        self.monitor = Monitor()
        self.fault = ""                 # what the emulator did wrong
        self.spins = False              # with interrupts off, for ever
        command = qemu_command(image, initrd, options, options.accelerator) + self.monitor.words()
        if script is not None:
            self.booted = booted.Booted(options.booted, command, initrd)
            command += self.booted.words()
            self.control += b"ready\n" if self.booted.exists() else b""
        self.port, port = socket.socketpair()
        theirs = [port.detach()]
        self.pipes[self.port.fileno()] = self.hear
        command += serial_port(3, f"socket,fd={theirs[0]}", self.machine)
        for index, sink in enumerate(sinks):
            ours, their = os.pipe()
            self.pipes[ours] = sink
            theirs.append(their)
            command += serial_port(index, f"file,path=/proc/self/fd/{their}", self.machine)
        try:
            # A group of its own: Ctrl-C reaches us, and we see to QEMU.
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                                            stdout=subprocess.DEVNULL, stderr=self.errors,
                                            pass_fds=[*theirs, self.monitor.theirs.fileno()],
                                            process_group=0, preexec_fn=die_with_parent)
        except FileNotFoundError as error:
            raise GuestError(f"{command[0]} is missing: run tools/setup "
                             + ("arm64" if self.machine == kernel.ARM else "vm")) from error
        finally:
            self.monitor.theirs.close()
            for their in theirs:
                os.close(their)

    def hear(self, data):
        """What init says; lines for QEMU's monitor go on to it."""
        self.control += data
        end = self.control.rfind(b"\n") + 1
        if self.obeys:
            for words in re.findall(rb"^monitor (.*)\n", self.control[self.told:end], re.M):
                self.monitor.tell(words.decode(errors="replace"))
        self.told = max(self.told, end)

    def copy_to(self, stream):
        """What a port says goes on to one of our own streams: at once if somebody watches."""
        def copy(data):
            stream.buffer.write(data)
            stream.flush()
        return copy if stream.isatty() else lambda data: self.held.append((copy, data))

    def show(self):
        """What was held back until now, in whole lines: both of our streams may be one file."""
        left = {}
        for copy, data in self.held:
            lines, end, left[copy] = (left.get(copy, b"") + data).rpartition(b"\n")
            copy(lines + end)
        for copy, data in left.items():
            copy(data)

    def status(self):
        """The command's exit status, or None."""
        match = re.search(rb"^status (\d+)\n", self.control, re.M)
        return int(match[1]) if match else None

    def is_ready(self):
        """Has the command begun?"""
        return b"ready\n" in self.control

    def is_over(self):
        """Is all said, and only the machine's end to come?"""
        return self.status() is not None and self.control.endswith(OVER)

    def find_lost(self):
        """Is a processor halted in the middle of an interrupt?  Then the emulator lost its end."""
        # Only of x86's is known what it loses.
        for processor in range(self.processors if self.machine == kernel.X86 else 0):
            looks = set()
            for _ in range(3):
                halted = HALTED.search(self.monitor.ask("info registers", **{"cpu-index": processor}))
                served = SERVED.search(self.monitor.ask("info lapic", **{"cpu-index": processor}))
                looks.add(int(served[1].split()[-1]) if halted and served and
                          int(halted[1], 16) & ALLOWED else 0)
                time.sleep(0.05)
            if len(looks) == 1 and (number := looks.pop()) >= FIRST_OWN:
                self.fault = f"lost the end of interrupt {number} of processor {processor}"
        return self.fault

    def find_stuck(self):
        """Does the emulator wait for itself?  It does not answer, and no thread of it runs or would."""
        used = self.used()
        for _ in range(SILENT):
            if self.monitor.ask("info status") or self.thread_states() != {"S"}:
                return False
        self.fault = "waits for itself" if self.used() == used else ""
        return self.fault

    def find_spin(self):
        """Do all processors run with interrupts off, whenever one looks?"""
        for _ in range(LOOKS if self.machine == kernel.X86 else 0):
            for processor in range(self.processors):
                seen = self.monitor.ask("info registers", **{"cpu-index": processor})
                flags = FLAGS.search(seen)
                if not flags or int(flags[1], 16) & ALLOWED or HALTED.search(seen):
                    return False
            ran, end = self.used(), time.monotonic() + QUIET
            while self.used() < ran + BETWEEN:
                if time.monotonic() > end:
                    return False        # the host is busy, or it sleeps
                time.sleep(0.02)
        if self.machine != kernel.X86:
            return False
        self.spins = True
        # For who wonders where.
        for processor in range(self.processors):
            for words in ("info registers", "x /64gx $sp"):
                self.console.feed(f"vm: processor {processor}: {self.monitor.ask(words, **{'cpu-index': processor})}\n"
                                  .encode())
        return True

    def used(self):
        """Seconds of a processor of the host that QEMU has used up."""
        with contextlib.suppress(OSError), open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(") ")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return 0

    def thread_states(self):
        """Of the threads of QEMU, as in /proc/PID/stat."""
        states = set()
        for path in glob.glob(f"/proc/{self.process.pid}/task/*/stat"):
            with contextlib.suppress(OSError), open(path, encoding="ascii") as file:
                states.add(file.read().rpartition(") ")[2][:1])
        return states

    def waited(self):
        """Seconds that a thread of QEMU, the one that it hit worst, was ready and the host busy."""
        worst = 0
        for path in glob.glob(f"/proc/{self.process.pid}/task/*/schedstat"):
            try:
                with open(path, encoding="ascii") as file:
                    worst = max(worst, int(file.read().split()[1]))
            except OSError:
                continue                # a thread that has ended since
        return worst / 1e9

    def watch(self, timeout, start=START_TIMEOUT):
        """Pass on what the ports say until QEMU ends; False if the time ran out.

        Time in which the host had no processor for it does not count.
        """
        end = time.monotonic() + start
        begun, over, looked, allowed, waited, heard = False, False, 0, 0, 0, time.monotonic()
        with selectors.DefaultSelector() as selector:
            for ours in self.pipes:
                selector.register(ours, selectors.EVENT_READ)
            while self.pipes:
                if not begun and self.is_ready():
                    begun = True
                    if self.booted:
                        self.booted.begin(self.monitor, self.port, self.script)
                    end = time.monotonic() + timeout
                    allowed = self.waited()
                if not over and self.is_over():
                    over = True
                    end = time.monotonic() + OFF_TIMEOUT
                left = end - time.monotonic()
                if left <= 0 and not over:
                    more = max(0, self.waited() - allowed)
                    allowed, end, left = allowed + more, end + more, left + more
                if left <= 0 or self.console.stalls > looked:
                    looked = self.console.stalls
                    if self.status() is None and self.find_lost():
                        return False
                if left <= 0:
                    return self.status() is not None
                if begun and not over and time.monotonic() > heard + QUIET:
                    heard = time.monotonic()
                    if self.find_stuck() or self.find_spin():
                        return False
                waited = max(waited, self.waited())
                for key, _ in selector.select(min(left, 1)):
                    data = b""
                    with contextlib.suppress(ConnectionResetError):
                        data = os.read(key.fd, 1 << 16)
                    if data:
                        heard = time.monotonic()
                        self.pipes[key.fd](data)
                        continue
                    selector.unregister(key.fd)
                    self.close(key.fd)
                    del self.pipes[key.fd]
        # For who wonders why the kernel complains of time.
        self.console.feed(b"vm: for %d s the host had no processor for it\n" % waited if waited >= 1 else b"")
        return True

    def close(self, ours):
        """Our end of a port."""
        if ours == self.port.fileno():
            self.port.close()
        else:
            os.close(ours)

    def stop(self):
        """Nothing of it may stay behind."""
        self.process.kill()
        self.process.wait()
        self.monitor.ours.close()
        for ours in self.pipes:
            self.close(ours)
        if self.booted:
            self.booted.free()
        self.console.log.close()

    def complaint(self):
        """What QEMU itself had to say."""
        self.errors.seek(0)
        lines = self.errors.read().decode(errors="replace").strip().splitlines()
        return lines[0] if lines else ""


def verdict(machine, in_time, timeout):
    """Status and, unless the command simply ended, one sentence."""
    console, status = machine.console, machine.status()
    reason = console.reason()
    because = f": {reason}" if reason else ""
    panic = console.find(r"Kernel panic - not syncing: (.*)")
    if machine.fault:
        return FAILED, f"the emulator {machine.fault}, in {STARTS} machines"
    if panic and status is None:
        return PANIC, f"panic: {panic[1]}" + (because if reason != panic[0] else "")
    if not in_time and not machine.is_ready():
        return FAILED, f"the VM did not start within {START_TIMEOUT} s" + because
    if machine.spins:
        return HANG, "hang: it runs with interrupts off and does not end" + because
    if not in_time:
        return HANG, f"hang: no end within {timeout:g} s" + because
    if status is None:
        if machine.is_ready():
            return FAILED, "the VM went down before the command ended" + because
        return FAILED, "the VM did not start: " + (machine.complaint() or reason or "no reason given")
    if status >= 128 and console.find(r"\[#\d+\]"):
        return OOPS, f"oops: {reason.removeprefix('Oops: ')}"
    return status, ""


def accelerator(image, options):
    """KVM where a guest really boots with it; tried once for each start of the host."""
    if options.machine != os.uname().machine or options.icount or options.plugin or \
            not os.access("/dev/kvm", os.R_OK | os.W_OK):
        return "tcg"
    with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
        host = file.read().strip()
    memory = os.path.join(kernel.CACHE, "accelerator")
    known = (kernel.read_first(memory) or "").split()
    if len(known) == 2 and known[0] == host:
        return known[1]
    answer = "kvm" if probe_kvm(image, options) else "tcg"
    kernel.say("KVM boots a guest: it is used" if answer == "kvm" else
               "there is a /dev/kvm but no guest boots with it: emulating")
    with open(f"{memory}.{os.getpid()}", "w", encoding="ascii") as file:
        file.write(f"{host} {answer}\n")
    os.replace(file.name, memory)
    return answer


def probe_kvm(image, options):
    """Boot a guest that does nothing."""
    options = options.but(accelerator="kvm", append=[], cpus=1)
    with tempfile.TemporaryDirectory() as folder:
        initrd = write_initramfs(folder, [], {"command": "true"}, options.machine)
        machine = Machine(image, initrd, options, Console(os.path.join(folder, "console")))
        try:
            machine.watch(5, 15)
            return machine.status() == 0
        finally:
            machine.stop()


def write_initramfs(folder, files, scripts, machine):
    """The initramfs as a file, which is what QEMU takes."""
    path = os.path.join(folder, "initramfs")
    with open(path, "wb") as file:
        file.write(initramfs(files, scripts, machine))
    return path


def guest_files(name, files):
    """What goes under /own: what was built for this kernel, then --file."""
    found = []
    folder = os.path.join(kernel.TOP, "build", name, "guest")
    if os.path.isdir(folder):
        found = [(os.path.join(folder, entry), entry) for entry in sorted(os.listdir(folder))]
    for path in files:
        if not os.path.exists(path):
            raise GuestError(f"--file {path}: there is no such file")
        found.append((path, os.path.basename(os.path.abspath(path))))
    return found


def unpack_out(machine, folder):
    """What the command left in /out."""
    archive = bytes(machine.control).partition(b"status ")[2].partition(b"\n")[2].removesuffix(OVER)
    os.makedirs(folder, exist_ok=True)
    if archive:
        subprocess.run(["tar", "-xz", "--no-same-owner", "-C", folder], input=archive, check=True)


def run(folder, name, command, options):
    """Boot, run a command, give its status or a verdict."""
    script = command[0] if len(command) == 1 else shlex.join(command)
    files = guest_files(name, options.file)
    image = os.path.join(folder, "image")
    options = options.but(machine=kernel.machine_of(folder))
    options = options.but(accelerator=options.accelerator or accelerator(image, options))
    log = options.log or os.path.join(kernel.TOP, "build", "logs", f"{name}-{os.getpid()}.log")
    with tempfile.TemporaryDirectory() as scratch:
        # KVM boots at once, and the edu device cannot be kept.
        late = options.booted and options.accelerator == "tcg" and not options.device
        initrd = write_initramfs(scratch, files, {} if late else {"command": script + "\n"}, options.machine)
        machine = None
        for _ in range(1 if options.accelerator == "kvm" else STARTS):
            if machine and machine.fault:
                kernel.say(f"the emulator {machine.fault}: the machine starts anew")
            machine = Machine(image, initrd, options, Console(log), script if late else None)
            try:
                in_time = machine.watch(options.timeout)
            finally:
                machine.stop()
            if machine.is_ready() and not machine.fault and not machine.console.tripped():
                break
            if late:
                machine.booted.spoilt()
        machine.show()
    status, sentence = verdict(machine, in_time, options.timeout)
    if options.out:
        unpack_out(machine, options.out)
    if sentence:
        print(f"vm: {sentence}", file=sys.stderr)
    if status:
        print(f"vm: status {status}, console log: {os.path.relpath(log)}", file=sys.stderr)
    elif not options.log:
        os.unlink(log)
    return status


HINT = """\
echo "/dev/parcel is there: try  echo hello > /dev/parcel; head -c 6 /dev/parcel"
echo "The unsafe twin: insmod /own/parcel_unsafe.ko i_understand=1.  Leave with exit (or Ctrl-A X)."
"""


def shell(folder, name, options):
    """An interactive shell, both modules beside it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise GuestError("a shell needs a terminal; without one use vm run")
    files = guest_files(name, options.file)
    size = shutil.get_terminal_size()
    script = f"stty rows {size.lines} cols {size.columns}\n"
    script += f"export TERM={shlex.quote(os.environ.get('TERM', 'linux'))} PS1='own# '\n"
    if any(entry == "parcel.ko" for _, entry in files):
        script += "insmod /own/parcel.ko\n" + HINT
    else:
        script += 'echo "There is no /own/parcel.ko yet: build it first.  Leave with exit."\n'
    # A shell that is told its file cannot be interactive; this one reads the terminal.
    script += "exec sh\n"
    image = os.path.join(folder, "image")
    options = options.but(machine=kernel.machine_of(folder))
    choice = options.accelerator or accelerator(image, options)
    settings = termios.tcgetattr(0)
    with tempfile.TemporaryDirectory() as scratch:
        initrd = write_initramfs(scratch, files, {"shell": script}, options.machine)
        command = qemu_command(image, initrd, options, choice)
        command += serial_port(0, "stdio,mux=on,signal=off", options.machine)
        command += ["-mon", "chardev=port0,mode=readline"]
        for index in (1, 2, 3):
            command += serial_port(index, "null", options.machine)
        process = subprocess.Popen(command, preexec_fn=die_with_parent)
        try:
            return process.wait()
        finally:
            process.kill()
            process.wait()
            termios.tcsetattr(0, termios.TCSANOW, settings)
