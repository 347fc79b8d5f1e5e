// SPDX-License-Identifier: GPL-2.0-only
/* driver/safe/content.c in careful C. */
#include "byhand/content.c"
