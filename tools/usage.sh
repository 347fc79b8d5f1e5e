# SPDX-License-Identifier: GPL-2.0-only
#
# What a script of this project does with options, which it has none of, and with words if it
# wants none. Read by each with ".", in front of everything that it does:
#
#	. "$(dirname "$(realpath "$0")")/usage.sh"
#
# With -h or --help it prints its first lines, from "usage:" to where there is no comment.

for usage_word; do
	case $usage_word in
	-h | --help)
		sed -n '/^# usage:/,/^$/s/^# \{0,1\}//p' "$0"
		exit ;;
	-*)
		echo "${0##*/}: there is no option $usage_word: see ${0##*/} --help" >&2
		exit 2 ;;
	esac
done
if [ $# -gt 0 ] && grep -q '^# usage: [^ ]*$' "$0"; then
	echo "${0##*/}: wants nothing after it, not $1: see ${0##*/} --help" >&2
	exit 2
fi
