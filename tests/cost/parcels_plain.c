// SPDX-License-Identifier: GPL-2.0-only
/* driver/safe/parcels.c in careful C. */
#include "byhand/parcels.c"
