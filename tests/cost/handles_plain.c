// SPDX-License-Identifier: GPL-2.0-only
/* driver/safe/file.c in careful C. */
#include "byhand/file.c"
