# SPDX-License-Identifier: GPL-2.0-only
# Who is refused is not counted.
s/shelf->refused++;/(void)shelf->refused;/
