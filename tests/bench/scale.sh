#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# usage: scale.sh one|many MOST
#
# Runs in the VM, for tools/scale: one processor, or MOST and one more.  What scale prints comes out.

what=$1
most=$2
limits='max_handles=16384'
large='max_boxes=131072 max_boxes_per_user=131072 max_deadlines_per_user=131072'
# What has no shelf of boxes and no tree of deadlines does not end with more.
unsafe=10000
[ "$most" -gt $unsafe ] || unsafe=$most

address() {
	grep -w "$1" /proc/kallsyms | head -n 1 | sed 's/ .*//'
}

# The first and the last address of a function, or of a module's functions.
until_next() {
	grep -i ' [tw] ' /proc/kallsyms | sort | grep -w -A 1 "$1" | head -n 2 | sed 's/ .*//'
}
text_of() {
	grep -i " t .*\[$1\]" /proc/kallsyms | sed 's/ .*//' | sort | sed -n '1p;$p'
}

# Linux 6.15 has a symbol for it.
preemption=$(address __preempt_count)
[ "$preemption" ] || preemption=$(printf %x $((0x$(address pcpu_hot) + 8)))

waiting=
for name in native_queued_spin_lock_slowpath mutex_spin_on_owner osq_lock; do
	waiting="$waiting $(until_next $name)"
done

for driver in parcel_unsafe parcel_by_hand parcel; do
	more=$limits
	[ $driver = parcel_unsafe ] && more="$more i_understand=1 max_boxes_per_user=16384" || more="$more $large"
	# shellcheck disable=SC2086	# several words on purpose
	insmod $driver.ko $more || exit 99
	# shellcheck disable=SC2046,SC2086	# likewise
	bench/scale tell "$preemption" $(text_of $driver) $waiting || exit 98
	if [ "$what" = many ]; then
		bench/scale /dev/$driver contend "$most" || exit 97
		rmmod $driver
		continue
	fi
	number=$most
	[ $driver != parcel_unsafe ] || number=$unsafe
	for kind in parcels deadlines expire wakeups boxes; do
		[ $driver$kind != parcel_unsafeexpire ] || continue
		bench/scale /dev/$driver $kind "$number" || exit 96
	done
	rmmod $driver
done
