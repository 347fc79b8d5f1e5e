// SPDX-License-Identifier: GPL-2.0-only
/* driver/safe/transfer.c in careful C. */
#include "byhand/transfer.c"
