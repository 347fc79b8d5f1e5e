# SPDX-License-Identifier: GPL-2.0-only
#
# What the guest does for lab 3.

met() {
	echo "aim $1 $kernel met"
}

try() {
	su student -c "exec ./try $1"
}

kernel=$1
dmesg -n 1
insmod locker.ko || exit 99
grep -q 'guard(mutex)' locker.c && grep -q '__free(' locker.c && grep -q 'no_free_ptr(' locker.c &&
	! grep -nE '\b(mutex_(un)?lock|goto)\b' locker.c && met means
try works && works=yes
# A driver that does nothing refuses everything.
try steal && [ -n "$works" ] && met refused
try fault && try memory && met fault
try race
# Last, for what hangs cannot be ended.
try lock && [ -n "$works" ] && met works
dmesg > log
grep -E 'BUG:|WARNING:' log
# All reports, without registers, pages and bytes, and what the unwinder is not sure of.
sed -n '/BUG:\|WARNING:/,$p' log | head -n 300 |
	grep -vE '\] (R[A-Z0-9]+: [0-9a-f]|Code:|>?ffff| *\^|  *\? |page|raw:|flags:|head:|Memory state)'
[ -n "$works" ] && ! grep -qE 'BUG:|WARNING:' log && met quiet
exit 0
