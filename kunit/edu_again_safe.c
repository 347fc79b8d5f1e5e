// SPDX-License-Identifier: GPL-2.0-only
/*
 * The safe driver once more. Not with the fake device in one file: then own-check would see that
 * it keeps a pointer to the node.
 */
#include "edu_safe.c"
