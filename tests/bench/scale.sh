#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# usage: scale.sh MOST|contend [DRIVER...]
#
# Runs in the VM, for tools/scale.  What scale prints comes out.

most=$1
shift
[ $# -gt 0 ] || set -- parcel parcel_by_hand parcel_unsafe
limits='max_handles=16384'
large='max_boxes=131072 max_boxes_per_user=131072 max_deadlines_per_user=131072 max_bytes_per_user=4294967296'
# It walks lists.
unsafe=10000
[ "$most" = contend ] || [ "$most" -gt $unsafe ] || unsafe=$most

for driver; do
	case $driver in
	parcel_unsafe) more="$limits i_understand=1 max_boxes_per_user=16384" ;;
	*) more="$limits $large" ;;
	esac
	# shellcheck disable=SC2086	# several words on purpose
	insmod "$driver.ko" $more || exit 99
done

# What stretch.c has to be told, see there.  To read all symbols takes as long as to measure half a
# driver, so it is done once.
addresses=$(awk '
	from != "" && $1 != from {words = words " s" from " s" $1; from = ""}
	$3 == "__preempt_count" {count = $1}
	# Before Linux 6.15 it was a member.
	$3 == "pcpu_hot" {member = $1}
	$2 !~ /[tT]/ {next}
	$4 ~ /^\[parcel/ {
		if (!first[$4] || $1 < first[$4])
			first[$4] = $1
		if ($1 > last[$4])
			last[$4] = $1
	}
	$4 != "" {next}
	{sub(/\..*/, "", $3)}
	$3 ~ /_queued_spin_lock_slowpath$|^queued_(read|write)_lock_slowpath$|^osq_lock$/ {from = $1}
	$3 ~ /^__mutex_(un)?lock_slowpath$|^rwsem_(down_(read|write)_slowpath|wake)$/ {words = words " w" $1}
	$3 ~ /^(__)?(k[vz]?(malloc|free)|kmem_cache_(alloc|free))/ {words = words " a" $1}
	$3 ~ /^asm_(exc|sysvec)_|^asm_(common|spurious)_interrupt$/ {words = words " i" $1}
	$3 ~ /^(__schedule|syscall_exit_to_user_mode)$/ {words = words " x" $1}
	END {
		print count, member, words
		for (name in first)
			print name, "d" first[name], "d" last[name]
	}' /proc/kallsyms)
# A leading blank is left where there is no symbol of the newer name.
preemption=$(echo "$addresses" | sed -n '1s/ .*//p')
member=$(echo "$addresses" | sed -n '1s/^[^ ]* \([^ ]*\) .*/\1/p')
words=$(echo "$addresses" | sed -n '1s/^[^ ]* [^ ]* //p')
[ "$preemption" ] || preemption=$(printf %x $((0x$member + 8)))

for driver; do
	text=$(echo "$addresses" | sed -n "s/^\[$driver\] //p")
	# shellcheck disable=SC2086	# several words on purpose
	bench/scale tell "p$preemption" $text $words || exit 98
	number=$most
	[ "$driver" != parcel_unsafe ] || number=$unsafe
	if [ "$most" = contend ]; then
		bench/scale "/dev/$driver" contend || exit 95
		rmmod "$driver"
		continue
	fi
	for kind in parcels deadlines expire wakeups boxes; do
		# tools/bench has its boxes, which do not end here.
		case $driver$kind in
		parcel_unsafeexpire | parcel_unsafeboxes) continue ;;
		esac
		bench/scale "/dev/$driver" $kind "$number" || exit 96
	done
	rmmod "$driver"
done
