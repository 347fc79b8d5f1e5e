// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a table of structures is filled, searched and copied out as bytes
 */
#include "../prelude.h"
#include <own/slice.h>

struct rule {
	u32 from, to;
	u64 flags;
};

DEFINE_OWN_SLICE(rule_slice, struct rule);

int show(struct own_bytes bytes);

const struct rule *rule_find(struct rule_slice rules, u32 port)
{
	own_slice_for_each(rule, rules)
		if (rule->from <= port && port <= rule->to)
			return rule;
	return NULL;
}

int rule_set(struct rule_slice_mut rules, size_t slot, struct rule rule)
{
	own_result(rule_slice_mut_item, place, rule_slice_mut_get(rules, slot));

	if (own_none(place))
		return own_err(place);
	*own_value(place) = rule;
	return 0;
}

int rules_show(struct rule_slice rules, size_t first, size_t count)
{
	own_result(rule_slice_result, part, rule_slice_sub(rules, first, count));

	if (own_none(part))
		return own_err(part);
	return show(rule_slice_bytes(own_value(part)));
}

int rules_keep(struct rule_slice from)
{
	struct rule kept[8] = { };
	int err;

	err = rule_slice_copy(own_slice_mut_of(rule_slice, kept), from);
	if (err)
		return err;
	return show(own_slice_of_object(own_at(kept, 0)));
}
