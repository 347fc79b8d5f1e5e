# SPDX-License-Identifier: GPL-2.0-only
# One note more fits.
s/>= SHELF_MOST/> SHELF_MOST/
