// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rule sleep: nothing that may sleep where a spinlock is held or RCU is read, or in a handler
 * that an interrupt, a timer or RCU calls. Functions of the file and of own are looked into, and those
 * that make a guard; of the others of the kernel a table knows the ones that always may, and
 * __own_sleeps says it of more; and who is told that memory may be waited for (GFP_KERNEL) may.
 * A function of the role "atomic" is such a handler; the variable that one of the role "section" fills holds
 * a read section, or a lock that spins. What is locked by hand is held where every path has locked it.
 */
#include "check.h"

static const char *const sleepers[] = {
	"__might_sleep", "__might_resched", "msleep", "msleep_interruptible", "usleep_range", "usleep_range_state", "ssleep",
	"schedule", "schedule_timeout", "schedule_timeout_interruptible",
	"schedule_timeout_uninterruptible", "schedule_timeout_killable", "io_schedule",
	"mutex_lock", "mutex_lock_nested", "_mutex_lock_nest_lock", "mutex_lock_io", "mutex_lock_io_nested",
	"mutex_lock_interruptible", "mutex_lock_interruptible_nested", "mutex_lock_killable",
	"mutex_lock_killable_nested", "_mutex_lock_killable", "down", "down_interruptible", "down_killable", "down_timeout",
	"down_read", "down_read_interruptible", "down_read_killable", "down_read_killable_nested", "down_read_nested",
	"down_write", "down_write_killable", "down_write_killable_nested", "down_write_nested",
	"percpu_down_write", "cpus_read_lock", "cpus_write_lock", "device_lock", "device_lock_interruptible",
	"console_lock", "rtnl_lock",
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

/* Which member of these structures is such a function. */
static const struct { const char *type, *member; } handler_members[] = {
	{ "timer_list", "function" }, { "hrtimer", "function" }, { "tasklet_struct", "func" },
	{ "tasklet_struct", "callback" }, { "irq_work", "func" },
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

/* guard(), scoped_guard() and CLASS() call such a function. */
static bool makes_guard(tree fndecl)
{
	return begins(name_of(fndecl), "class_") && ends(name_of(fndecl), "_constructor");
}

/* Does one of the functions that a guard is made with, to this depth, do @what? */
static bool guard_does(tree fndecl, bool (*what)(const char *name), int depth = 4)
{
	basic_block bb;

	if (!fndecl)
		return false;
	if (what(name_of(fndecl)))
		return true;
	if (!depth || !is_ssa_function(fndecl))
		return false;
	FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(fndecl))
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			if (is_gimple_call(gsi_stmt(gsi)) && guard_does(callee(gsi_stmt(gsi)), what, depth - 1))
				return true;
	return false;
}

static bool is_sleeper(const char *name)
{
	for (const char *one : sleepers)
		if (!strcmp(name, one))
			return true;
	return false;
}

/* 1 for a function that takes a lock that spins or reads RCU, -1 for one that ends it, or 0. */
static int spin_or_end(const char *name)
{
	static const char *const kinds[] = { "spin_", "raw_spin_", "read_", "raw_read_", "write_", "raw_write_", "rcu_read_" };

	while (*name == '_')
		name++;
	if (ends(name, "_held") || ends(name, "_init"))
		return 0;
	for (const char *one : kinds)
		if (begins(name, one)) {
			if (begins(name + strlen(one), "lock"))
				return 1;
			if (begins(name + strlen(one), "unlock"))
				return -1;
		}
	return 0;
}

static bool is_spinner(const char *name)
{
	return spin_or_end(name) > 0;
}

static bool is_spin_end(const char *name)
{
	return spin_or_end(name) < 0;
}

static bool is_spin_try(const char *name)
{
	std::string lock = name;
	size_t at = lock.find("trylock");

	return at != std::string::npos && spin_or_end(lock.erase(at, strlen("try")).c_str()) > 0;
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
	if (is_sleeper(name_of(fndecl)) || has_role(fndecl, "sleeps"))
		return true;
	if (makes_guard(fndecl))
		return guard_does(fndecl, is_sleeper);
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

/* A function that is put into a member which says so. */
static void add_handler_member(tree type, tree member, tree function, location_t where)
{
	if (TREE_CODE(function) == ADDR_EXPR)
		function = TREE_OPERAND(function, 0);
	if (TREE_CODE(function) != FUNCTION_DECL || !member || !DECL_P(member))
		return;
	for (auto &one : handler_members)
		if (!strcmp(type_name(type), one.type) && !strcmp(name_of(member), one.member))
			add_handler(function, where);
}

static void find_handlers_in_value(tree init, location_t where)
{
	unsigned HOST_WIDE_INT i;
	tree index, one;

	if (!init || init == error_mark_node || TREE_CODE(init) != CONSTRUCTOR)
		return;
	FOR_EACH_CONSTRUCTOR_ELT(CONSTRUCTOR_ELTS(init), i, index, one) {
		STRIP_NOPS(one);
		if (index)
			add_handler_member(TREE_TYPE(init), index, one, where);
		find_handlers_in_value(one, where);
	}
}

/* Those in variables that have a value where they are declared, as DEFINE_TIMER() makes them. */
void find_static_handlers()
{
	varpool_node *node;

	FOR_EACH_VARIABLE(node)
		find_handlers_in_value(DECL_INITIAL(node->decl), DECL_SOURCE_LOCATION(node->decl));
}

/* The functions that are handed to something that calls them where nothing may sleep. */
void find_handlers(tree fndecl)
{
	basic_block bb;

	FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(fndecl))
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			gimple *stmt = gsi_stmt(gsi);
			find_irqchips_in(stmt);
			if (gimple_assign_single_p(stmt) && TREE_CODE(gimple_assign_lhs(stmt)) == COMPONENT_REF)
				add_handler_member(TREE_TYPE(TREE_OPERAND(gimple_assign_lhs(stmt), 0)),
						   TREE_OPERAND(gimple_assign_lhs(stmt), 1),
						   gimple_assign_rhs1(stmt), gimple_location(stmt));
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

/* Those whose functions are assembler. */
static bool switches_off(const char *guard)
{
	static const char *const all[] = { "class_irq_constructor", "class_irqsave_constructor",
		"class_preempt_constructor", "class_preempt_notrace_constructor" };

	for (const char *one : all)
		if (!strcmp(guard, one))
			return true;
	return false;
}

/* Does a call take a lock that spins, or enter a read section, for the scope of the variable that it fills? */
bool takes_spinning(gimple *stmt)
{
	const char *name = callee_name(stmt);

	if (does(stmt, "section"))
		return true;
	if (!callee(stmt) || !makes_guard(callee(stmt)))
		return false;
	/* Who has access to what is revocable keeps unbind waiting. */
	if (!strcmp(name, "class_srcu_constructor"))
		return begins(name_of(gimple_get_lhs(stmt)), "__own_guard_");
	return switches_off(name) || guard_does(callee(stmt), is_spinner) ||
	       (begins(name_of(gimple_get_lhs(stmt)), "__own_guard_") && guard_does(callee(stmt), is_spin_try));
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
	if (type.find("rcu") != std::string::npos)
		return "RCU is read here";
	return type == "class_irq_t" || type == "class_irqsave_t" || begins(type.c_str(), "class_preempt_") ?
	       "interrupts or preemption are off" : "a spinlock is held";
}

/* What a call locks or unlocks by hand. */
static Place locked_by_hand(gimple *call)
{
	Place place;

	if (!gimple_call_num_args(call)) {
		place.root = integer_zero_node;		/* RCU, of which there is one */
		return place;
	}
	tree lock = gimple_call_arg(call, 0);
	gimple *made = definition(lock);
	if (made && !strcmp(callee_name(made), "spinlock_check") && gimple_call_num_args(made) == 1)
		lock = gimple_call_arg(made, 0);
	return place_behind(lock);
}

/* Where a lock is taken by hand it has a bit, which says that it may not be held. */
void Checker::layout_by_hand(gimple *stmt)
{
	if (!is_gimple_call(stmt) || spin_or_end(callee_name(stmt)) <= 0)
		return;
	Place place = locked_by_hand(stmt);
	for (auto &one : by_hand)
		if (one.place == place)
			return;
	if (place.root && place.offset >= 0)
		by_hand.push_back({ place, width++, gimple_location(stmt) });
}

void Checker::lock_by_hand(gcall *call, State &st)
{
	tree fn = callee(call);

	if (by_hand.empty() || !fn)
		return;
	int does = spin_or_end(name_of(fn));
	/* A function of the file may let go of any. */
	if (!does && !(is_ssa_function(fn) && !is_kernels(fn) && guard_does(fn, is_spin_end)))
		return;
	Place place = does ? locked_by_hand(call) : Place();
	bool found = false;
	for (auto &one : by_hand)
		if (does && one.place == place) {
			st.at[one.bit] = does < 0;
			found = true;
		}
	if (does <= 0 && !found)
		for (auto &one : by_hand)
			st.at[one.bit] = 1;
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
	/* A function of the file that lets go of a lock may do so first. */
	tree fn = callee(call);
	bool lets_go = fn && is_ssa_function(fn) && !is_kernels(fn) && guard_does(fn, is_spin_end);
	for (auto &one : by_hand)
		if (!st.at[one.bit] && !lets_go) {
			/* One macro may call two functions. */
			if (!said_dead.insert({ user_line(gimple_location(call)), one.where }).second)
				return;
			report(call, "sleep", what + " may sleep, but " + (one.place.root == integer_zero_node ?
			       "RCU is read here" : "a spinlock is held") + " (Rust: the tool klint)",
			       one.where, "it is held from here; do this before, or after it is let go");
			return;
		}
	if (location_t where = handler_at(decl))
		report(call, "sleep", what + " may sleep, but this function is called by an interrupt or a timer or RCU (Rust: the tool klint)",
		       where, "it is registered here; queue work for what sleeps");
}
