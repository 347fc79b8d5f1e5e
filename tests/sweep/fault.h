/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Failures on demand, and what is expected of them.
 */
#ifndef FAULT_H
#define FAULT_H

#include <stdbool.h>

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

extern unsigned int turn;	/* which allocation or user copy is to fail */
extern bool all_after;		/* and every allocation after it */
extern int failures;		/* promises that did not hold */

/* One line for each promise that does not hold. */
#define EXPECT(what, is, want)	expect(__func__, __LINE__, what, is, want)

void expect(const char *function, int line, const char *what, long is, long want);
long result_of(long result);

bool fault_ready(void);
void fault_arm(void);
unsigned int fault_left(void);
bool fault_disarm(void);

#endif /* FAULT_H */
