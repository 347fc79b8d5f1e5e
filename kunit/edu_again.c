// SPDX-License-Identifier: GPL-2.0-only
/*
 * The fake device and the calls once more, for the suite of the planted bugs: the objects of a
 * module are its own.
 */
#include "edu_calls.c"
#include "edu_fake.c"
