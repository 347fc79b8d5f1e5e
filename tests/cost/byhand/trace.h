/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tracepoints: the way of each parcel.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM parcel_by_hand

#if !defined(PARCEL_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define PARCEL_TRACE_H

#include <linux/tracepoint.h>

#include "parcel_internal.h"

/* @sequence: the parcel's number in @box */
DECLARE_EVENT_CLASS(parcel_class,
	TP_PROTO(const struct box *box, u64 sequence, u64 length),
	TP_ARGS(box, sequence, length),
	TP_STRUCT__entry(
		__array(char, box, PARCEL_NAME_SIZE)
		__field(u64, sequence)
		__field(u64, length)
	),
	TP_fast_assign(
		memcpy(__entry->box, box->name, PARCEL_NAME_SIZE);
		__entry->sequence = sequence;
		__entry->length = length;
	),
	TP_printk("box=%s sequence=%llu length=%llu", __entry->box, __entry->sequence,
		  __entry->length)
);

#define PARCEL_EVENT(name)							\
	DEFINE_EVENT(parcel_class, name,					\
		     TP_PROTO(const struct box *box, u64 sequence, u64 length),	\
		     TP_ARGS(box, sequence, length))

PARCEL_EVENT(parcel_send);		/* sent or forwarded */
PARCEL_EVENT(parcel_receive);
PARCEL_EVENT(parcel_take);
PARCEL_EVENT(parcel_move);		/* into @box */
PARCEL_EVENT(parcel_drop);		/* from @box, where nobody received it */

TRACE_EVENT(parcel_revoke,
	TP_PROTO(const struct box *box),
	TP_ARGS(box),
	TP_STRUCT__entry(
		__array(char, box, PARCEL_NAME_SIZE)
	),
	TP_fast_assign(
		memcpy(__entry->box, box->name, PARCEL_NAME_SIZE);
	),
	TP_printk("box=%s", __entry->box)
);

#endif /* PARCEL_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
