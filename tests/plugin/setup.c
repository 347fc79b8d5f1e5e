// SPDX-License-Identifier: GPL-2.0-only
/* Rules published and errno: what a module's init function gets wrong. */
#include "../prelude.h"

DEFINE_OWN_ADOPTED(queue_own, struct workqueue_struct, destroy_workqueue);

static struct queue_own_once early, late, other;
static struct miscdevice device;

static int add_device(void)
{
	return misc_register(&device);
}

int set_up(struct queue_own first, struct queue_own second)
{
	own_auto(queue_own, a, first);
	own_auto(queue_own, b, second);
	int err;

	queue_own_set_once(&early, own_take(a));
	err = add_device();
	if (err)
		return err;
	queue_own_set_once(&late, own_take(b));	/* SAYS: published */
	return 0;
}

int on_one_path(struct queue_own first, bool add)
{
	own_auto(queue_own, a, first);

	if (add)
		return add_device();
	queue_own_set_once(&other, own_take(a));
	return 0;
}

static int probe(unsigned int id)
{
	if (!ready(id))
		return -ENODEV;
	return 0;
}

static int index_of(unsigned int id)
{
	return ready(id) ? 3 : -1;
}

int look(unsigned int id)
{
	if (probe(id) == -1)	/* SAYS: errno */
		return -ENODEV;
	if (index_of(id) == -1)
		return -ENODEV;
	if (probe(id) < 0)
		return -ENODEV;
	return 0;
}
