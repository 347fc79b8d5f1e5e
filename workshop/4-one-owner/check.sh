# SPDX-License-Identifier: GPL-2.0-only
#
# What the guest does for lab 4.

met() {
	echo "aim $1 $kernel met"
}

works() {
	echo hello > /dev/jot || return
	dd if=/dev/jot of=/dev/null bs=3 count=1 2> /dev/null && { echo "a read that is too short succeeds"; return 1; }
	[ "$(head -c 6 /dev/jot)" = hello ] || { echo "the line is not there any more"; return 1; }
	[ -z "$(cat /dev/jot)" ] || { echo "a line is read twice"; return 1; }
	trap "signalled=yes" URG
	echo again > /dev/jot
	[ "$(cat /dev/jot)" = again ] || { echo "the second line is lost"; return 1; }
	[ "$signalled" = yes ] || { echo "the writer is not told"; return 1; }
}

# One more than fits is refused; whoever comes then still gets in.
full() {
	i=0
	while [ $i -lt 64 ]; do
		echo "line $i" > /dev/jot || return
		i=$((i + 1))
	done
	echo more > /dev/jot && { echo "a line too many"; return 1; }
	(head -c 7 /dev/jot > first; echo end >> first) &
	sleep 1
	grep -q end first || { echo "after ENOSPC a reader hangs"; return 1; }
	[ "$(head -n 1 first)" = "line 0" ] && echo last > /dev/jot && rmmod jot
}

kernel=$1
insmod jot.ko || exit 99
grep -q 'DEFINE_OWN(' jot.c && grep -q 'OWN_LOCKED(' jot.c &&
	! grep -nE '\b(k[vmz]*alloc|kv?free|get_pid|put_pid|mutex_(un)?lock|list_[a-z_]+) *\(' jot.c &&
	met owned
works && met works
full && met full
dmesg | grep -E 'BUG|WARNING|refcount|Oops'
exit 0
