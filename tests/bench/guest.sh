#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# usage: guest.sh [DRIVER OPERATION]
#
# Runs in the VM: what bench prints comes out, what tracefs saw is left in /out.  With
# arguments only that operation runs, and where functions are is left there.

trace=/sys/kernel/tracing

drivers='parcel_unsafe parcel_by_hand parcel'
limits='max_boxes_per_user=16384 max_handles=16384'
# shellcheck disable=SC2086	# several words on purpose
insmod parcel_unsafe.ko i_understand=1 $limits && insmod parcel_by_hand.ko $limits &&
	insmod parcel.ko $limits || exit 99
# shellcheck disable=SC2086	# likewise
[ ! -e parcel_rust.ko ] || { insmod parcel_rust.ko $limits && drivers="$drivers parcel_rust"; } || exit 99
# Processes live in memory cgroups, and what they make the kernel allocate is charged.
mkdir /sys/fs/cgroup/bench && echo +memory > /sys/fs/cgroup/cgroup.subtree_control &&
	echo $$ > /sys/fs/cgroup/bench/cgroup.procs || exit 98

if [ $# = 2 ]; then
	grep -i ' [tw] ' /proc/kallsyms > /out/functions
	exec bench/bench "/dev/$1" "$2"
fi

for driver in $drivers; do
	bench/bench "/dev/$driver" time || exit 97
done
for driver in $drivers; do
	bench/bench "/dev/$driver" flat || exit 96
done

echo 32768 > $trace/buffer_size_kb
for event in kmalloc kfree kmem_cache_alloc kmem_cache_free; do
	echo 1 > $trace/events/kmem/$event/enable || exit 95
done
for driver in $drivers; do
	echo > $trace/trace
	bench/bench "/dev/$driver" trace || exit 94
	cat $trace/trace > "/out/$driver"
done
uname -r > /out/release
# shellcheck disable=SC2086	# likewise
rmmod $drivers
