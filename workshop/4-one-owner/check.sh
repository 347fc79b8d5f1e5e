# SPDX-License-Identifier: GPL-2.0-only
#
# What the guest does for lab 4.

met() {
	echo "aim $1 $kernel met"
}

works() {
	echo hello > /dev/jot || return
	if dd if=/dev/jot of=short bs=3 count=1 2> /dev/null; then
		[ -s short ] && echo "a read that is too short succeeds" || echo "a line does not come back"
		return 1
	fi
	[ "$(head -c 6 /dev/jot)" = hello ] || { echo "the line is not there any more"; return 1; }
	[ -z "$(cat /dev/jot)" ] || { echo "a line is read twice"; return 1; }
	trap "signalled=yes" URG
	echo again > /dev/jot
	[ "$(cat /dev/jot)" = again ] || { echo "the second line is lost"; return 1; }
	[ "$signalled" = yes ] || { echo "the writer is not told"; return 1; }
	if dd if=/dev/zero of=/dev/jot bs=4097 count=1 2> /dev/null; then
		cat /dev/jot > /dev/null
		echo "a line of 4097 bytes is taken"
		return 1
	fi
}

# One more than fits is refused; whoever comes then still gets in.
full() {
	i=0
	while [ $i -lt 64 ]; do
		echo "line $i" > /dev/jot || return
		i=$((i + 1))
	done
	echo more > /dev/jot && { echo "a line too many"; return 1; }
	head -c 7 /dev/jot > first &
	# It hangs if it waits for the mutex, state D, whenever we look.
	waits=0
	while [ -d /proc/$! ] && ! grep -q '^State:.Z' /proc/$!/status 2> /dev/null; do
		waits=$((waits + 1))
		grep -q '^State:.D' /proc/$!/status 2> /dev/null || waits=0
		[ $waits -lt 20 ] || { echo "after ENOSPC a reader hangs"; return 1; }
		usleep 50000
	done
	[ "$(head -n 1 first)" = "line 0" ] && echo last > /dev/jot && rmmod jot
}

available() {
	sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo
}

# 64 lines of 4096 bytes, 60 times: whoever forgets them at the end loses 15 MiB at least.
unload() {
	before=$(available)
	i=0
	while [ $i -lt 60 ]; do
		insmod jot.ko || return
		dd if=/dev/zero of=/dev/jot bs=4096 count=64 2> /dev/null || return
		rmmod jot || return
		i=$((i + 1))
	done
	[ $((before - $(available))) -lt 8192 ] || { echo "lines are lost at the end"; return 1; }
}

kernel=$1
insmod jot.ko || exit 99
! grep -nE '\b([kv][a-z_]*(alloc|free)[a-z_]*|k?memdup[a-z_]*|get_pid|put_pid|(mutex|spin)_(un)?lock[a-z_]*|[hl]?list_[a-z_]+) *\(' jot.c &&
	grep -q 'DEFINE_OWN(' jot.c && grep -q 'OWN_LOCKED(' jot.c && met owned
works && met works
full && full=yes && met full
[ -n "$full" ] && unload && met unload
dmesg | grep -E 'BUG|WARNING|refcount|Oops'
exit 0
