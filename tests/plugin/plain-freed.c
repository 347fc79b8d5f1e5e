// SPDX-License-Identifier: GPL-2.0-only
/* --plain: kfree() and what is done with the object afterwards. */
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/slab.h>

struct part {
	struct list_head list;
	struct kref ref;
	char *text;
	int size;
};

int used_after_kfree(struct part *part)
{
	kfree(part->text);
	kfree(part);
	return part->size;	/* SAYS: plain-freed */
}

int used_before_kfree(struct part *part)
{
	int size = part->size;

	kfree(part->text);
	kfree(part);
	return size;
}

struct part *returned_after_kfree(int size)
{
	struct part *part = kmalloc(sizeof(*part), GFP_KERNEL);

	if (!part)
		return NULL;
	part->text = kmalloc(size, GFP_KERNEL);
	if (!part->text)
		kfree(part);
	return part;	/* SAYS: plain-freed */
}

struct part *returned_or_freed(int size)
{
	struct part *part = kmalloc(sizeof(*part), GFP_KERNEL);

	if (!part)
		return NULL;
	part->text = kmalloc(size, GFP_KERNEL);
	if (!part->text) {
		kfree(part);
		part = NULL;
	}
	return part;
}

int fill(struct part *part);

int freed_twice(struct part *part)
{
	int error = fill(part);

	if (error)
		kfree(part->text);
	if (error < 0) {
		kfree(part->text);	/* SAYS: plain-double */
		return error;
	}
	return 0;
}

/* The two tests are of the same. */
int freed_on_one_path(struct part *part)
{
	int error = fill(part);

	if (error)
		kfree(part);
	if (!error)
		part->size = 1;
	return error;
}

int freed_by_goto(int size)
{
	char *one, *two;
	int error = -ENOMEM;

	one = kmalloc(size, GFP_KERNEL);
	if (!one)
		return error;
	two = kmalloc(size, GFP_KERNEL);
	if (!two) {
		kfree(one);
		goto out;
	}
	error = two[0];
	kfree(two);
out:
	kfree(one);	/* SAYS: plain-double */
	return error;
}

int freed_by_labels(int size)
{
	char *one, *two;
	int error = -ENOMEM;

	one = kmalloc(size, GFP_KERNEL);
	if (!one)
		return error;
	two = kmalloc(size, GFP_KERNEL);
	if (!two)
		goto out;
	error = two[0];
	kfree(two);
out:
	kfree(one);
	return error;
}

void member_freed_again(struct part *part)
{
	kfree(part->text);
	part->text = NULL;
	kfree(part->text);
}

static void part_destroy(struct part *part)
{
	if (!part)
		return;
	kfree(part->text);
	kfree(part);
}

void used_after_helper(struct part *part)
{
	part_destroy(part);
	part->size = 0;	/* SAYS: plain-freed */
}

void stored_after_kfree(struct part **place, struct part *part)
{
	kfree(part);
	*place = part;	/* SAYS: plain-freed */
}

void freed_in_walk(struct list_head *parts)
{
	struct part *part;

	list_for_each_entry(part, parts, list)	/* SAYS: plain-walk */
		kfree(part);
}

void freed_in_safe_walk(struct list_head *parts)
{
	struct part *part, *next;

	list_for_each_entry_safe(part, next, parts, list) {
		list_del(&part->list);
		kfree(part);
	}
}

/* A walk that ends where it frees. */
void one_freed_in_walk(struct list_head *parts, int size)
{
	struct part *part;

	list_for_each_entry(part, parts, list)
		if (part->size == size) {
			list_del(&part->list);
			kfree(part);
			break;
		}
}

int cursor_behind_walk(struct list_head *parts, int size)
{
	struct part *part;

	list_for_each_entry(part, parts, list)
		if (part->size == size)
			break;
	return part->size;	/* SAYS: plain-iterator */
}

int cursor_if_found(struct list_head *parts, int size)
{
	struct part *part;
	bool found = false;

	list_for_each_entry(part, parts, list)
		if (part->size == size) {
			found = true;
			break;
		}
	return found ? part->size : 0;
}

int cursor_if_not_head(struct list_head *parts, int size)
{
	struct part *part;

	list_for_each_entry(part, parts, list)
		if (part->size == size)
			break;
	if (list_entry_is_head(part, parts, list))
		return 0;
	return part->size;
}

/* Before the first that is greater, or at the end. */
void inserted_behind_walk(struct list_head *parts, struct part *new)
{
	struct part *part;

	list_for_each_entry(part, parts, list)
		if (part->size > new->size)
			break;
	list_add_tail(&new->list, &part->list);
}

void part_release(struct kref *ref);

int used_after_put(struct part *part)
{
	kref_put(&part->ref, part_release);
	return part->size;	/* SAYS: plain-put */
}

int used_with_another(struct part *part)
{
	int size;

	kref_get(&part->ref);
	size = fill(part);
	kref_put(&part->ref, part_release);
	return size + part->size;
}

int put_and_freed(struct part *part)
{
	kref_init(&part->ref);
	if (fill(part)) {
		kref_put(&part->ref, part_release);
		kfree(part);	/* SAYS: plain-put */
		return -EIO;
	}
	return 0;
}

static void part_put(struct part *part)
{
	kref_put(&part->ref, part_release);
}

int used_after_putter(struct part *part)
{
	part_put(part);
	return part->size;	/* SAYS: plain-put */
}

int used_with_another_by_putter(struct part *part)
{
	kref_get(&part->ref);
	part_put(part);
	return part->size;
}

struct pair {
	struct part parts[2];
	int count;
};

int fill_some(struct part *parts, int count);

/* The two tests are of the same, which own-check does not see; the middle is never freed. */
int freed_if_own(struct pair *pair, int from)
{
	struct part *parts = &pair->parts[from];

	if (pair->count != 1) {
		parts = kmalloc(sizeof(*parts), GFP_KERNEL);
		if (!parts)
			return -ENOMEM;
	}
	fill_some(parts, pair->count);
	if (pair->count != 1)
		kfree(parts);
	return pair->count;
}

struct seat {
	int size;
	struct list_head node;
};

void seat_add(struct seat *seat);

/* What one walk has seen to be an element is no other's head. */
void once_each(struct list_head *all)
{
	struct seat *seat, *before;

	list_for_each_entry(seat, all, node) {
		bool again = false;

		list_for_each_entry(before, all, node) {
			if (before == seat)
				break;
			if (before->size == seat->size) {
				again = true;
				break;
			}
		}
		if (!again)
			seat_add(seat);
	}
}

/* It does not count the rounds: a finding that is none. */
void in_one_round(struct part *part, int rounds)
{
	int i;

	for (i = 0; i < rounds; i++)
		if (i == 3)
			kfree(part);	/* SAYS: plain-double */
}
