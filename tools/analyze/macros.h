/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How Coccinelle shall read the macros that look like nothing it knows. Those that
 * look like a call of a function are left to it.
 */
#define own_queue_for_each(kind, name, queue) for (; name;)
#define __own_borrows(pointer)
#define __own_borrows_mut(pointer)
#define __own_consumes(pointer)
#define __own_member
#define __own_acquired_before(mark)
#define __own_acquired_after(mark)
#define OWN_PERMISSION
#define __must_check
#define OWN_LOCKED(lock_type, data_type) data_type
#define OWN_LOCKED_IRQ(lock_type, data_type) data_type
#define OWN_LOCKED_BH(lock_type, data_type) data_type
#define OWN_SHARED(type) type
