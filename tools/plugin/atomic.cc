// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rule sleep: nothing that may sleep where a spinlock is held or RCU is read, or in a handler
 * that an interrupt, a timer or RCU calls. Functions of the file and of own are looked into; of those
 * of the kernel a table knows the ones that always may, and __own_sleeps says it of others; and
 * who is told that memory may be waited for (GFP_KERNEL) may.
 * A function of the role "atomic" is such a handler; the variable that one of the role "section" fills holds
 * a read section, or a lock that spins.
 */
#include "check.h"

static const char *const sleepers[] = {
	"__might_sleep", "__might_resched", "msleep", "msleep_interruptible", "usleep_range", "usleep_range_state", "ssleep",
	"schedule", "schedule_timeout", "schedule_timeout_interruptible",
	"schedule_timeout_uninterruptible", "schedule_timeout_killable", "io_schedule",
	"mutex_lock", "mutex_lock_nested", "mutex_lock_interruptible", "mutex_lock_killable",
	"down", "down_interruptible", "down_read", "down_write", "down_read_nested", "down_write_nested",
	"wait_for_completion", "wait_for_completion_timeout", "wait_for_completion_interruptible",
	"wait_for_completion_killable", "wait_for_completion_interruptible_timeout",
	"synchronize_rcu", "synchronize_rcu_expedited", "synchronize_srcu", "synchronize_irq",
	"rcu_barrier", "srcu_barrier", "cleanup_srcu_struct",
	"__flush_work", "flush_work", "flush_delayed_work", "__flush_workqueue", "cancel_work_sync",
	"cancel_delayed_work_sync", "disable_work_sync", "disable_delayed_work_sync",
	"destroy_workqueue", "drain_workqueue", "free_irq", "disable_irq", "kthread_stop",
	"vmalloc", "vmalloc_noprof", "vzalloc", "vzalloc_noprof", "request_firmware",
	"ioremap", "ioremap_prot", "iounmap", "vunmap", "request_threaded_irq",
	"clk_get", "clk_put", "clk_prepare", "clk_unprepare", "clk_prepare_enable", "clk_disable_unprepare",
	"regulator_get", "regulator_put", "regulator_enable", "regulator_disable",
	"misc_register", "misc_deregister", "device_register", "device_unregister",
	/* The page may have to be fetched first, which takes as long as user space likes. */
	"__might_fault", "copy_from_user", "copy_to_user", "clear_user", "copy_from_iter", "copy_to_iter",
	"copy_from_iter_full", "strncpy_from_user", "memdup_user", "memdup_user_nul", "vmemdup_user", "strndup_user",
	"copy_struct_from_user", "copy_struct_to_user",
};

/* Which argument of these functions is called where nothing may sleep. */
static const struct { const char *name; unsigned argument; } handlers[] = {
	{ "request_irq", 1 }, { "request_threaded_irq", 1 }, { "devm_request_irq", 2 },
	{ "devm_request_threaded_irq", 2 }, { "timer_init_key", 1 }, { "init_timer_key", 1 }, { "tasklet_setup", 1 },
	{ "tasklet_init", 1 }, { "hrtimer_setup", 1 }, { "call_rcu", 1 }, { "init_irq_work", 1 },
};

static std::map<tree, bool> may_sleep;
static std::map<tree, location_t> atomic_handlers;

void forget_atomic()
{
	may_sleep.clear();
	atomic_handlers.clear();
}

/* Do these flags say, as GFP_KERNEL does, that memory may be waited for? */
static bool may_wait(tree flags)
{
	const unsigned direct_reclaim = 0x400;	/* ___GFP_DIRECT_RECLAIM of Linux 6 and 7 */

	if (TREE_CODE(flags) == INTEGER_CST)
		return TREE_INT_CST_LOW(flags) & direct_reclaim;
	if (TREE_CODE(flags) != SSA_NAME || !is_gimple_assign(SSA_NAME_DEF_STMT(flags)))
		return false;
	gimple *made = SSA_NAME_DEF_STMT(flags);
	if (gimple_assign_rhs_code(made) == BIT_IOR_EXPR)
		return may_wait(gimple_assign_rhs1(made)) || may_wait(gimple_assign_rhs2(made));
	return (gimple_assign_single_p(made) || CONVERT_EXPR_CODE_P(gimple_assign_rhs_code(made))) &&
	       may_wait(gimple_assign_rhs1(made));
}

/* Is a call told that it may wait for memory? */
static bool may_reclaim(gimple *stmt)
{
	tree type = gimple_call_fntype(stmt);
	unsigned number = 0;

	for (tree one = type ? TYPE_ARG_TYPES(type) : NULL_TREE; one; one = TREE_CHAIN(one), number++) {
		tree name = TYPE_NAME(TREE_VALUE(one));

		if (number >= gimple_call_num_args(stmt))
			break;
		if (!name || TREE_CODE(name) != TYPE_DECL || strcmp(name_of(name), "gfp_t"))
			continue;
		if (may_wait(gimple_call_arg(stmt, number)))
			return true;
	}
	return false;
}

/* get_user() and put_user() call what only the assembler knows (x86). */
static bool reaches_user(gimple *stmt)
{
	gasm *assembly = dyn_cast<gasm *>(stmt);
	const char *text = assembly ? gimple_asm_string(assembly) : "";

	return strstr(text, "call __get_user_") || strstr(text, "call __put_user_");
}

/* Does the constructor of a guard wait for its lock? */
static bool guard_sleeps(const char *name)
{
	return (begins(name, "class_mutex") || begins(name, "class_rwsem")) && ends(name, "_constructor") &&
	       !strstr(name, "_try");
}

/* May a call sleep, as far as can be seen? */
static bool call_sleeps(gimple *stmt)
{
	return reaches_user(stmt) || (is_gimple_call(stmt) && (sleeps(callee(stmt)) || may_reclaim(stmt)));
}

/* May a function sleep, as far as can be seen? */
bool sleeps(tree fndecl)
{
	if (!fndecl)
		return false;
	const char *name = name_of(fndecl);
	for (const char *one : sleepers)
		if (!strcmp(name, one))
			return true;
	if (has_role(fndecl, "sleeps") || guard_sleeps(name))
		return true;
	if (!is_ssa_function(fndecl) || is_kernels(fndecl))
		return false;
	auto known = may_sleep.find(fndecl);
	if (known != may_sleep.end())
		return known->second;
	may_sleep[fndecl] = false;	/* of itself nothing is known */
	basic_block bb;
	bool result = false;
	FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(fndecl))
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			result |= call_sleeps(gsi_stmt(gsi));
	return may_sleep[fndecl] = result;
}

/* One of them. If it is own's, of which nothing is reported, those that it calls. */
static void add_handler(tree function, location_t where)
{
	basic_block bb;

	if (!function || !atomic_handlers.insert({ function, where }).second ||
	    !is_ssa_function(function) || !is_library(function))
		return;
	FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(function))
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			if (is_gimple_call(gsi_stmt(gsi)))
				add_handler(callee(gsi_stmt(gsi)), where);
}

/* The functions that are handed to something that calls them where nothing may sleep. */
void find_handlers(tree fndecl)
{
	basic_block bb;

	FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(fndecl))
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			gimple *stmt = gsi_stmt(gsi);
			find_irqchips_in(stmt);
			const char *name = callee_name(stmt);

			if (!*name)
				continue;
			for (auto &one : handlers) {
				if (strcmp(name, one.name) || one.argument >= gimple_call_num_args(stmt))
					continue;
				tree function = gimple_call_arg(stmt, one.argument);
				if (TREE_CODE(function) == ADDR_EXPR &&
				    TREE_CODE(TREE_OPERAND(function, 0)) == FUNCTION_DECL)
					add_handler(TREE_OPERAND(function, 0), gimple_location(stmt));
			}
		}
}

location_t handler_at(tree fndecl)
{
	if (has_role(fndecl, "atomic"))
		return DECL_SOURCE_LOCATION(fndecl);
	auto one = atomic_handlers.find(fndecl);
	return one == atomic_handlers.end() ? 0 : one->second;
}

/* Does a call take a lock that spins, or enter a read section, for the scope of the variable that it fills? */
bool takes_spinning(gimple *stmt)
{
	const char *name = callee_name(stmt);

	if (does(stmt, "section"))
		return true;
	if (!begins(name, "class_") || !ends(name, "_constructor"))
		return false;
	name += strlen("class_");
	/* Who has access to what is revocable keeps unbind waiting. */
	if (!strcmp(name, "srcu_constructor"))
		return begins(name_of(gimple_get_lhs(stmt)), "__own_guard_");
	return (begins(name, "spinlock") || begins(name, "raw_spinlock") || begins(name, "read_lock") ||
		begins(name, "write_lock") || begins(name, "rcu_c")) &&
	       (!strstr(name, "_try") || begins(name_of(gimple_get_lhs(stmt)), "__own_guard_"));
}

/* Is it known that the lock was had? own_guard_try() says it in the record that it lends. */
bool Checker::had(tree guard, const State &st)
{
	const char *name = name_of(guard) + strlen("__own_guard_");

	for (auto &one : companion)
		if (begins(name_of(guard), "__own_guard_") && begins(name_of(one.first), "__own_try_") &&
		    !strcmp(name_of(one.second), name)) {
			int error = error_flag(one.second);
			return error >= 0 && st.flag(error) == ZERO;
		}
	return true;
}

/* What a variable holds as long as it is in scope. */
static const char *held_by(tree variable)
{
	tree name = TYPE_NAME(TREE_TYPE(variable));
	std::string type = name && DECL_P(name) ? name_of(name) : type_name(TREE_TYPE(variable));

	if (type.find("srcu") != std::string::npos)
		return "what is revocable is accessed here, and unbind waits";
	return type.find("rcu") != std::string::npos ? "RCU is read here" : "a spinlock is held";
}

void Checker::sleep_in_atomic(gimple *call, State &st)
{
	if (!mouth || !call_sleeps(call))
		return;
	/* An owner that is empty drops nothing at the end of its scope. */
	if (does(call, "drop_at_end") && gimple_call_num_args(call) == 1)
		if (tree owner = address_of_local(gimple_call_arg(call, 0))) {
			int error = error_flag(owner);
			if (error >= 0 && st.flag(error) == NONZERO)
				return;
		}
	std::string what = does(call, "drop_at_end") || does(call, "drop") ? "the end of an object here" :
			   is_gimple_call(call) ? quoted(callee_name(call)) : "what reads or writes user memory";
	for (auto &one : held)
		if (st.at[one.second] && had(one.first, st)) {
			/* With debugging, put_user() asks first. */
			if (!said_dead.insert({ user_line(gimple_location(call)), st.at[one.second] }).second)
				return;
			report(call, "sleep", what + " may sleep, but " + held_by(one.first) + " (Rust: the tool klint)",
			       st.at[one.second], "it is held from here; do this before, or after the scope ends");
			return;
		}
	if (location_t where = handler_at(decl))
		report(call, "sleep", what + " may sleep, but this function is called by an interrupt or a timer or RCU (Rust: the tool klint)",
		       where, "it is registered here; queue work for what sleeps");
}
