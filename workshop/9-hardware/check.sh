# SPDX-License-Identifier: GPL-2.0-only
#
# What the guest does for lab 9.

met() {
	echo "aim $1 $kernel met"
}

# Whoever has not ended at a thousand looks is taken for hanging, and killed. Before each look a timer of
# this machine has passed; those of the device go by the same clock, and a busy host makes both late.
ends() {
	"$@" &
	hanging=$!
	looks=0
	while grep -qs '^State:.[^Z]' /proc/$hanging/status; do
		[ $looks -lt 1000 ] || { kill -KILL $hanging; return 137; }
		usleep 20000
		looks=$((looks + 1))
	done
	wait $hanging
}

say() {
	ends sh -c "printf '$1' > /dev/mirror" ||
		{ echo "who writes $1 $([ $? -eq 137 ] && echo sleeps for ever || echo fails)"; return 1; }
}

hear() {
	ends head -c ${#1} /dev/mirror > heard
	heard=$(cat heard)
	[ "$heard" = "$1" ] || { echo "$1 was written, and '$heard' is read"; return 1; }
}

moves() {
	say hello && hear hello && say again && hear again && hear again
}

# The driver has forgotten it, and the device has not.
kept() {
	say kept && hear kept && rmmod mirror && insmod mirror.ko && hear kept
}

# Six transfers since the driver was loaded anew, an interrupt for each.
interrupts() {
	total=$(sed -n 's/^ *[0-9]*: *\([0-9]*\) *\([0-9]*\) .*mirror$/\1 \2/p' /proc/interrupts)
	# shellcheck disable=SC2086	# one number for each processor
	set -- $total
	echo "interrupts: $(($1 + $2))"
	[ $(($1 + $2)) -ge 6 ]
}

# Twenty times, while three use it and one has it open.
unplug() {
	for word in one two three; do
		while [ ! -e stop ]; do
			printf $word > /dev/mirror
			head -c 5 /dev/mirror
			usleep 1000
		done > /dev/null 2>&1 &
		users="$users $!"
	done
	i=0
	while [ $i -lt 20 ]; do
		exec 3< /dev/mirror
		echo "${device##*/}" > /sys/bus/pci/drivers/mirror/unbind || return
		ends sh -c 'head -c 5 <&3' > /dev/null 2>&1
		[ $? -ne 137 ] || { echo "who has the file open sleeps for ever"; return 1; }
		exec 3<&-
		echo "${device##*/}" > /sys/bus/pci/drivers/mirror/bind || return
		# Let them begin something.
		usleep $((i * 7000))
		i=$((i + 1))
	done
	touch stop
	for user in $users; do
		waited=0
		while [ -e "/proc/$user" ]; do
			[ $waited -lt 1000 ] || { echo "after an unplug somebody sleeps for ever"; return 1; }
			usleep 20000
			waited=$((waited + 1))
		done
	done
	moves && rmmod mirror
}

# Somebody is killed in the middle of a transfer, which takes the device a tenth of a second; then
# the driver lets go of the device, while another has it open.
killed() {
	exec 3< /dev/mirror
	head -c 5 /dev/mirror > /dev/null &
	usleep 30000
	kill -KILL $!
	wait $! 2> /dev/null
	echo "${device##*/}" > /sys/bus/pci/drivers/mirror/unbind
	exec 3<&-
	echo "${device##*/}" > /sys/bus/pci/drivers/mirror/bind && moves
}

kernel=$1
dmesg -n 1
insmod mirror.ko || exit 99
device=$(echo /sys/bus/pci/drivers/mirror/0*)
if kept && moves; then
	met moves
	interrupts && met interrupts
	if killed && unplug; then
		met unplug
		dmesg | grep -q 'DMA-API: .*\(device\|driver\)\|BUG\|WARNING\|nobody cared' || met quiet
	fi
fi
dmesg | grep 'DMA-API: .*\(device\|driver\)\|BUG\|WARNING\|nobody cared\|pending DMA'
exit 0
