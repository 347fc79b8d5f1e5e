/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_STRICT_H
#define OWN_STRICT_H

/**
 * DOC: No way round
 *
 * A driver that uses the library can still call kfree(). Below this header it
 * cannot: the usual names of raw allocation, freeing, user copies, locks, lists and
 * counts are poisoned, and so are some of the library's private ones. A use is an
 * error at that line, with gcc and with clang, without an analysis or the optimiser:
 * "attempt to use poisoned "kfree"".
 *
 * .. code-block:: c
 *
 *	#include <linux/module.h>
 *	#include "parcel.h"
 *
 *	static void parcel_end(struct parcel *parcel)
 *	{
 *		put_pid(parcel->sender);
 *	}
 *	DEFINE_OWN(parcel_own, struct parcel, OWN_KVMALLOC, own_run(parcel_end));
 *
 *	#include <own/strict.h>		// from here on, only owners
 *
 * So the line divides a file: above it the few functions that implement ownership,
 * which a reviewer reads closely, below it the rest. Most files have it as their
 * last include.
 *
 * What it costs: nothing is left of it. It includes the whole library, and with that kernel headers
 * that take time to compile, unless ``OWN_STRICT_ALONE`` is defined before.
 *
 * What it cannot prevent: a raw call in a function of another file, or in a macro
 * that was defined above, such as guard(); names that are not in the list, such as
 * kfree_bulk(), alloc_pages(), kmem_cache_alloc_node(), usb_get_intfdata(), hlist_add_head(),
 * list_add_rcu() or refcount_add(); walking a list by hand. The macros that walk
 * lists and rcu_dereference() are left alone here, because macros of the library and of the
 * kernel expand to them, and so is the member private_data, which many structures have beside
 * that of an open file; ``make analyze`` looks for them in files that include this.
 *
 * When not to use it: in a header, or before another include: kernel headers use
 * these names.
 *
 * Rust: ``#![forbid(unsafe_code)]``.
 */

#include <own/prove.h>

/*
 * The whole library brings 127 kernel headers more than driver/safe needs, 40 % more text. A file that
 * includes what it uses defines this before, and compiles faster.
 */
#ifndef OWN_STRICT_ALONE
#include <own/own.h>
#endif

/*
 * A poisoned name may still come out of a macro that was defined before, so the
 * kernel's guards and the library go on working. What is a macro itself in some
 * configuration has to be undefined first: gcc would delete it, and warn. That
 * would break macros that expand to it; the library has none, and the kernel's
 * are other ways to say the same, so they shall not work either.
 */

/* Allocation: own_alloc(), own_alloc_flex(). */
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

/* Counts: DEFINE_OWN_REF(), DEFINE_OWN_REF_ADOPTED(). */
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

/* Devices: DEFINE_OWN_DEVM(), DEFINE_OWN_DRVDATA(), DEFINE_OWN_CDEV(), own_device_ref and its kin. */
#undef devm_kmalloc
#undef devm_kzalloc
#undef devm_kcalloc
#undef devm_kmalloc_array
#undef devm_krealloc
#undef devm_kmemdup
#undef devm_kstrdup
#undef devm_kasprintf
#undef devm_kfree
#undef devm_add_action
#undef devm_add_action_or_reset
#undef dev_get_drvdata
#undef dev_set_drvdata
#undef pci_get_drvdata
#undef platform_get_drvdata
#undef platform_set_drvdata
#undef pci_set_drvdata
#undef cdev_init
#undef cdev_alloc
#undef cdev_add
#undef cdev_del
#undef cdev_set_parent
#undef cdev_device_add
#undef cdev_device_del
#undef device_initialize
#undef kobject_get
#undef kobject_get_unless_zero
#undef kobject_put
#undef __module_get
#undef try_module_get
#undef module_put
#undef of_node_get
#undef of_node_put
#undef fwnode_handle_get
#undef fwnode_handle_put
#pragma GCC poison devm_kmalloc
#pragma GCC poison devm_kzalloc
#pragma GCC poison devm_kcalloc
#pragma GCC poison devm_kmalloc_array
#pragma GCC poison devm_krealloc
#pragma GCC poison devm_kmemdup
#pragma GCC poison devm_kstrdup
#pragma GCC poison devm_kasprintf
#pragma GCC poison devm_kfree
#pragma GCC poison devm_add_action
#pragma GCC poison devm_add_action_or_reset
#pragma GCC poison dev_get_drvdata
#pragma GCC poison dev_set_drvdata
#pragma GCC poison pci_get_drvdata
#pragma GCC poison platform_get_drvdata
#pragma GCC poison platform_set_drvdata
#pragma GCC poison pci_set_drvdata
#pragma GCC poison cdev_init
#pragma GCC poison cdev_alloc
#pragma GCC poison cdev_add
#pragma GCC poison cdev_del
#pragma GCC poison cdev_set_parent
#pragma GCC poison cdev_device_add
#pragma GCC poison cdev_device_del
#pragma GCC poison device_initialize
#pragma GCC poison kobject_get
#pragma GCC poison kobject_get_unless_zero
#pragma GCC poison kobject_put
#pragma GCC poison __module_get
#pragma GCC poison try_module_get
#pragma GCC poison module_put
#pragma GCC poison of_node_get
#pragma GCC poison of_node_put
#pragma GCC poison fwnode_handle_get
#pragma GCC poison fwnode_handle_put

/* What returns a counted object: own_of_parse_phandle() and its kin, or own_unsafe_result() above. */
#undef class_find_device
#undef class_find_device_by_name
#undef class_find_device_by_of_node
#undef class_find_device_by_devt
#undef bus_find_device
#undef bus_find_device_by_name
#undef bus_find_device_by_of_node
#undef device_find_child
#undef device_find_child_by_name
#undef driver_find_device
#undef of_parse_phandle
#undef of_find_node_by_name
#undef of_find_node_by_path
#undef of_find_node_by_phandle
#undef of_find_compatible_node
#undef of_get_parent
#undef of_get_child_by_name
#undef of_get_next_child
#undef of_find_device_by_node
#undef fwnode_get_parent
#undef fwnode_get_named_child_node
#undef fwnode_find_reference
#undef pci_get_device
#undef pci_get_slot
#undef pci_get_domain_bus_and_slot
#pragma GCC poison class_find_device
#pragma GCC poison class_find_device_by_name
#pragma GCC poison class_find_device_by_of_node
#pragma GCC poison class_find_device_by_devt
#pragma GCC poison bus_find_device
#pragma GCC poison bus_find_device_by_name
#pragma GCC poison bus_find_device_by_of_node
#pragma GCC poison device_find_child
#pragma GCC poison device_find_child_by_name
#pragma GCC poison driver_find_device
#pragma GCC poison of_parse_phandle
#pragma GCC poison of_find_node_by_name
#pragma GCC poison of_find_node_by_path
#pragma GCC poison of_find_node_by_phandle
#pragma GCC poison of_find_compatible_node
#pragma GCC poison of_get_parent
#pragma GCC poison of_get_child_by_name
#pragma GCC poison of_get_next_child
#pragma GCC poison of_find_device_by_node
#pragma GCC poison fwnode_get_parent
#pragma GCC poison fwnode_get_named_child_node
#pragma GCC poison fwnode_find_reference
#pragma GCC poison pci_get_device
#pragma GCC poison pci_get_slot
#pragma GCC poison pci_get_domain_bus_and_slot

/* Loops that have a reference until the next round: ..._scoped(), or a finder. */
#undef for_each_child_of_node
#undef for_each_available_child_of_node
#undef for_each_compatible_node
#undef for_each_node_by_name
#undef fwnode_for_each_child_node
#undef device_for_each_child_node
#undef for_each_pci_dev
#pragma GCC poison for_each_child_of_node
#pragma GCC poison for_each_available_child_of_node
#pragma GCC poison for_each_compatible_node
#pragma GCC poison for_each_node_by_name
#pragma GCC poison fwnode_for_each_child_node
#pragma GCC poison device_for_each_child_node
#pragma GCC poison for_each_pci_dev

/* Timers: DEFINE_OWN_TIMER(), DEFINE_OWN_HRTIMER(). */
#undef timer_setup
#undef add_timer
#undef add_timer_on
#undef mod_timer
#undef mod_timer_pending
#undef timer_reduce
#undef timer_delete
#undef timer_delete_sync
#undef timer_shutdown
#undef timer_shutdown_sync
#undef del_timer
#undef del_timer_sync
#undef hrtimer_init
#undef hrtimer_setup
#undef hrtimer_start
#undef hrtimer_start_range_ns
#undef hrtimer_start_expires
#undef hrtimer_cancel
#undef hrtimer_try_to_cancel
#undef hrtimer_forward
#undef hrtimer_forward_now
#pragma GCC poison timer_setup
#pragma GCC poison add_timer
#pragma GCC poison add_timer_on
#pragma GCC poison mod_timer
#pragma GCC poison mod_timer_pending
#pragma GCC poison timer_reduce
#pragma GCC poison timer_delete
#pragma GCC poison timer_delete_sync
#pragma GCC poison timer_shutdown
#pragma GCC poison timer_shutdown_sync
#pragma GCC poison del_timer
#pragma GCC poison del_timer_sync
#pragma GCC poison hrtimer_init
#pragma GCC poison hrtimer_setup
#pragma GCC poison hrtimer_start
#pragma GCC poison hrtimer_start_range_ns
#pragma GCC poison hrtimer_start_expires
#pragma GCC poison hrtimer_cancel
#pragma GCC poison hrtimer_try_to_cancel
#pragma GCC poison hrtimer_forward
#pragma GCC poison hrtimer_forward_now

/* Interrupts: DEFINE_OWN_IRQ() and its kin, own_irq_domain_linear(). */
#undef request_irq
#undef request_threaded_irq
#undef request_any_context_irq
#undef request_percpu_irq
#undef devm_request_irq
#undef devm_request_threaded_irq
#undef devm_request_any_context_irq
#undef free_irq
#undef devm_free_irq
#undef pci_request_irq
#undef pci_free_irq
#undef irq_domain_create_linear
#undef irq_domain_add_linear
#undef irq_domain_create_simple
#undef irq_domain_create_tree
#undef irq_domain_create_hierarchy
#undef irq_domain_instantiate
#undef devm_irq_domain_instantiate
#undef irq_domain_remove_generic_chips
#undef irq_domain_remove
#pragma GCC poison request_irq
#pragma GCC poison request_threaded_irq
#pragma GCC poison request_any_context_irq
#pragma GCC poison request_percpu_irq
#pragma GCC poison devm_request_irq
#pragma GCC poison devm_request_threaded_irq
#pragma GCC poison devm_request_any_context_irq
#pragma GCC poison free_irq
#pragma GCC poison devm_free_irq
#pragma GCC poison pci_request_irq
#pragma GCC poison pci_free_irq
#pragma GCC poison irq_domain_create_linear
#pragma GCC poison irq_domain_add_linear
#pragma GCC poison irq_domain_create_simple
#pragma GCC poison irq_domain_create_tree
#pragma GCC poison irq_domain_create_hierarchy
#pragma GCC poison irq_domain_instantiate
#pragma GCC poison devm_irq_domain_instantiate
#pragma GCC poison irq_domain_remove_generic_chips
#pragma GCC poison irq_domain_remove

/* Registers: DEFINE_OWN_MMIO(), OWN_REGISTER(). */
#undef ioremap
#undef ioremap_wc
#undef ioremap_wt
#undef ioremap_uc
#undef ioremap_np
#undef devm_ioremap
#undef devm_ioremap_wc
#undef devm_ioremap_uc
#undef devm_ioremap_resource
#undef devm_platform_ioremap_resource
#undef devm_platform_get_and_ioremap_resource
#undef of_iomap
#undef devm_of_iomap
#undef pci_iomap
#undef pci_iomap_range
#undef pcim_iomap
#undef pcim_iomap_region
#undef pcim_iomap_regions
#undef pcim_iomap_table
#undef pci_ioremap_bar
#undef iounmap
#undef devm_iounmap
#undef pci_iounmap
#undef readb
#undef readw
#undef readl
#undef readq
#undef writeb
#undef writew
#undef writel
#undef writeq
#undef readb_relaxed
#undef readw_relaxed
#undef readl_relaxed
#undef readq_relaxed
#undef writeb_relaxed
#undef writew_relaxed
#undef writel_relaxed
#undef writeq_relaxed
#undef __raw_readb
#undef __raw_readw
#undef __raw_readl
#undef __raw_readq
#undef __raw_writeb
#undef __raw_writew
#undef __raw_writel
#undef __raw_writeq
#undef ioread8
#undef ioread16
#undef ioread32
#undef ioread64
#undef iowrite8
#undef iowrite16
#undef iowrite32
#undef iowrite64
#undef ioread16be
#undef ioread32be
#undef iowrite16be
#undef iowrite32be
#pragma GCC poison ioremap
#pragma GCC poison ioremap_wc
#pragma GCC poison ioremap_wt
#pragma GCC poison ioremap_uc
#pragma GCC poison ioremap_np
#pragma GCC poison devm_ioremap
#pragma GCC poison devm_ioremap_wc
#pragma GCC poison devm_ioremap_uc
#pragma GCC poison devm_ioremap_resource
#pragma GCC poison devm_platform_ioremap_resource
#pragma GCC poison devm_platform_get_and_ioremap_resource
#pragma GCC poison of_iomap
#pragma GCC poison devm_of_iomap
#pragma GCC poison pci_iomap
#pragma GCC poison pci_iomap_range
#pragma GCC poison pcim_iomap
#pragma GCC poison pcim_iomap_region
#pragma GCC poison pcim_iomap_regions
#pragma GCC poison pcim_iomap_table
#pragma GCC poison pci_ioremap_bar
#pragma GCC poison iounmap
#pragma GCC poison devm_iounmap
#pragma GCC poison pci_iounmap
#pragma GCC poison readb
#pragma GCC poison readw
#pragma GCC poison readl
#pragma GCC poison readq
#pragma GCC poison writeb
#pragma GCC poison writew
#pragma GCC poison writel
#pragma GCC poison writeq
#pragma GCC poison readb_relaxed
#pragma GCC poison readw_relaxed
#pragma GCC poison readl_relaxed
#pragma GCC poison readq_relaxed
#pragma GCC poison writeb_relaxed
#pragma GCC poison writew_relaxed
#pragma GCC poison writel_relaxed
#pragma GCC poison writeq_relaxed
#pragma GCC poison __raw_readb
#pragma GCC poison __raw_readw
#pragma GCC poison __raw_readl
#pragma GCC poison __raw_readq
#pragma GCC poison __raw_writeb
#pragma GCC poison __raw_writew
#pragma GCC poison __raw_writel
#pragma GCC poison __raw_writeq
#pragma GCC poison ioread8
#pragma GCC poison ioread16
#pragma GCC poison ioread32
#pragma GCC poison ioread64
#pragma GCC poison iowrite8
#pragma GCC poison iowrite16
#pragma GCC poison iowrite32
#pragma GCC poison iowrite64
#pragma GCC poison ioread16be
#pragma GCC poison ioread32be
#pragma GCC poison iowrite16be
#pragma GCC poison iowrite32be

/* DMA: DEFINE_OWN_DMA(), own_coherent_alloc(). */
#undef dma_map_single
#undef dma_map_single_attrs
#undef dma_unmap_single
#undef dma_unmap_single_attrs
#undef dma_map_page
#undef dma_unmap_page
#undef dma_alloc_coherent
#undef dma_free_coherent
#undef dmam_alloc_coherent
#undef dma_alloc_attrs
#undef dma_free_attrs
#undef dma_sync_single_for_cpu
#undef dma_sync_single_for_device
#pragma GCC poison dma_map_single
#pragma GCC poison dma_map_single_attrs
#pragma GCC poison dma_unmap_single
#pragma GCC poison dma_unmap_single_attrs
#pragma GCC poison dma_map_page
#pragma GCC poison dma_unmap_page
#pragma GCC poison dma_alloc_coherent
#pragma GCC poison dma_free_coherent
#pragma GCC poison dmam_alloc_coherent
#pragma GCC poison dma_alloc_attrs
#pragma GCC poison dma_free_attrs
#pragma GCC poison dma_sync_single_for_cpu
#pragma GCC poison dma_sync_single_for_device

/* Waiting, waking and polling: wait.h. complete() is left alone: it is a member of urb, too. */
#undef wait_event
#undef wait_event_timeout
#undef wait_event_interruptible
#undef wait_event_interruptible_timeout
#undef wait_event_interruptible_exclusive
#undef wait_event_killable
#undef wait_event_killable_timeout
#undef wait_event_killable_exclusive
#undef wait_event_idle
#undef wait_event_idle_timeout
#undef wait_event_freezable
#undef wait_event_freezable_timeout
#undef wait_event_hrtimeout
#undef wait_event_interruptible_hrtimeout
#undef io_wait_event
#undef wait_event_cmd
#undef wait_event_lock_irq
#undef wait_event_interruptible_lock_irq
#undef prepare_to_wait
#undef prepare_to_wait_exclusive
#undef prepare_to_wait_event
#undef finish_wait
#undef init_completion
#undef reinit_completion
#undef wait_for_completion
#undef wait_for_completion_timeout
#undef wait_for_completion_interruptible
#undef wait_for_completion_interruptible_timeout
#undef wait_for_completion_killable
#undef wait_for_completion_killable_timeout
#undef wait_for_completion_state
#undef wait_for_completion_io
#undef wait_for_completion_io_timeout
#undef DECLARE_COMPLETION_ONSTACK
#undef DECLARE_WAIT_QUEUE_HEAD_ONSTACK
#undef init_waitqueue_head
#undef wake_up
#undef wake_up_nr
#undef wake_up_all
#undef wake_up_locked
#undef wake_up_all_locked
#undef wake_up_sync
#undef wake_up_interruptible
#undef wake_up_interruptible_nr
#undef wake_up_interruptible_all
#undef wake_up_interruptible_sync
#undef wake_up_poll
#undef wake_up_locked_poll
#undef wake_up_interruptible_poll
#undef wake_up_interruptible_sync_poll
#undef wake_up_pollfree
#undef waitqueue_active
#undef wq_has_sleeper
#undef add_wait_queue
#undef add_wait_queue_exclusive
#undef add_wait_queue_priority
#undef remove_wait_queue
#undef poll_wait
#pragma GCC poison wait_event
#pragma GCC poison wait_event_timeout
#pragma GCC poison wait_event_interruptible
#pragma GCC poison wait_event_interruptible_timeout
#pragma GCC poison wait_event_interruptible_exclusive
#pragma GCC poison wait_event_killable
#pragma GCC poison wait_event_killable_timeout
#pragma GCC poison wait_event_killable_exclusive
#pragma GCC poison wait_event_idle
#pragma GCC poison wait_event_idle_timeout
#pragma GCC poison wait_event_freezable
#pragma GCC poison wait_event_freezable_timeout
#pragma GCC poison wait_event_hrtimeout
#pragma GCC poison wait_event_interruptible_hrtimeout
#pragma GCC poison io_wait_event
#pragma GCC poison wait_event_cmd
#pragma GCC poison wait_event_lock_irq
#pragma GCC poison wait_event_interruptible_lock_irq
#pragma GCC poison prepare_to_wait
#pragma GCC poison prepare_to_wait_exclusive
#pragma GCC poison prepare_to_wait_event
#pragma GCC poison finish_wait
#pragma GCC poison init_completion
#pragma GCC poison reinit_completion
#pragma GCC poison wait_for_completion
#pragma GCC poison wait_for_completion_timeout
#pragma GCC poison wait_for_completion_interruptible
#pragma GCC poison wait_for_completion_interruptible_timeout
#pragma GCC poison wait_for_completion_killable
#pragma GCC poison wait_for_completion_killable_timeout
#pragma GCC poison wait_for_completion_state
#pragma GCC poison wait_for_completion_io
#pragma GCC poison wait_for_completion_io_timeout
#pragma GCC poison DECLARE_COMPLETION_ONSTACK
#pragma GCC poison DECLARE_WAIT_QUEUE_HEAD_ONSTACK
#pragma GCC poison init_waitqueue_head
#pragma GCC poison wake_up
#pragma GCC poison wake_up_nr
#pragma GCC poison wake_up_all
#pragma GCC poison wake_up_locked
#pragma GCC poison wake_up_all_locked
#pragma GCC poison wake_up_sync
#pragma GCC poison wake_up_interruptible
#pragma GCC poison wake_up_interruptible_nr
#pragma GCC poison wake_up_interruptible_all
#pragma GCC poison wake_up_interruptible_sync
#pragma GCC poison wake_up_poll
#pragma GCC poison wake_up_locked_poll
#pragma GCC poison wake_up_interruptible_poll
#pragma GCC poison wake_up_interruptible_sync_poll
#pragma GCC poison wake_up_pollfree
#pragma GCC poison waitqueue_active
#pragma GCC poison wq_has_sleeper
#pragma GCC poison add_wait_queue
#pragma GCC poison add_wait_queue_exclusive
#pragma GCC poison add_wait_queue_priority
#pragma GCC poison remove_wait_queue
#pragma GCC poison poll_wait

/*
 * RCU: DEFINE_OWN_RCU(), own_rcu_read(), own_rcu_barrier(), own_timer_barrier(). current_cred() is
 * rcu_dereference_protected().
 */
#undef rcu_assign_pointer
#undef rcu_replace_pointer
#undef rcu_access_pointer
#undef rcu_pointer_handoff
#undef RCU_INIT_POINTER
#undef unrcu_pointer
#undef call_rcu
#undef call_rcu_hurry
#undef synchronize_rcu
#undef synchronize_rcu_expedited
#undef rcu_barrier
#undef queue_rcu_work
#undef kfree_rcu_mightsleep
#undef kvfree_rcu_mightsleep
#undef kvfree_call_rcu
#pragma GCC poison rcu_assign_pointer
#pragma GCC poison rcu_replace_pointer
#pragma GCC poison rcu_access_pointer
#pragma GCC poison rcu_pointer_handoff
#pragma GCC poison RCU_INIT_POINTER
#pragma GCC poison unrcu_pointer
#pragma GCC poison call_rcu
#pragma GCC poison call_rcu_hurry
#pragma GCC poison synchronize_rcu
#pragma GCC poison synchronize_rcu_expedited
#pragma GCC poison rcu_barrier
#pragma GCC poison queue_rcu_work
#pragma GCC poison kfree_rcu_mightsleep
#pragma GCC poison kvfree_rcu_mightsleep
#pragma GCC poison kvfree_call_rcu

/* Files and descriptors: fd.h. */
#undef fget
#undef fget_raw
#undef get_unused_fd_flags
#undef put_unused_fd
#undef fd_install
#undef anon_inode_getfile
#undef anon_inode_getfd
#undef eventfd_ctx_fdget
#undef eventfd_ctx_put
#pragma GCC poison fget
#pragma GCC poison fget_raw
#pragma GCC poison get_unused_fd_flags
#pragma GCC poison put_unused_fd
#pragma GCC poison fd_install
#pragma GCC poison anon_inode_getfile
#pragma GCC poison anon_inode_getfd
#pragma GCC poison eventfd_ctx_fdget
#pragma GCC poison eventfd_ctx_put

/* Clocks, supplies, lines, firmware, use of a device, memory of a process: adopted.h. */
#undef clk_get
#undef clk_put
#undef clk_prepare
#undef clk_unprepare
#undef clk_enable
#undef clk_disable
#undef clk_prepare_enable
#undef clk_disable_unprepare
#undef regulator_get
#undef regulator_put
#undef regulator_enable
#undef regulator_disable
#undef gpiod_get
#undef gpiod_put
#undef request_firmware
#undef release_firmware
#undef pm_runtime_get_sync
#undef pm_runtime_resume_and_get
#undef pm_runtime_put
#undef pm_runtime_put_sync
#undef get_task_mm
#undef mmget
#undef mmget_not_zero
#undef mmput
#undef mmgrab
#undef mmdrop
#pragma GCC poison clk_get
#pragma GCC poison clk_put
#pragma GCC poison clk_prepare
#pragma GCC poison clk_unprepare
#pragma GCC poison clk_enable
#pragma GCC poison clk_disable
#pragma GCC poison clk_prepare_enable
#pragma GCC poison clk_disable_unprepare
#pragma GCC poison regulator_get
#pragma GCC poison regulator_put
#pragma GCC poison regulator_enable
#pragma GCC poison regulator_disable
#pragma GCC poison gpiod_get
#pragma GCC poison gpiod_put
#pragma GCC poison request_firmware
#pragma GCC poison release_firmware
#pragma GCC poison pm_runtime_get_sync
#pragma GCC poison pm_runtime_resume_and_get
#pragma GCC poison pm_runtime_put
#pragma GCC poison pm_runtime_put_sync
#pragma GCC poison get_task_mm
#pragma GCC poison mmget
#pragma GCC poison mmget_not_zero
#pragma GCC poison mmput
#pragma GCC poison mmgrab
#pragma GCC poison mmdrop

/* What the library keeps to itself. */
#pragma GCC poison __object
#pragma GCC poison __borrows
#pragma GCC poison __shared
#pragma GCC poison __value
#pragma GCC poison __own_static

#endif /* OWN_STRICT_H */
