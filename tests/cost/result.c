// SPDX-License-Identifier: GPL-2.0-only
/* What a value with its errno costs over an int and a pointer to the value. */
#include <linux/err.h>
#include <linux/kstrtox.h>
#include <own/result.h>
#include "cost.h"

struct limits {
	unsigned int capacity;
};

DEFINE_OWN_RESULT(level_result, u32);
DEFINE_OWN_RESULT_PTR(limits_found, struct limits);

struct limits *limits_of(const char *name);
int apply(u32 level, unsigned int capacity);

/* A helper that is inlined. */

static inline int level_of_plain(const char *text, u32 *level)
{
	int err = kstrtou32(text, 0, level);

	if (err)
		return err;
	return *level > 7 ? -ERANGE : 0;
}

static int COST(inlined_plain)(const char *text)
{
	u32 level;
	int err = level_of_plain(text, &level);

	if (err)
		return err;
	return apply(level, 1);
}

static inline struct level_result level_of_own(const char *text)
{
	u32 level;
	int err = kstrtou32(text, 0, &level);

	if (err)
		return own_fail(level_result, err);
	if (level > 7)
		return own_fail(level_result, -ERANGE);
	return level_result_ok(level);
}

/*
 * cost: inlined: gcc -2, clang +8: gcc has a single return, with the value of all paths in
 * one register; clang keeps a return for each errno.
 */
static int COST(inlined_own)(const char *text)
{
	own_result(level_result, level, level_of_own(text));

	if (own_none(level))
		return own_err(level);
	return apply(own_value(level), 1);
}

/* A function in another file: through memory, or in a register. */

int level_ask_plain(const char *name, u32 *level);
struct level_result level_ask_own(const char *name);

static int COST(called_plain)(const char *name)
{
	u32 level;
	int err = level_ask_plain(name, &level);

	if (err)
		return err;
	return apply(level, 1);
}

/*
 * cost: called: gcc +1, clang -1: the errno and the value come in one register
 * instead of one in a register and one through the stack.
 */
static int COST(called_own)(const char *name)
{
	own_result(level_result, level, level_ask_own(name));

	if (own_none(level))
		return own_err(level);
	return apply(own_value(level), 1);
}

/* A pointer, an ERR_PTR() or NULL. */

static int COST(found_plain)(const char *name)
{
	struct limits *limits = limits_of(name);

	if (IS_ERR_OR_NULL(limits))
		return PTR_ERR(limits) ?: -ENOENT;
	return apply(0, limits->capacity);
}

/*
 * cost: found: gcc 0, clang -5: the errno of a pointer is known not to be 0,
 * so it is not asked again.
 */
static int COST(found_own)(const char *name)
{
	own_result(limits_found, limits, limits_found_from(limits_of(name)));

	if (own_none(limits))
		return own_err(limits);
	return apply(0, own_value(limits)->capacity);
}
