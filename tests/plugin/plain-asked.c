// SPDX-License-Identifier: GPL-2.0-only
/* --plain: what is asked twice has one answer, and a message does not look behind a pointer. */
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/slab.h>

enum mode { KEEP, BORROW, GIVE };

struct part {
	struct list_head list;
	enum mode mode;
	int size;
};

#define FLAG_GIVE	2u
#define FLAG_LAST	4u

void part_show(struct part *part);
int part_number(void);

int given_by_mode(struct part *part, enum mode mode)
{
	if (mode == GIVE)
		kfree(part);
	part_show(NULL);
	return mode != GIVE ? part->size : 0;
}

int given_by_other_mode(struct part *part, enum mode mode)
{
	if (mode == GIVE)
		kfree(part);
	return mode != BORROW ? part->size : 0;	/* SAYS: plain-freed */
}

int given_by_flag(struct part *part, unsigned int flags)
{
	if (flags & FLAG_GIVE)
		kfree(part);
	part_show(NULL);
	if (flags & FLAG_GIVE)
		return 0;
	return part->size;
}

int given_by_other_flag(struct part *part, unsigned int flags)
{
	if (flags & FLAG_GIVE)
		kfree(part);
	if (flags & FLAG_LAST)
		return 0;
	return part->size;	/* SAYS: plain-freed */
}

int given_if_less(struct part *part, int have, int want)
{
	if (have < want)
		kfree(part);
	part_show(NULL);
	return have >= want ? part->size : -ENOSPC;
}

int given_if_changed(struct part *part, int have, int want)
{
	if (have < want)
		kfree(part);
	have++;
	return have >= want ? part->size : -ENOSPC;	/* SAYS: plain-freed */
}

/* In each round the number is another. */
int given_in_a_round(struct part *part)
{
	int number, sum = 0;

	while ((number = part_number())) {
		if (number == 3)
			kfree(part);	/* SAYS: plain-double */
		if (number != 3)
			sum += part->size;	/* SAYS: plain-freed */
	}
	return sum;
}

int given_in_a_switch(struct part *part, enum mode mode)
{
	switch (mode) {
	case GIVE:
		kfree(part);
		break;
	case BORROW:
		part_show(part);
		break;
	default:
		return 0;
	}
	part_show(NULL);
	switch (mode) {
	case GIVE:
		return 1;
	default:
		return part->size;
	}
}

int given_in_another_switch(struct part *part, enum mode mode)
{
	switch (mode) {
	case GIVE:
	case KEEP:
		kfree(part);
		break;
	default:
		break;
	}
	return mode == GIVE ? 0 : part->size;	/* SAYS: plain-freed */
}

void told_by_debugging(struct part *part)
{
	kfree(part);
	pr_debug("%p is gone\n", part);
}

/* Where the list begins is no cursor. */
int first_after_walk(struct list_head *all)
{
	struct part *part;
	bool give = false;

	if (list_empty(all))
		return -ENOENT;
	list_for_each_entry(part, all, list)
		give |= part->mode == GIVE;
	part = list_first_entry(all, struct part, list);
	return give ? part->size : 0;
}

int cursor_after_walk(struct list_head *all)
{
	struct part *part;
	bool give = false;

	list_for_each_entry(part, all, list)
		give |= part->mode == GIVE;
	return give ? part->size : 0;	/* SAYS: plain-iterator */
}
