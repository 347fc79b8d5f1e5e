/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KUNIT_UNTIL_H
#define KUNIT_UNTIL_H

#include <linux/delay.h>
#include <linux/jiffies.h>

/*
 * Sleeps until something holds that a timer or another thread is about to do. How long that takes
 * says nothing: the host of a test VM may be busy. What does not come in a minute hangs, and what
 * the test expects next fails.
 */
#define until(condition)						\
do {									\
	const unsigned long __until = jiffies + 60 * HZ;		\
									\
	while (!(condition) && time_before(jiffies, __until))		\
		msleep(20);						\
} while (0)

#endif /* KUNIT_UNTIL_H */
