/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tracepoints: what the device was told, and what it said.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM edu

#if !defined(EDU_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define EDU_TRACE_H

#include <linux/tracepoint.h>

#include "edu_internal.h"

DECLARE_EVENT_CLASS(edu_class,
	TP_PROTO(const struct edu *edu, u64 value),
	TP_ARGS(edu, value),
	TP_STRUCT__entry(
		__field(int, number)
		__field(u64, value)
	),
	TP_fast_assign(
		__entry->number = edu->number;
		__entry->value = value;
	),
	TP_printk("edu%d %#llx", __entry->number, __entry->value)
);

#define EDU_EVENT(name)								\
	DEFINE_EVENT(edu_class, name, TP_PROTO(const struct edu *edu, u64 value), \
		     TP_ARGS(edu, value))

EDU_EVENT(edu_compute);		/* the number whose factorial is wanted */
EDU_EVENT(edu_move);		/* the command of a transfer */
EDU_EVENT(edu_interrupt);	/* the interrupts that were acknowledged */
EDU_EVENT(edu_gone);		/* 1: a transfer was under way */

#endif /* EDU_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
