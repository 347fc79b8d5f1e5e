# SPDX-License-Identifier: GPL-2.0-only
#
# What the guest does for lab 7.

driver=/sys/bus/platform/drivers/bell

met() {
	echo "aim $1 $kernel met"
}

unplug() {
	echo bell > $driver/unbind
}

plug() {
	echo bell > $driver/bind
}

alive() {
	cat /sys/module/bell/parameters/alive
}

# One has it open when the device goes.
gone() {
	printf xxx > /dev/bell && [ "$(cat /dev/bell)" = 3 ] || { echo "three strokes are '$(cat /dev/bell)'"; return 1; }
	exec 3< /dev/bell 4> /dev/bell
	unplug
	cat <&3 > said 2>&1 && { echo "a file that was open still reads"; return 1; }
	grep -q 'No such device' said || { echo "a file that was open gets: $(cat said)"; return 1; }
	printf x >&4 2> /dev/null && { echo "a file that was open still strikes"; return 1; }
	cat /dev/bell 2> /dev/null && { echo "a bell that is not there is opened"; return 1; }
	plug
	cat <&3 2> /dev/null && { echo "the old file reads the new bell"; return 1; }
	[ "$(cat /dev/bell)" = 0 ] || { echo "the new bell has strokes"; return 1; }
	[ "$(alive)" = 2 ] || { echo "a bell went while a file was open"; return 1; }
	exec 3<&- 4>&-
	[ "$(alive)" = 1 ] || { echo "a bell stays for ever"; return 1; }
	# Nobody has it any more. Without KASAN, what is found there may be anything.
	[ $kernel = kasan ] || return 0
	unplug
	cat /dev/bell 2> /dev/null && { echo "a bell that is not there is opened"; return 1; }
	plug
}

# A hundred times, while four use it; each time with another pause.
unplugs() {
	for user in 1 2 3 4; do
		while [ ! -e stop ]; do
			exec 5<> /dev/bell && printf x >&5 && cat <&5
			exec 5>&-
		done > /dev/null 2>&1 &
		users="$users $!"
	done
	i=0
	while [ $i -lt 100 ]; do
		unplug || return
		usleep $((i % 10 * 1000))
		plug || return
		usleep $((i % 7 * 1000))
		i=$((i + 1))
	done
	touch stop
	# shellcheck disable=SC2086	# one word for each
	wait $users
	[ "$(alive)" = 1 ] || { echo "after the unplugs $(alive) bells are alive"; return 1; }
	unplug
	[ "$(alive)" = 0 ] || { echo "a bell stays for ever"; return 1; }
	cat /dev/bell 2> /dev/null && { echo "a bell that is not there is opened"; return 1; }
	rmmod bell && echo "100 unplugs"
}

# What the kernel complained of.
quiet() {
	# A host that is busy makes a machine stall: that is not the driver.
	! dmesg | grep -vE 'rcu: INFO|rcu_[a-z]* (self-)?detected|NMI handler' | grep -E 'BUG|WARNING|INFO:|refcount_t|Oops'
}

kernel=$1
insmod bell_board.ko && insmod bell.ko || exit 99
# lab.toml has what is read in the code.
met owned
gone && met gone && quiet && [ $kernel = kasan ] && unplugs && met unplugs && quiet && met quiet
quiet > /dev/null || dmesg | grep -A 12 -m 1 'BUG'
exit 0
