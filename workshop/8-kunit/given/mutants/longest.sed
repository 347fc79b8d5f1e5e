# SPDX-License-Identifier: GPL-2.0-only
# A note of the greatest length is too long.
s/> SHELF_LONGEST/>= SHELF_LONGEST/
