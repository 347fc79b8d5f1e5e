// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: results of several kinds one after the other, handed on, replaced and asked in conditions
 */
#include "../prelude.h"
#include <own/result.h>

DEFINE_OWN_RESULT(level_result, u32);
DEFINE_OWN_RESULT(limits_result, struct box_settings *);

struct level_result level_of(const char *name);
struct limits_result limits_of(struct box *box);
int apply(struct box *box, u32 level, unsigned int capacity);

struct level_result level_or_default(const char *name)
{
	own_result(level_result, level, level_of(name));

	if (own_err(level) == -ENOENT)
		return level_result_ok(3);
	if (own_none(level))
		return own_fail(level_result, own_err(level));
	return level_result_ok(min(own_value(level), 7U));
}

int configure(struct box *box, const char *name)
{
	int err;

	own_result(level_result, level, level_or_default(name));
	err = own_err(level);
	if (err)
		return err;

	own_result(limits_result, limits, limits_of(box));
	if (own_none(limits)) {
		pr_warn("no limits: %d\n", own_err(limits));
		return own_err(limits);
	}
	return apply(box, own_value(level), own_value(limits)->capacity);
}

int configure_first(struct box *box, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		own_result(level_result, level, level_of(names[i]));

		if (own_none(level))
			continue;
		return apply(box, own_value(level), 0);
	}
	return -ENOENT;
}

u32 level_or(const char *name, u32 otherwise)
{
	own_result(level_result, level, level_of(name));

	return own_none(level) ? otherwise : own_value(level);
}
