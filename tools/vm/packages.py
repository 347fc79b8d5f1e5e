# SPDX-License-Identifier: GPL-2.0-only
"""Debian packages, through a private package root.

The machine's own lists, sources and installed packages stay as they are: apt
runs with a root of its own, in which one suite is known.  The mirror is the
one that the machine already uses, found by asking the machine's apt what it
would update; signatures are checked against the Debian archive's keyring.
"""

import os
import re
import shutil
import subprocess

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
HOST = "amd64"          # what the test kernels are built and run on
UNRELEASED = ("forky",)


class PackageError(Exception):
    """One sentence about what is wrong and what to do."""


def codename():
    """This machine's Debian release ("bookworm"), or None elsewhere."""
    try:
        with open("/etc/os-release", encoding="utf-8") as file:
            pairs = dict(re.findall(r'^(\w+)="?(.*?)"?$', file.read(), re.M))
    except FileNotFoundError:
        return None
    return pairs.get("VERSION_CODENAME") if pairs.get("ID") == "debian" else None


def mirrors():
    """The places from which this machine takes its Debian release."""
    answer = subprocess.run(["apt-get", "update", "--print-uris"], text=True,
                            capture_output=True, check=False)
    names = {codename(), "stable", "oldstable"}
    found = []
    for uri, suite in re.findall(r"^'(\S+?)/dists/([^/']+)/InRelease'", answer.stdout, re.M):
        if suite in names and uri not in found:
            found.append(uri)
    return found


def archive(suite):
    """The lines of a sources.list for a suite; one of backports adds to another."""
    base = suite.removesuffix("-backports")
    known = mirrors()
    lines = [f"deb {uri} {base}-security main" for uri in known if "security" in uri]
    for uri in [uri for uri in known if "security" not in uri][:1]:
        lines += [f"deb {uri} {one} main" for one in dict.fromkeys((base, suite))]
    return lines


def extract(suite, names, final):
    """Unpack packages of another suite, with what they need, into a folder; nothing is set up."""
    if not shutil.which("mmdebstrap"):
        raise PackageError("mmdebstrap is not installed (tools/setup compilers)")
    shutil.rmtree(final + ".partial", ignore_errors=True)
    done = subprocess.run(
        ["mmdebstrap", "--variant=extract", "--include=" + ",".join(names),
         f"--keyring={KEYRING}", suite.removesuffix("-backports"), final + ".partial",
         *archive(suite)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise PackageError("mmdebstrap failed: " + done.stderr.strip().splitlines()[-1])
    os.rename(final + ".partial", final)


def inside(root):
    """The words before a command that finds the programs of an unpacked suite.

    Programs, libraries and /lib are all under /usr; the rest stays the machine's.
    """
    user = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", "--mount", *user, "--", "/bin/sh", "-c",
            f'mount --bind {root}/usr /usr && export PATH=/usr/sbin:/usr/bin && exec "$0" "$@"']


class Root:
    """A private package root that knows one suite of the Debian archive.

    With an architecture that is not the machine's, it knows packages of both; NAME:ARCHITECTURE
    is one of those.
    """

    def __init__(self, folder, suite, say, architecture=None):
        self.folder = os.path.join(folder, suite + (f"-{architecture}" if architecture else ""))
        self.suite = suite
        self.architectures = [HOST, architecture] if architecture else []
        self.say = say
        self.environ = dict(os.environ, LC_ALL="C.UTF-8",
                            APT_CONFIG=os.path.join(self.folder, "apt.conf"))

    def _apt(self, *command, **options):
        return subprocess.run(command, env=self.environ, text=True, check=False, **options)

    def _configure(self, mirror):
        for path in ("etc/apt.conf.d", "etc/preferences.d", "lists/partial",
                     "cache/archives/partial"):
            os.makedirs(os.path.join(self.folder, path), exist_ok=True)
        # How to reach a mirror (proxies, retries) is the machine's business.
        machine = subprocess.run(["apt-config", "dump"], text=True,
                                 capture_output=True, check=True).stdout
        settings = [line for line in machine.splitlines()
                    if line.startswith(("Acquire::http", "Acquire::ftp", "Acquire::Retries",
                                        "Acquire::ForceIPv", "Acquire::tor"))]
        settings += [
            f'Dir "{self.folder}";',
            f'Dir::State "{self.folder}";',
            f'Dir::State::status "{self.folder}/status";',
            f'Dir::Cache "{self.folder}/cache";',
            f'Dir::Etc "{self.folder}/etc";',
            'Dir::Etc::netrc "/etc/apt/auth.conf";',
            'Dir::Etc::netrcparts "/etc/apt/auth.conf.d";',
            'Dir::Log "/dev/null";',
            'Acquire::Languages "none";',
            'APT::Update::Error-Mode "any";',
        ]
        if self.suite in UNRELEASED:
            # Its list is good for a week, and a mirror may be older. Who signed it still counts.
            settings.append('Acquire::Check-Valid-Until "false";')
        if self.architectures:
            settings.append("APT::Architectures { "
                            + " ".join(f'"{name}";' for name in self.architectures) + " };")
        if os.geteuid() == 0:
            # The archive's own user may not look into a home folder.
            settings.append('APT::Sandbox::User "root";')
        self._write("apt.conf", "\n".join(settings) + "\n")
        which = f"arch={','.join(self.architectures)} " if self.architectures else ""
        self._write("etc/sources.list",
                    f"deb [{which}signed-by={KEYRING}] {mirror} {self.suite} main\n")
        self._write("status", "")

    def _write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def update(self):
        """Fetch the suite's list of packages from the first mirror that has it."""
        tried = mirrors()
        if not tried:
            raise PackageError("the apt configuration names no mirror of the Debian archive: "
                               f"add one for {codename()} to /etc/apt/sources.list")
        if not os.path.exists(KEYRING):
            raise PackageError("the package debian-archive-keyring is missing: "
                               "signatures could not be checked")
        answer = None
        for mirror in tried:
            self.say(f"reading the package list of {self.suite}")
            self._configure(mirror)
            answer = self._apt("apt-get", "update", "-q", capture_output=True)
            if answer.returncode == 0:
                return
        reason = [line for line in answer.stderr.splitlines() if line.startswith(("E:", "W:"))]
        raise PackageError(f"no mirror of this machine gave {self.suite}: "
                           + (reason[0] if reason else "apt-get update failed"))

    def depends(self, package):
        """What the newest version of a package depends on."""
        shown = self._apt("apt-cache", "show", "--no-all-versions", package,
                          capture_output=True).stdout
        match = re.search(r"^Depends: (.*)$", shown, re.M)
        if not match:
            raise PackageError(f"{self.suite} has no package {package}")
        return [re.split(r"[ :(|]", item.strip())[0] for item in match[1].split(",")]

    def depends_one(self, package, pattern):
        """The one dependency of a package whose name matches."""
        names = [name for name in self.depends(package) if re.fullmatch(pattern, name)]
        if not names:
            raise PackageError(f"{package} in {self.suite} depends on nothing like {pattern}")
        return names[0]

    def version(self, package):
        """The newest version of a package."""
        shown = self._apt("apt-cache", "show", "--no-all-versions", package,
                          capture_output=True).stdout
        match = re.search(r"^Version: (.*)$", shown, re.M)
        if not match:
            raise PackageError(f"{self.suite} has no package {package}")
        return match[1]

    def unpack(self, packages, folder, why):
        """Download packages, check them, unpack them under folder."""
        listed = self._apt("apt-get", "download", "--print-uris", *packages, capture_output=True)
        sizes = [int(size) for size in re.findall(r"\.deb (\d+) ", listed.stdout)]
        if len(sizes) != len(packages):
            raise PackageError(f"cannot download {', '.join(packages)}: "
                               + (listed.stderr.strip().splitlines() or ["apt is silent"])[0])
        self.say(f"downloading {why}: {sum(sizes) / 1e6:.0f} MB")
        store = folder + ".debs"
        shutil.rmtree(store, ignore_errors=True)
        os.makedirs(store)
        # apt reports progress on stdout, which belongs to our caller.
        if self._apt("apt-get", "download", "-q=1", *packages, cwd=store,
                     stdout=2).returncode:
            raise PackageError(f"the download of {why} failed: see above, and try again")
        self.say(f"unpacking {why}")
        os.makedirs(folder, exist_ok=True)
        for name in sorted(os.listdir(store)):
            subprocess.run(["dpkg-deb", "-x", os.path.join(store, name), folder], check=True)
        shutil.rmtree(store)
