// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the functions of the kernel keep: the one table of them. A pointer that goes to one of
 * the first is known to the kernel until it goes to one of the second, or to what stands for all.
 */
#include "check.h"

static const Registering keeps[] = {
	{ "list_add", 0 }, { "list_add_tail", 0 }, { "list_add_rcu", 0 }, { "list_add_tail_rcu", 0 },
	{ "list_move", 0 }, { "list_move_tail", 0 }, { "hlist_add_head", 0 },
	{ "hlist_add_head_rcu", 0 }, { "hlist_add_tail_rcu", 0 }, { "llist_add", 0 },
	{ "xa_store", 2 }, { "__xa_store", 2 }, { "xa_insert", 2 }, { "__xa_insert", 2 },
	{ "xa_alloc", 2 }, { "__xa_alloc", 2 }, { "idr_alloc", 1 }, { "idr_alloc_cyclic", 1 },
	{ "radix_tree_insert", 2 }, { "rb_link_node", 0 }, { "rb_add", 0 },
	{ "mod_timer", 0 }, { "add_timer", 0 }, { "timer_reduce", 0 }, { "hrtimer_start", 0 },
	{ "hrtimer_start_range_ns", 0 }, { "queue_work", 1 }, { "queue_work_on", 2 },
	{ "schedule_work", 0 }, { "queue_delayed_work", 1 }, { "queue_delayed_work_on", 2 },
	{ "mod_delayed_work", 1 }, { "schedule_delayed_work", 0 }, { "tasklet_schedule", 0 },
	{ "kthread_create_on_node", 1 }, { "kthread_create_on_cpu", 1 },
	{ "__devm_add_action", 2 }, { "__devm_add_action_or_reset", 2 }, { "devm_add_action", 2 },
	{ "devm_add_action_or_reset", 2 }, { "call_rcu", 0 }, { "request_irq", 4 },
	{ "request_threaded_irq", 5 }, { "devm_request_threaded_irq", 6 }, { "devm_request_irq", 5 },
	{ "misc_register", 0 }, { "cdev_add", 0 }, { "device_register", 0 }, { "device_add", 0 },
	{ "add_wait_queue", 1 }, { "task_work_add", 1 }, { "plist_add", 0 }, { "klist_add_tail", 0 },
	{ "blocking_notifier_chain_register", 1 }, { "atomic_notifier_chain_register", 1 },
	{ "debugfs_create_file", 3 }, { "proc_create_data", 4 }, { "dev_set_drvdata", 1 },
	{ "platform_set_drvdata", 1 }, { "pci_set_drvdata", 1 },
	/* They may go on after they have returned. */
	{ "crypto_kpp_generate_public_key", 0 }, { "crypto_kpp_compute_shared_secret", 0 },
	{ "crypto_akcipher_encrypt", 0 }, { "crypto_akcipher_decrypt", 0 },
};

static const Registering lets_go[] = {
	{ "list_del", 0 }, { "list_del_init", 0 }, { "list_del_rcu", 0 }, { "hlist_del", 0 },
	{ "hlist_del_init", 0 }, { "hlist_del_rcu", 0 }, { "rb_erase", 0 }, { "timer_delete", 0 },
	{ "timer_delete_sync", 0 }, { "del_timer", 0 }, { "del_timer_sync", 0 }, { "timer_shutdown", 0 },
	{ "timer_shutdown_sync", 0 }, { "hrtimer_cancel", 0 }, { "cancel_work_sync", 0 },
	{ "cancel_work", 0 }, { "flush_work", 0 }, { "cancel_delayed_work_sync", 0 },
	{ "cancel_delayed_work", 0 }, { "tasklet_kill", 0 }, { "misc_deregister", 0 },
	{ "cdev_del", 0 }, { "device_unregister", 0 }, { "device_del", 0 }, { "remove_wait_queue", 1 },
	{ "wait_for_completion", 0 }, { "wait_for_completion_timeout", 0 },
	{ "wait_for_completion_killable", 0 }, { "wait_for_completion_interruptible", 0 },
	{ "plist_del", 0 }, { "klist_remove", 0 }, { "blocking_notifier_chain_unregister", 1 },
};

/* These do not name what they let go of, so they stand for all of it. */
static const char *const forgets[] = {
	"xa_erase", "__xa_erase", "idr_remove", "radix_tree_delete", "devm_release_action",
	"devm_remove_action", "free_irq", "devm_free_irq", "rcu_barrier", "debugfs_remove",
	"llist_del_all", "task_work_cancel", "crypto_wait_req", "kthread_stop", "kthread_stop_put",
};

static const Registering frees[] = {
	{ "kfree", 0 }, { "kvfree", 0 }, { "vfree", 0 }, { "kfree_sensitive", 0 }, { "kvfree_sensitive", 0 },
	{ "kmem_cache_free", 1 }, { "kvfree_call_rcu", 1 }, { "mempool_free", 0 },
};

template <size_t length> static int look_up(const Registering (&table)[length], const char *name)
{
	for (auto &one : table)
		if (!strcmp(name, one.name))
			return one.argument;
	return -1;
}

int kept_by(const char *name)
{
	return look_up(keeps, name);
}

int let_go_by(const char *name)
{
	return look_up(lets_go, name);
}

/*
 * A variable of a function may be on a list while that function runs: somebody else takes it
 * off. But what the kernel comes back to by itself must be called off before the return.
 */
bool comes_back(const char *name)
{
	return begins(name, "kthread_create_on_") || begins(name, "devm_add_action") ||
	       begins(name, "__devm_add_action");
}

bool forgets_all(const char *name)
{
	for (const char *one : forgets)
		if (!strcmp(name, one))
			return true;
	return false;
}

int freed_by(const char *name)
{
	return look_up(frees, name);
}
