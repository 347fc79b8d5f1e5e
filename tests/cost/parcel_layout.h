/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Do the structures of byhand/parcel_types.h lie in memory as the driver's do? Both in one file,
 * the former renamed.
 */
#ifndef PARCEL_LAYOUT_H
#define PARCEL_LAYOUT_H

#include "../../driver/safe/parcel_internal.h"

#define index		plain_index
#define sender		plain_sender
#define content		plain_content
#define parcel		plain_parcel
#define parcel_queue	plain_parcel_queue
#define box_state	plain_box_state
#define box		plain_box
#define seat		plain_seat
#define sleeper		plain_sleeper
#define demand		plain_demand
#define selection	plain_selection
#define parcel_file	plain_parcel_file
#define call		plain_call
#include "byhand/parcel_types.h"
#undef index
#undef sender
#undef content
#undef parcel
#undef parcel_queue
#undef box_state
#undef box
#undef seat
#undef sleeper
#undef demand
#undef selection
#undef parcel_file
#undef call

#define SAME_SIZE(type)							\
	static_assert(sizeof(struct type) == sizeof(struct plain_##type))
#define SAME_PLACE(type, member)					\
	static_assert(offsetof(struct type, member) == offsetof(struct plain_##type, member))

SAME_SIZE(index);
SAME_PLACE(index, records);

SAME_SIZE(sender);
SAME_PLACE(sender, uid);

SAME_SIZE(content);
SAME_PLACE(content, deadline);
SAME_PLACE(content, length);
SAME_PLACE(content, apart);
SAME_PLACE(content, bytes);

SAME_SIZE(parcel);
SAME_PLACE(parcel, node);
SAME_PLACE(parcel, due);
SAME_PLACE(parcel, holder);

SAME_SIZE(parcel_queue);

SAME_SIZE(box_state);
SAME_PLACE(box_state, queue);
SAME_PLACE(box_state, late);
SAME_PLACE(box_state, deadlines);
SAME_PLACE(box_state, next_expiry);
SAME_PLACE(box_state, bytes);
SAME_PLACE(box_state, parcels);
SAME_PLACE(box_state, passed);
SAME_PLACE(box_state, sent);
SAME_PLACE(box_state, received);
SAME_PLACE(box_state, expired);
SAME_PLACE(box_state, receiving);
SAME_PLACE(box_state, sending);
SAME_PLACE(box_state, senders);
SAME_PLACE(box_state, receivers);
SAME_PLACE(box_state, unlinked);
SAME_PLACE(box_state, dead);

SAME_SIZE(box);
SAME_PLACE(box, name);
SAME_PLACE(box, capacity_parcels);
SAME_PLACE(box, capacity_bytes);
SAME_PLACE(box, pollers);
SAME_PLACE(box, expiry);

SAME_SIZE(sleeper);
SAME_PLACE(sleeper, size);
SAME_PLACE(sleeper, dropped);

SAME_SIZE(demand);
SAME_PLACE(demand, info);

SAME_SIZE(seat);
SAME_PLACE(seat, rights);

static_assert(sizeof(struct handles) == sizeof(struct handle_table));
SAME_PLACE(parcel_file, handles);
SAME_SIZE(parcel_file);
SAME_PLACE(call, file);
SAME_PLACE(call, nonblock);

#endif /* PARCEL_LAYOUT_H */
