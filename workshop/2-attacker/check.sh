# SPDX-License-Identifier: GPL-2.0-only
#
# What the guest does for lab 2.

met() {
	echo "aim $1 $kernel met"
}

answer() {
	sed -n "s/^$1 *= *\([^ ]*\).*/\1/p" answers.txt
}

same() {
	echo "$1: the answer is '$(answer "$1")'"
	[ -n "$2" ] && [ "$(answer "$1")" = "$2" ]
}

# attack DRIVER TRIES: what steal says of it, the last time; who lies beside whom is a matter of luck
attack() {
	tries=0
	until [ $tries -eq "$2" ]; do
		tries=$((tries + 1))
		su student -c "exec ./steal /dev/$1" > said
		tail -n 1 said | grep -q ^refused: || break
	done
	sed "s/^/$1: /" said
}

kernel=$1
dmesg -n 1
insmod parcel_unsafe.ko i_understand=1 || exit 99
attack parcel_unsafe 3
tail -n 1 said | grep -q ^leaks: && stolen=yes && met leaks
dmesg > log
grep -A 70 -m 1 'BUG: KASAN' log
insmod parcel.ko || exit 99
attack parcel 1
# An attack that does nothing is refused by nobody.
[ -n "$stolen" ] && [ "$(tail -n 1 said)" = "refused: EINVAL" ] && met refused

[ "$kernel" = kasan ] || exit 0
report=$(sed -n 's/.*BUG: KASAN: \([a-z-]*\) in .*/\1/p' log | head -n 1)
same kind "$report" && met kind
same function "$(sed -n 's/.*BUG: KASAN: .* in \([a-z_]*\)+.*/\1/p' log | head -n 1)" && met function
same allocated "$(sed -n '/Allocated by task/,$s/^.*\] *\(parcel_[a-z_]*\)+.*/\1/p' log | head -n 1)" &&
	met allocated
exit 0
