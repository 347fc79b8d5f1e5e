# SPDX-License-Identifier: GPL-2.0-only
# A note that does not fit is lost.
s/return -EMSGSIZE;/return shelf_forget(shelf, own_use(oldest)->text) ? -EMSGSIZE : 0;/
