/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel's kselftest harness with a limit for tests that hang. Its own, 30 seconds, is one for
 * a machine that is not busy.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <kselftest_harness.h>

#undef TEST_TIMEOUT_DEFAULT
#define TEST_TIMEOUT_DEFAULT 600

#endif
