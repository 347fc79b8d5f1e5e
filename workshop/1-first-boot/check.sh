# SPDX-License-Identifier: GPL-2.0-only
#
# What the guest does for lab 1.  Answers are compared with the kernel's own words.

met() {
	echo "aim $1 $kernel met"
}

answer() {
	sed -n "s/^$1 *= *\(0x\)\{0,1\}0*\([^ ][^ ]*\).*/\2/p" answers.txt
}

# same NAME WORD: is the answer the word that the kernel said?
same() {
	echo "$1: the answer is '$(answer "$1")'"
	[ -n "$2" ] && [ "$(answer "$1")" = "$2" ]
}

kernel=$1
dmesg -c > /dev/null
insmod first.ko && dmesg -c > loaded
cat loaded
grep -q 'first: hello$' loaded && ! grep -q goodbye loaded && met hello
rmmod first
dmesg -c > unloaded
cat unloaded
[ ! -e /sys/module/first ] && grep -q 'first: goodbye$' unloaded && ! grep -q hello unloaded &&
	met goodbye

insmod broken.ko
dmesg > oops
cat oops
rmmod broken
grep -q ' broken ' /proc/modules && echo "broken is still there"
same function "$(sed -n 's/.*RIP: 0010:\([a-z_]*\)+.*/\1/p' oops | head -n 1)" && met function
same address "$(sed -n 's/.*dereference, address: 0*\([0-9a-f]*\).*/\1/p' oops | head -n 1)" &&
	met address
same command "$(sed -n 's/.* Comm: \([^ ]*\) .*/\1/p' oops | head -n 1)" && met command
exit 0
