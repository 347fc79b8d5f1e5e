# SPDX-License-Identifier: GPL-2.0-only
#
# What the guest does for lab 5.

met() {
	echo "aim $1 $kernel met"
}

kernel=$1
dmesg -n 1
insmod tally.ko || exit 99
grep -q 'OWN_LOCKED(.*tally_state)' tally.c && ! grep -q 'own_locked_init(&tally)' tally.c &&
	echo "nothing makes tally ready"
! grep -nE '\b([a-z_]*(spin|mutex)_(un)?lock[a-z_]*|READ_ONCE|WRITE_ONCE|data_race|atomic[a-z_0-9]*) *\(' tally.c &&
	grep -q 'OWN_LOCKED(.*tally_state)' tally.c && grep -q 'own_\(scoped_\)\?guard(.*&tally)' tally.c &&
	grep -q 'own_locked_init(&tally)' tally.c && met locked
su student -c "exec ./race" && works=yes && met works
# Under KCSAN the kernel reports races of its own, too.
dmesg > log
grep -A 22 -m 1 'BUG: KCSAN: .*\[tally\]' log
[ -n "$works" ] && ! grep -E 'BUG: KCSAN: .*\[tally\]|BUG: [^K]|WARNING:' log && met quiet
exit 0
