/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_STRICT_H
#define OWN_STRICT_H

/**
 * DOC: No way round
 *
 * A driver that uses the library can still call kfree(). Below this header it
 * cannot: the names of raw allocation, freeing, user copies, locks, lists and
 * counts are poisoned, and so are the library's private ones. A use is an error at
 * that line, with every compiler, in every configuration, without an analysis:
 * "attempt to use poisoned "kfree"".
 *
 * .. code-block:: c
 *
 *	#include <linux/module.h>
 *	#include "parcel.h"
 *
 *	static void parcel_free(struct parcel *parcel)
 *	{
 *		kvfree(parcel);
 *	}
 *	DEFINE_OWN(parcel_own, struct parcel, parcel_free);
 *
 *	#include <own/strict.h>		// from here on, only owners
 *
 * So the line divides a file: above it the few functions that implement ownership,
 * which a reviewer reads closely, below it the rest. Most files have it as their
 * last include.
 *
 * What it costs: nothing.
 *
 * What it cannot prevent: a raw call in a function of another file, or in a macro
 * that was defined above; walking a list by hand. The macros that walk
 * lists are left alone here, because macros of the library and of the kernel
 * expand to them; ``make analyze`` looks for them in files that include this.
 *
 * When not to use it: in a header, or before another include: kernel headers use
 * these names.
 *
 * Rust: ``#![forbid(unsafe_code)]``.
 */

#include <own/own.h>

/*
 * A poisoned name may still come out of a macro that was defined before, so the
 * kernel's guards and the library go on working. What is a macro itself in some
 * configuration has to be undefined first: gcc would delete it, and warn. That
 * would break macros that expand to it; the library has none, and the kernel's
 * are other ways to say the same, so they shall not work either.
 */

/* Allocation: own_alloc(), own_alloc_flex(), own_alloc_cache(). */
#undef kmalloc
#undef kzalloc
#undef kcalloc
#undef kmalloc_array
#undef kmalloc_node
#undef kzalloc_node
#undef krealloc
#undef krealloc_array
#undef kvmalloc
#undef kvzalloc
#undef kvcalloc
#undef kvmalloc_array
#undef kvrealloc
#undef kmalloc_obj
#undef kmalloc_objs
#undef kmalloc_flex
#undef kzalloc_obj
#undef kzalloc_objs
#undef kzalloc_flex
#undef kvmalloc_obj
#undef kvmalloc_objs
#undef kvmalloc_flex
#undef kvzalloc_obj
#undef kvzalloc_objs
#undef kvzalloc_flex
#undef vmalloc
#undef vzalloc
#undef kmemdup
#undef kmemdup_nul
#undef kvmemdup
#undef kstrdup
#undef kstrndup
#undef kasprintf
#undef kmem_cache_alloc
#undef kmem_cache_zalloc
#undef __get_free_page
#undef __get_free_pages
#undef get_zeroed_page
#pragma GCC poison kmalloc
#pragma GCC poison kzalloc
#pragma GCC poison kcalloc
#pragma GCC poison kmalloc_array
#pragma GCC poison kmalloc_node
#pragma GCC poison kzalloc_node
#pragma GCC poison krealloc
#pragma GCC poison krealloc_array
#pragma GCC poison kvmalloc
#pragma GCC poison kvzalloc
#pragma GCC poison kvcalloc
#pragma GCC poison kvmalloc_array
#pragma GCC poison kvrealloc
#pragma GCC poison kmalloc_obj
#pragma GCC poison kmalloc_objs
#pragma GCC poison kmalloc_flex
#pragma GCC poison kzalloc_obj
#pragma GCC poison kzalloc_objs
#pragma GCC poison kzalloc_flex
#pragma GCC poison kvmalloc_obj
#pragma GCC poison kvmalloc_objs
#pragma GCC poison kvmalloc_flex
#pragma GCC poison kvzalloc_obj
#pragma GCC poison kvzalloc_objs
#pragma GCC poison kvzalloc_flex
#pragma GCC poison vmalloc
#pragma GCC poison vzalloc
#pragma GCC poison kmemdup
#pragma GCC poison kmemdup_nul
#pragma GCC poison kvmemdup
#pragma GCC poison kstrdup
#pragma GCC poison kstrndup
#pragma GCC poison kasprintf
#pragma GCC poison kmem_cache_alloc
#pragma GCC poison kmem_cache_zalloc
#pragma GCC poison __get_free_page
#pragma GCC poison __get_free_pages
#pragma GCC poison get_zeroed_page

/* Freeing: own_drop(), or the end of the owner's scope. */
#undef kfree
#undef kvfree
#undef vfree
#undef kfree_sensitive
#undef kvfree_sensitive
#undef kfree_rcu
#undef kvfree_rcu
#undef kmem_cache_free
#undef free_page
#undef free_pages
#pragma GCC poison kfree
#pragma GCC poison kvfree
#pragma GCC poison vfree
#pragma GCC poison kfree_sensitive
#pragma GCC poison kvfree_sensitive
#pragma GCC poison kfree_rcu
#pragma GCC poison kvfree_rcu
#pragma GCC poison kmem_cache_free
#pragma GCC poison free_page
#pragma GCC poison free_pages

/* User memory: user.h. */
#undef copy_from_user
#undef copy_to_user
#undef copy_in_user
#undef __copy_from_user
#undef __copy_to_user
#undef copy_struct_from_user
#undef copy_struct_to_user
#undef memdup_user
#undef vmemdup_user
#undef memdup_user_nul
#undef memdup_array_user
#undef strndup_user
#undef strncpy_from_user
#undef clear_user
#undef get_user
#undef put_user
#undef __get_user
#undef __put_user
#undef unsafe_get_user
#undef unsafe_put_user
#pragma GCC poison copy_from_user
#pragma GCC poison copy_to_user
#pragma GCC poison copy_in_user
#pragma GCC poison __copy_from_user
#pragma GCC poison __copy_to_user
#pragma GCC poison copy_struct_from_user
#pragma GCC poison copy_struct_to_user
#pragma GCC poison memdup_user
#pragma GCC poison vmemdup_user
#pragma GCC poison memdup_user_nul
#pragma GCC poison memdup_array_user
#pragma GCC poison strndup_user
#pragma GCC poison strncpy_from_user
#pragma GCC poison clear_user
#pragma GCC poison get_user
#pragma GCC poison put_user
#pragma GCC poison __get_user
#pragma GCC poison __put_user
#pragma GCC poison unsafe_get_user
#pragma GCC poison unsafe_put_user

/* Locks: OWN_LOCKED(), own_guard(), own_locked_init(). */
#undef spin_lock_init
#undef spin_lock
#undef spin_lock_irq
#undef spin_lock_irqsave
#undef spin_lock_bh
#undef spin_trylock
#undef spin_unlock
#undef spin_unlock_irq
#undef spin_unlock_irqrestore
#undef spin_unlock_bh
#undef raw_spin_lock_init
#undef raw_spin_lock
#undef raw_spin_lock_irq
#undef raw_spin_lock_irqsave
#undef raw_spin_unlock
#undef raw_spin_unlock_irq
#undef raw_spin_unlock_irqrestore
#undef mutex_init
#undef mutex_lock
#undef mutex_lock_nested
#undef mutex_lock_interruptible
#undef mutex_lock_killable
#undef mutex_trylock
#undef mutex_unlock
#undef init_rwsem
#undef down_read
#undef down_write
#undef down_read_trylock
#undef down_write_trylock
#undef up_read
#undef up_write
#undef rwlock_init
#undef read_lock
#undef read_unlock
#undef write_lock
#undef write_unlock
#pragma GCC poison spin_lock_init
#pragma GCC poison spin_lock
#pragma GCC poison spin_lock_irq
#pragma GCC poison spin_lock_irqsave
#pragma GCC poison spin_lock_bh
#pragma GCC poison spin_trylock
#pragma GCC poison spin_unlock
#pragma GCC poison spin_unlock_irq
#pragma GCC poison spin_unlock_irqrestore
#pragma GCC poison spin_unlock_bh
#pragma GCC poison raw_spin_lock_init
#pragma GCC poison raw_spin_lock
#pragma GCC poison raw_spin_lock_irq
#pragma GCC poison raw_spin_lock_irqsave
#pragma GCC poison raw_spin_unlock
#pragma GCC poison raw_spin_unlock_irq
#pragma GCC poison raw_spin_unlock_irqrestore
#pragma GCC poison mutex_init
#pragma GCC poison mutex_lock
#pragma GCC poison mutex_lock_nested
#pragma GCC poison mutex_lock_interruptible
#pragma GCC poison mutex_lock_killable
#pragma GCC poison mutex_trylock
#pragma GCC poison mutex_unlock
#pragma GCC poison init_rwsem
#pragma GCC poison down_read
#pragma GCC poison down_write
#pragma GCC poison down_read_trylock
#pragma GCC poison down_write_trylock
#pragma GCC poison up_read
#pragma GCC poison up_write
#pragma GCC poison rwlock_init
#pragma GCC poison read_lock
#pragma GCC poison read_unlock
#pragma GCC poison write_lock
#pragma GCC poison write_unlock

/* Lists: DEFINE_OWN_QUEUE(). */
#undef INIT_LIST_HEAD
#undef list_add
#undef list_add_tail
#undef list_del
#undef list_del_init
#undef list_del_rcu
#undef list_move
#undef list_move_tail
#undef list_replace
#undef list_replace_init
#undef list_splice
#undef list_splice_init
#undef list_splice_tail
#undef list_splice_tail_init
#undef list_cut_position
#pragma GCC poison INIT_LIST_HEAD
#pragma GCC poison list_add
#pragma GCC poison list_add_tail
#pragma GCC poison list_del
#pragma GCC poison list_del_init
#pragma GCC poison list_del_rcu
#pragma GCC poison list_move
#pragma GCC poison list_move_tail
#pragma GCC poison list_replace
#pragma GCC poison list_replace_init
#pragma GCC poison list_splice
#pragma GCC poison list_splice_init
#pragma GCC poison list_splice_tail
#pragma GCC poison list_splice_tail_init
#pragma GCC poison list_cut_position

/* Counts: DEFINE_REF(), DEFINE_REF_ADOPTED(). */
#undef refcount_set
#undef refcount_inc
#undef refcount_inc_not_zero
#undef refcount_dec
#undef refcount_dec_and_test
#undef refcount_dec_and_lock
#undef refcount_dec_and_mutex_lock
#undef kref_init
#undef kref_get
#undef kref_get_unless_zero
#undef kref_put
#undef kref_put_mutex
#undef kref_put_lock
#undef get_pid
#undef put_pid
#undef get_cred
#undef put_cred
#undef get_file
#undef fput
#undef get_device
#undef put_device
#undef get_task_struct
#undef put_task_struct
#pragma GCC poison refcount_set
#pragma GCC poison refcount_inc
#pragma GCC poison refcount_inc_not_zero
#pragma GCC poison refcount_dec
#pragma GCC poison refcount_dec_and_test
#pragma GCC poison refcount_dec_and_lock
#pragma GCC poison refcount_dec_and_mutex_lock
#pragma GCC poison kref_init
#pragma GCC poison kref_get
#pragma GCC poison kref_get_unless_zero
#pragma GCC poison kref_put
#pragma GCC poison kref_put_mutex
#pragma GCC poison kref_put_lock
#pragma GCC poison get_pid
#pragma GCC poison put_pid
#pragma GCC poison get_cred
#pragma GCC poison put_cred
#pragma GCC poison get_file
#pragma GCC poison fput
#pragma GCC poison get_device
#pragma GCC poison put_device
#pragma GCC poison get_task_struct
#pragma GCC poison put_task_struct

/* Open files: file.h. */
#pragma GCC poison private_data

/* What the library keeps to itself. */
#pragma GCC poison __object
#pragma GCC poison __borrows
#pragma GCC poison __shared
#pragma GCC poison __value
#pragma GCC poison __own_static

#endif /* OWN_STRICT_H */
