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
grep -m 3 -E 'BUG:|WARNING:' log
grep -A 60 -m 1 'BUG: KASAN' log
[ -n "$works" ] && ! grep -qE 'BUG:|WARNING:' log && met quiet
exit 0
