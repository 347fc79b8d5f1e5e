#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# usage: unpack [FOLDER]
#        unpack --packages
#
# Lays out the workshop in FOLDER (~/own unless told), its kernels in the cache
# (XDG_CACHE_HOME=, ~/.cache unless told).  Wants no network.  What is missing of
# Debian's packages it installs from here, if this machine is of the same Debian, as
# root or with sudo; --packages does only that.  What is there stays as it is.

set -eu
here=$(dirname "$(realpath "$0")")

die() {
	echo "unpack: $*" >&2
	exit 1
}

case ${1-} in
-h | --help) sed -n '/^# usage:/,/^$/s/^# \{0,1\}//p' "$0"; exit ;;
--packages) ;;
-*) echo "unpack: there is no option $1: see unpack --help" >&2; exit 2 ;;
esac

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
tar -xzf "$here/own.tar.gz" -C "$tmp" tools/setup tools/usage.sh
# A busybox for the guest is among the kernels.
missing=$("$tmp/tools/setup" missing build vm | sed 's/ *busybox-static//')
if [ "$missing" ]; then
	release=$(. /etc/os-release && echo "$ID $VERSION_ID") || release=unknown
	[ "$release" = "$(cat "$here/debs/release" 2> /dev/null)" ] ||
		die "please install what is missing, by your system's own means: $missing"
	as_root=
	if [ "$(id -u)" != 0 ]; then
		command -v sudo > /dev/null ||
			die "only root can install what is missing ($missing): as root, unpack --packages"
		as_root=sudo
	fi
	# apt knows nothing but this folder, and leaves what it knows of the machine's mirrors.
	ln -s "$here/debs" "$tmp/debs"
	mkdir -p "$tmp/lists/partial"
	echo "deb [trusted=yes] file:$tmp/debs ./" > "$tmp/sources.list"
	cat > "$tmp/apt.conf" <<-END
		Dir::Etc::sourcelist "$tmp/sources.list";
		Dir::Etc::sourceparts "-";
		Dir::State::lists "$tmp/lists";
		Dir::Cache::pkgcache "";
		Dir::Cache::srcpkgcache "";
		APT::Sandbox::User "root";
	END
	$as_root env APT_CONFIG="$tmp/apt.conf" "$tmp/tools/setup" build vm plugin
fi
[ "${1-}" != --packages ] || exit 0

folder=${1:-$HOME/own}
if [ -e "$folder" ]; then
	echo "$folder is there and stays as it is"
else
	rm -rf "$folder.partial"
	mkdir -p "$folder.partial"
	tar -xzf "$here/own.tar.gz" -C "$folder.partial"
	mv "$folder.partial" "$folder"
fi
[ -e "$folder/tools/bundle" ] || die "$folder is not the workshop: name another folder"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/own
rm -rf "$cache/bundle.partial"
mkdir -p "$cache/bundle.partial"
tar -xJf "$here/kernels.tar.xz" -C "$cache/bundle.partial"
"$folder/tools/bundle" --adopt "$cache/bundle.partial"
echo "Now: cd $folder && make lab"
