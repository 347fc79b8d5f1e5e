# SPDX-License-Identifier: GPL-2.0-only
#
# What the guest does for lab 8: your tests, with each shelf.

met() {
	echo "aim $1 $kernel met"
}

# try MODULE: the results go to the file results
try() {
	dmesg -c > /dev/null
	insmod "$1.ko" || exit 99
	rmmod "$1"
	dmesg | sed 's/^\[[^]]*\] //' > results
}

# Enough of them, and none fails.
holds() {
	cases=$(grep -c '^    ok ' results)
	if grep -q '^    not ok ' results; then
		echo "$1: $(grep -m 1 '^    not ok ' results)"
		grep -A 4 -m 1 'EXPECTATION FAILED\|ASSERTION FAILED' results
		return 1
	fi
	[ "$cases" -ge 5 ] || { echo "$1: only $cases of 5 cases"; return 1; }
	grep -q '^ok 1 shelf' results
}

kernel=$1
dmesg -n 1
try right
holds "the shelf" && right=yes && met right
try other_one
holds "another shelf" && met other
# Tests that fail always kill nothing.
[ "$right" = yes ] || exit 0
killed=0
for mutant in limit empty longest order refused errno end lost first prefix; do
	try $mutant
	if grep -q '^not ok 1 shelf' results; then
		killed=$((killed + 1))
		echo "mutant $mutant: killed by $(sed -n 's/^    not ok [0-9]* //p' results | head -n 1)"
	else
		echo "mutant $mutant: survives"
	fi
done
echo "$killed of 10 mutants are killed"
[ $killed -ge 5 ] && met five
[ $killed -ge 8 ] && met eight
[ $killed -eq 10 ] && met ten
exit 0
