# SPDX-License-Identifier: GPL-2.0-only
#
# What the guest does for lab 6.

met() {
	echo "aim $1 $kernel met"
}

examine() {
	su student -c "exec ./examiner $1" || return
	! dmesg | grep -E 'BUG|UBSAN|Oops|stack-protector'
}

kernel=$1
insmod ledger_lab.ko || exit 99
# lab.toml has what is read in the code.
met owned
examine good && met good && examine any && met any && examine race && met race
exit 0
