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
struct content *parcel_content(const struct parcel *parcel);
void parcel_info(const struct parcel *parcel, struct parcel_info *info);

/* transfer.c */

int box_send(struct box *box, struct parcel *parcel, bool wait, u64 *sequence);
struct parcel *box_receive(struct box *box, struct demand *demand);
struct content *box_peek(struct box *box, struct demand *demand);
void box_give_back(struct box *box, struct parcel *parcel);
long box_move(struct box *from, struct box *to, u64 *sequence);
int box_may_send(struct box *box, u64 length);
int box_may_receive(struct box *box);
void parcel_free(struct parcel *parcel);

/* wait.c */

int box_wait(struct box *box, u64 length);
void box_changed(struct box *box, __poll_t events);

/* expiry.c */

void box_set_late_aside(struct box_state *state);
void box_expect(struct box *box, struct box_state *state, u64 deadline);

/* parcels.c */

long call_read(struct call *call, struct parcel_read *request);

#endif /* PARCEL_INTERNAL_H */
