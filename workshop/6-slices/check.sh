# SPDX-License-Identifier: GPL-2.0-only
#
# What the guest does for lab 6.

met() {
	echo "aim $1 $kernel met"
}

examine() {
	su student -c "exec ./fuzz $1" || return
	! dmesg | grep -E 'BUG|UBSAN|Oops|stack-protector'
}

kernel=$1
insmod ledger_lab.ko || exit 99
grep -q 'own_user_read(' ledger.c && grep -q 'own_cursor_' ledger.c &&
	! grep -nE '\b(copy_from_user|get_user|mem(cpy|move)|k[vmz]*alloc|kv?free|get_unaligned[a-z0-9_]*) *\(' ledger.c &&
	met owned
examine good && met good && examine any && met any && examine race && met race
exit 0
