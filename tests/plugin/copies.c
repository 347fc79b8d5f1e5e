// SPDX-License-Identifier: GPL-2.0-only
/* Rules written and init. */
#include "../prelude.h"
#include <linux/random.h>
#include <own/table.h>
#include <own/timer.h>

void queue_cleared(struct parcel_queue *queue)
{
	memset(queue, 0, sizeof(*queue));	/* SAYS: written */
}

void structure_cleared(struct box *box)
{
	memset(box, 0, sizeof(*box));	/* SAYS: written */
}

void structure_filled(struct box *box, const void *from)
{
	memcpy(box, from, sizeof(*box));	/* SAYS: written */
}

int filled_by_user(struct box *box, const void __user *from)
{
	return copy_from_user(box, from, sizeof(*box)) ? -EFAULT : 0;	/* SAYS: written */
}

void owner_cleared(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	memset(&p, 0, sizeof(p));	/* SAYS: written */
}

void value_cleared(struct parcel_own parcel)
{
	memset(&parcel, 0, sizeof(parcel));	/* SAYS: written */
}

static struct parcel_queue waiting;

void static_cleared(void)
{
	memzero_explicit(&waiting, sizeof(waiting));	/* SAYS: written */
}

/* What has nothing yet. */
struct box *box_made(void)
{
	struct box *box = kmalloc(sizeof(*box), GFP_KERNEL);

	if (box)
		memset(box, 0, sizeof(*box));
	return box;
}

void queue_begun(struct parcel_queue *queue)
{
	memset(queue, 0, sizeof(*queue));
	parcel_queue_init(queue);
}

/* What owns nothing. */
void bytes_cleared(struct parcel *parcel)
{
	memset(parcel->data, 0, parcel->len);
}

/* Nobody else can call these functions. */
DEFINE_OWN_QUEUE(waste, parcel_own, struct parcel, node);
DEFINE_OWN_QUEUE(unused, parcel_own, struct parcel, node);
DEFINE_OWN_QUEUE(begun, parcel_own, struct parcel, node);
DEFINE_OWN_TABLE(handles, (box_handle, box_ref));
DEFINE_OWN_TABLE(names, (box_name, box_ref));

void throw_away(struct waste *waste, struct parcel_own parcel)
{
	waste_push(waste, parcel);	/* SAYS: init */
}

void begin(struct begun *begun, struct parcel_own parcel)
{
	begun_init(begun);
	begun_push(begun, parcel);
}

bool has_handle(const struct handles *handles, u32 handle)
{
	own_table_peek(box_handle, box, handles, handle);	/* SAYS: init */

	return !own_none(box);
}

void begin_names(struct names *names)
{
	names_init(names, 8, -ENOSPC);
}

struct lamp {
	struct kref refs;
	struct timer_list off, on;
};
DEFINE_OWN(lamp_own, struct lamp, OWN_KMALLOC);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
DEFINE_OWN_TIMER(lamp_off, lamp_ref, struct lamp, off, lamp_off_now);
DEFINE_OWN_TIMER(lamp_on, lamp_ref, struct lamp, on, lamp_on_now);

static void lamp_off_now(struct lamp_off_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);
}

static void lamp_on_now(struct lamp_on_fired fired)
{
	own_timer_fired(lamp_ref, l, fired);
}

struct lamp_own_result lamp_begin(void)
{
	own_auto(lamp_own, l, own_alloc(lamp_own, GFP_KERNEL));

	if (own_none(l))
		return own_fail(lamp_own, own_err(l));
	lamp_off_init(own_mut(l));
	return own_ok(l);
}

void lamp_end(const struct lamp *lamp)
{
	own_auto(lamp_ref, off, lamp_off_stop(lamp));
	own_auto(lamp_ref, on, lamp_on_stop(lamp));	/* SAYS: init */
}
