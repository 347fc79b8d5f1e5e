#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# usage: scale.sh MOST [DRIVER...]
#
# Runs in the VM, for tools/scale.  What scale prints comes out.

most=$1
shift
[ $# -gt 0 ] || set -- parcel parcel_by_hand parcel_unsafe
limits='max_handles=16384'
large='max_boxes=131072 max_boxes_per_user=131072 max_deadlines_per_user=131072'
# It walks lists.
unsafe=10000
[ "$most" -gt $unsafe ] || unsafe=$most

for driver; do
	case $driver in
	parcel_unsafe) more="$limits i_understand=1 max_boxes_per_user=16384" ;;
	*) more="$limits $large" ;;
	esac
	# shellcheck disable=SC2086	# several words on purpose
	insmod "$driver.ko" $more || exit 99
done

# What stretch.c has to be told: where preemption is counted; the first and the last of the driver's
# functions; of each function in which one waits, where it begins and what comes behind it.  To read all
# symbols takes as long as to measure half a driver, so it is done once.
addresses=$(awk -v drivers="$*" '
	waits != "" && $1 != waits {waiting = waiting " " waits " " $1; waits = ""}
	/ (native_queued_spin_lock_slowpath|mutex_spin_on_owner|osq_lock)$/ {waits = $1}
	$3 == "__preempt_count" {count = $1}
	# Before Linux 6.15 it was a member.
	$3 == "pcpu_hot" {member = $1}
	$2 ~ /[tT]/ && $4 ~ /^\[parcel/ {
		if (!first[$4] || $1 < first[$4])
			first[$4] = $1
		if ($1 > last[$4])
			last[$4] = $1
	}
	END {
		print count, member, waiting
		for (name in first)
			print name, first[name], last[name]
	}' /proc/kallsyms)
# A leading blank is left where there is no symbol of the newer name.
preemption=$(echo "$addresses" | sed -n '1s/ .*//p')
member=$(echo "$addresses" | sed -n '1s/^[^ ]* \([^ ]*\) .*/\1/p')
waiting=$(echo "$addresses" | sed -n '1s/^[^ ]* [^ ]* //p')
[ "$preemption" ] || preemption=$(printf %x $((0x$member + 8)))

for driver; do
	text=$(echo "$addresses" | sed -n "s/^\[$driver\] //p")
	# shellcheck disable=SC2086	# several words on purpose
	bench/scale tell "$preemption" $text $waiting || exit 98
	number=$most
	[ "$driver" != parcel_unsafe ] || number=$unsafe
	for kind in parcels deadlines expire wakeups boxes; do
		# tools/bench has its boxes, which do not end here.
		case $driver$kind in
		parcel_unsafeexpire | parcel_unsafeboxes) continue ;;
		esac
		bench/scale "/dev/$driver" $kind "$number" || exit 96
	done
	rmmod "$driver"
done
