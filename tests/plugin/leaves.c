// SPDX-License-Identifier: GPL-2.0-only
/* Rules escape, registered, taken, queue, counted and shared: what leaves a function or a lock. */
#include "../prelude.h"
#include <linux/file.h>
#include <linux/kthread.h>
#include <own/irq.h>
#include <own/slice.h>

struct own_bytes slice_of_part(const u8 *from)
{
	u8 text[16];

	memcpy(text, from, sizeof(text));
	struct own_bytes all = own_slice_of(own_bytes, text);

	return all;	/* SAYS: escape */
}

const u32 *address_by_choice(bool first)
{
	static u32 always = 1;
	u32 one = 1;

	return first ? &one : &always;	/* SAYS: escape */
}

const u32 *address_of_static(void)
{
	static u32 always = 1;
	const u32 *which = &always;

	return which;
}

struct sum {
	struct completion done;
	u32 value;
};

int add(void *context);

int thread_is_waited_for(void)
{
	struct sum sum = { .value = 1 };
	struct task_struct *task;

	init_completion(&sum.done);
	task = kthread_run(add, &sum, "own");
	if (IS_ERR(task))
		return PTR_ERR(task);
	wait_for_completion(&sum.done);
	return sum.value;
}

int thread_is_stopped(void)
{
	struct sum sum = { .value = 1 };
	struct task_struct *task = kthread_run(add, &sum, "own");

	if (!IS_ERR(task))
		kthread_stop(task);
	return PTR_ERR_OR_ZERO(task);
}

int thread_goes_on(bool wait)
{
	struct sum sum = { .value = 1 };
	struct task_struct *task = kthread_run(add, &sum, "own");	/* SAYS: registered */

	if (IS_ERR(task))
		return PTR_ERR(task);
	if (wait)
		kthread_stop(task);
	return 0;
}

int errno_of_what_was_sent(struct parcel_own_result result, bool now)
{
	own_auto(parcel_own, p, result);

	if (own_none(p))
		return own_err(p);
	if (now)
		parcel_send(own_take(p));
	return own_err(p);	/* SAYS: taken */
}

int errno_of_what_came_back(struct box *box)
{
	own_auto(parcel_own, p);

	return own_refill(parcel_own, p, box_pop(box)) ?: own_err(p);
}

void message_after(struct device *dev, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	parcel_send(own_take(p));
	dev_vdbg(dev, "parcel %u\n", own_use(p)->tag);	/* SAYS: taken */
}

void message_before(struct device *dev, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	dev_vdbg(dev, "parcel %u\n", own_use(p)->tag);
	parcel_send(own_take(p));
}

struct node {
	struct kref refs;
	struct list_head list;
	u32 *limit;
	u32 value;
};
DEFINE_OWN(node_own, struct node, OWN_KMALLOC);
DEFINE_OWN_REF(node_ref, node_own, struct node, refs);
DEFINE_OWN_QUEUE(node_queue, node_ref, struct node, list);

struct shelves {
	OWN_LOCKED(spinlock_t, struct { struct node_queue queue; u32 *spare; }) state;
	struct node *raw;
	struct node_ref_once kept;
};

void on_all(struct node_queue *queues, unsigned int count, struct node_ref node)
{
	own_auto(node_ref, n, node);

	for (unsigned int i = 0; i < count; i++)
		node_queue_push(&queues[i], node_ref_get(own_use(n)));	/* SAYS: queue */
}

void one_after_another(struct node_queue *queue, struct node_ref one, struct node_ref two)
{
	own_auto(node_ref, a, one);
	own_auto(node_ref, b, two);

	node_queue_push(queue, node_ref_get(own_use(a)));
	node_queue_push(queue, node_ref_get(own_use(b)));
}

void off_and_on(struct node_queue *queue, struct node_ref one)
{
	own_auto(node_ref, a, one);

	node_queue_push(queue, node_ref_get(own_use(a)));
	node_queue_drop_all(queue);
	node_queue_push(queue, own_take(a));
}

u32 *pointer_under_lock(struct shelves *shelves)
{
	own_guard(spinlock, state, &shelves->state);

	return state->spare;	/* SAYS: escape */
}

u32 number_under_lock(struct shelves *shelves)
{
	own_guard(spinlock, state, &shelves->state);

	return state->spare ? *state->spare : 0;
}

struct node_ref reference_of_raw(struct shelves *shelves)
{
	return node_ref_get(shelves->raw);	/* SAYS: counted */
}

struct node_ref reference_of_kept(const struct shelves *shelves)
{
	return node_ref_get(node_ref_of(&shelves->kept));
}

void limit_without_lock(struct node_ref node)
{
	own_auto(node_ref, n, node);

	*own_use(n)->limit = 0;	/* SAYS: shared */
}

void limit_of_my_own(struct node_own node)
{
	own_auto(node_own, n, node);

	*own_use(n)->limit = 0;
}

static const struct node *newest;

void remember(struct node_ref node)
{
	own_auto(node_ref, n, node);

	newest = own_use(n);	/* SAYS: escape */
}

struct cursor {
	const struct node *node;
};

void point(struct cursor *cursor, const struct node *node)
{
	cursor->node = node;	/* SAYS: escape */
}

u32 value_at(const struct node *node)
{
	struct cursor cursor = { .node = node };

	return cursor.node->value;
}

size_t length_of_name(const char __user *from)
{
	char *name = strndup_user(from, 8);
	size_t length = name[0] == '+';	/* SAYS: plain-unchecked */

	kfree(name);
	return length;
}

size_t length_of_name_or_0(const char __user *from)
{
	char *name = strndup_user(from, 8);

	if (IS_ERR(name))
		return 0;
	size_t length = name[0] == '+';

	kfree(name);
	return length;
}

void node_finish(struct node *node)
{
	kfree(node->limit);
}
DEFINE_OWN(finished_own, struct node, OWN_KMALLOC, own_run(node_finish));

void node_free(struct node *node)
{
	kfree(node->limit);
	kfree(node);
}
DEFINE_OWN(freed_own, struct node, node_free);

void finish_by_hand(struct finished_own node)
{
	own_auto(finished_own, n, node);

	node_finish(own_mut(n));	/* SAYS: freed */
}

/* A reference keeps what it was made of from then on, and not what was dead before. */
unsigned int reference_too_late(unsigned int id)
{
	const struct box *box;

	{
		own_auto(box_ref, found, box_find(id));

		if (own_none(found))
			return 0;
		box = own_use(found);
	}
	own_auto(box_ref, late, box_ref_get(box));	/* SAYS: dead */
	return own_use(late)->id;
}

unsigned int reference_in_time(unsigned int id)
{
	const struct box *box;

	own_auto(box_ref, kept);
	{
		own_auto(box_ref, found, box_find(id));

		if (own_none(found))
			return 0;
		box = own_use(found);
		own_refill(box_ref, kept, box_ref_get(box));
	}
	return own_none(kept) ? 0 : box->id;
}

/* The kernel's exchanges store, too. */
static const struct parcel *last_parcel;

void exchanged(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	xchg(&last_parcel, own_use(p));	/* SAYS: escape */
}

bool compared_and_exchanged(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	return !cmpxchg(&last_parcel, NULL, own_use(p));	/* SAYS: escape */
}

/* The thread of an interrupt is lent what the interrupt has. */
struct adc {
	struct kref refs;
	struct own_irq_line line;
};
DEFINE_OWN(adc_own, struct adc, OWN_KMALLOC);
DEFINE_OWN_REF(adc_ref, adc_own, struct adc, refs);
DEFINE_OWN_IRQ_THREAD(adc_irq, adc_ref, struct adc, line, adc_thread);

const struct adc *last_adc;

static irqreturn_t adc_thread(const struct adc *adc)
{
	last_adc = adc;	/* SAYS: escape */
	return IRQ_HANDLED;
}

struct adc_irq_result adc_begin(struct adc_ref adc, unsigned int number)
{
	return adc_irq_request(adc, number, 0, "adc");
}
