/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parcel driver's files share, in careful C. It stands in for parcel_internal.h, under
 * whose name the driver's trace.h finds it.
 */
#ifndef PARCEL_INTERNAL_H
#define PARCEL_INTERNAL_H

#include <linux/poll.h>
#include "parcel_types.h"

/* content.c */

int content_read(const struct content *content, u64 offset, u64 length, u64 to);
int content_record(const struct content *content, u32 number, struct parcel_record *record);
void parcel_info(const struct parcel *parcel, struct parcel_info *info);
void content_release(struct kref *refs);

static inline void content_put(struct content *content)
{
	kref_put(&content->refs, content_release);
}

static inline struct content *parcel_content(const struct parcel *parcel)
{
	return parcel->content;
}

static inline u32 content_size(const struct content *content)
{
	const struct index *index = content->index;

	return content->length + (index ? index->nr_records * sizeof(index->records[0]) : 0);
}

/* opener.c */

u64 deadline_to_user(u64 deadline);

/* transfer.c */

int box_send(struct box *box, struct parcel *parcel, bool wait, u64 *sequence);
struct parcel *box_receive(struct box *box, struct demand *demand);
struct content *box_peek(struct box *box, struct demand *demand);
void box_give_back(struct box *box, struct parcel *parcel);
long box_move(struct box *from, struct box *to, u64 *sequence);
void box_received(struct box *box, u32 size);
int box_may_send(const struct box *box, struct box_state *state, u64 size,
		 const struct sleeper *sleeper);
int box_may_receive(struct box_state *state);
__poll_t box_poll(struct box *box, u32 rights);
void parcel_free(struct parcel *parcel);

/* wait.c */

void box_wake_first(const struct box *box, struct box_state *state);
int box_wait(struct box *box, struct sleeper *sleeper);
void box_leave(struct box *box, struct sleeper *sleeper);
void box_tell(struct box *box, __poll_t events);
void box_tell_all(struct box *box);

static inline struct sleeper *box_first(struct list_head *line)
{
	return list_first_entry_or_null(line, struct sleeper, node);
}

static inline void box_wake(const struct box *box, struct box_state *state)
{
	if (!list_empty(&state->receiving) || !list_empty(&state->sending))
		box_wake_first(box, state);
}

/* box.c */

unsigned int box_drop_late(struct box *box, unsigned int most);

static inline bool box_is_deserted(const struct box_state *state)
{
	return state->unlinked && !state->senders && !state->receivers;
}

/* expiry.c */

bool box_set_some_aside(struct box_state *state);
void box_expect(struct box *box, struct box_state *state, struct parcel *parcel);
void box_forget(struct box_state *state, struct parcel *parcel);

static inline bool box_set_late_aside(struct box_state *state)
{
	return rb_first_cached(&state->deadlines) && box_set_some_aside(state);
}

/* file.c */

struct box *parcel_file_box(struct parcel_file *file, u32 handle, u32 rights);
struct content *parcel_file_content(struct parcel_file *file, u32 handle);

/* parcels.c */

long call_read(struct call *call, struct parcel_read *request);

#endif /* PARCEL_INTERNAL_H */
