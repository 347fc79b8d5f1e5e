// SPDX-License-Identifier: GPL-2.0-only
/* --plain: __free(), guard() and scoped_guard(). */
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct part {
	struct mutex lock;
	char *text;
	int size;
};

struct part *part_open(int size);
void part_close(struct part *part);
int fill(struct part *part);
DEFINE_FREE(part_close, struct part *, if (_T) part_close(_T))
DEFINE_FREE(part_close_any, struct part *, if (!IS_ERR_OR_NULL(_T)) part_close(_T))

int no_value(int size)
{
	struct part *part __free(kfree);	/* SAYS: plain-uninit */

	if (size < 0)
		return -EINVAL;
	part = kmalloc(size, GFP_KERNEL);
	return part ? fill(part) : -ENOMEM;
}

int a_value(int size)
{
	struct part *part __free(kfree) = NULL;

	if (size < 0)
		return -EINVAL;
	part = kmalloc(size, GFP_KERNEL);
	return part ? fill(part) : -ENOMEM;
}

int declared_late(int size)
{
	if (size < 0)
		return -EINVAL;

	struct part *part __free(kfree) = kmalloc(size, GFP_KERNEL);

	return part ? fill(part) : -ENOMEM;
}

int error_pointer(int size)
{
	struct part *part __free(part_close) = part_open(size);	/* SAYS: plain-errptr */

	if (IS_ERR(part))
		return PTR_ERR(part);
	return fill(part);
}

int error_pointer_known(int size)
{
	struct part *part __free(part_close_any) = part_open(size);

	if (IS_ERR(part))
		return PTR_ERR(part);
	return fill(part);
}

int used_after_no_free_ptr(struct part **place, int size)
{
	struct part *part __free(kfree) = kmalloc(sizeof(*part), GFP_KERNEL);

	if (!part)
		return -ENOMEM;
	*place = no_free_ptr(part);
	return part->size;	/* SAYS: plain-taken */
}

struct part *taken_last(int size)
{
	struct part *part __free(kfree) = kmalloc(sizeof(*part), GFP_KERNEL);

	if (!part)
		return NULL;
	part->size = size;
	return_ptr(part);
}

struct part *returned_without(int size)
{
	struct part *part __free(kfree) = kmalloc(sizeof(*part), GFP_KERNEL);

	if (!part)
		return NULL;
	part->size = size;
	return part;	/* SAYS: plain-freed */
}

int freed_by_hand_too(int size)
{
	struct part *part __free(kfree) = kmalloc(sizeof(*part), GFP_KERNEL);	/* SAYS: plain-double */

	if (!part)
		return -ENOMEM;
	if (size < 0) {
		kfree(part);
		return -EINVAL;
	}
	return fill(part);
}

int goto_over_guard(struct part *part)
{
	int error = -EINVAL;

	if (part->size < 0)
		goto out;
	guard(mutex)(&part->lock);	/* SAYS: plain-jumped */
	error = fill(part);
out:
	return error;
}

int guard_in_block(struct part *part)
{
	int error = -EINVAL;

	if (part->size < 0)
		goto out;
	{
		guard(mutex)(&part->lock);
		error = fill(part);
	}
out:
	return error;
}

void freed_under_guard(struct part *part)
{
	guard(mutex)(&part->lock);	/* SAYS: plain-guard */
	kfree(part);
}

void freed_after_guard(struct part *part)
{
	scoped_guard(mutex, &part->lock)
		part->size = 0;
	kfree(part);
}

int break_in_guard(struct part *parts, int count)
{
	int i, error = 0;

	for (i = 0; i < count; i++) {
		scoped_guard(mutex, &parts[i].lock) {
			error = fill(&parts[i]);
			if (error)
				break;	/* SAYS: plain-break */
		}
	}
	return error;
}

int continue_in_guard(struct part *parts, int count)
{
	int i, sum = 0;

	for (i = 0; i < count; i++) {
		scoped_guard(mutex, &parts[i].lock)
			if (!parts[i].text)
				continue;	/* SAYS: plain-break */
		sum += fill(&parts[i]);
	}
	return sum;
}

int continue_at_the_end(struct part *parts, int count)
{
	int i, sum = 0;

	for (i = 0; i < count; i++)
		scoped_guard(mutex, &parts[i].lock) {
			if (!parts[i].text)
				continue;
			sum += parts[i].size;
		}
	return sum;
}

/* Of a loop inside, and of no loop. */
int break_of_its_own(struct part *part)
{
	int i, sum = 0;

	scoped_guard(mutex, &part->lock) {
		for (i = 0; i < part->size; i++)
			if (fill(part))
				break;
		if (i == part->size)
			break;
		sum = i;
	}
	return sum;
}
