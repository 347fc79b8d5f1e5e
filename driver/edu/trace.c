// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instances of the tracepoints. Alone in a file, because they expand to raw calls.
 */
#define CREATE_TRACE_POINTS
#include "trace.h"
