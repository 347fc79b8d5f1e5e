// SPDX-License-Identifier: GPL-2.0-only
/*
 * The driver edu_unsafe, compiled against the fake device.
 */
#include "edu_redirect.h"

#undef pr_fmt
#include "../driver/edu/unsafe.c"

const struct edu_driver edu_unsafe = { "edu_unsafe", &edu_driver, &timeout };
