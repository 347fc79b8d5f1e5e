// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rule raw: no spinlock_t, and nothing that may sleep, in what the interrupt core calls of a
 * struct irq_chip: it holds a raw_spinlock, and on PREEMPT_RT a spinlock_t sleeps.
 */
#include "check.h"

static const char *const under_raw[] = {
	"irq_startup", "irq_shutdown", "irq_enable", "irq_disable", "irq_ack", "irq_mask", "irq_mask_ack",
	"irq_unmask", "irq_eoi", "irq_set_affinity", "irq_retrigger", "irq_set_type", "irq_set_wake",
};

static std::map<tree, location_t> callbacks;
static std::map<tree, bool> may_spin;

void forget_irqchips()
{
	callbacks.clear();
	may_spin.clear();
}

static void named(tree type, tree member, tree function, location_t where)
{
	if (strcmp(type_name(type), "irq_chip") || !DECL_NAME(member))
		return;
	if (TREE_CODE(function) == ADDR_EXPR)
		function = TREE_OPERAND(function, 0);
	if (TREE_CODE(function) != FUNCTION_DECL)
		return;
	for (const char *one : under_raw)
		if (!strcmp(name_of(member), one))
			callbacks[function] = where;
}

/* A chip that is initialised where it is declared. */
void find_irqchips()
{
	varpool_node *node;

	FOR_EACH_VARIABLE(node) {
		tree init = DECL_INITIAL(node->decl);
		unsigned HOST_WIDE_INT i;
		tree index, one;

		if (!init || init == error_mark_node || TREE_CODE(init) != CONSTRUCTOR)
			continue;
		FOR_EACH_CONSTRUCTOR_ELT(CONSTRUCTOR_ELTS(init), i, index, one)
			if (index)
				named(TREE_TYPE(init), index, one, DECL_SOURCE_LOCATION(node->decl));
	}
}

/* One whose members are set one by one. */
void find_irqchips_in(gimple *stmt)
{
	if (!gimple_assign_single_p(stmt) || TREE_CODE(gimple_assign_lhs(stmt)) != COMPONENT_REF)
		return;
	tree member = gimple_assign_lhs(stmt);
	named(TREE_TYPE(TREE_OPERAND(member, 0)), TREE_OPERAND(member, 1), gimple_assign_rhs1(stmt), gimple_location(stmt));
}

/* Does a function take a spinlock_t, as far as can be seen? */
static bool spins(tree fndecl)
{
	if (!fndecl)
		return false;
	const char *name = name_of(fndecl);
	if (!strcmp(name, "spinlock_check") || !strcmp(name, "spin_lock") || !strcmp(name, "spin_lock_irq") ||
	    !strcmp(name, "spin_lock_bh"))
		return true;
	if (begins(name, "class_") && ends(name, "_constructor"))
		return begins(name + 6, "spinlock") || begins(name + 6, "read_lock") || begins(name + 6, "write_lock");
	if (!is_ssa_function(fndecl) || is_kernels(fndecl))
		return false;
	auto known = may_spin.find(fndecl);
	if (known != may_spin.end())
		return known->second;
	may_spin[fndecl] = false;	/* of itself nothing is known */
	basic_block bb;
	bool result = false;
	FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(fndecl))
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			result |= is_gimple_call(gsi_stmt(gsi)) && spins(callee(gsi_stmt(gsi)));
	return may_spin[fndecl] = result;
}

void Checker::spin_in_raw(gcall *call)
{
	auto one = callbacks.find(decl);
	if (one == callbacks.end())
		return;
	bool lock = spins(callee(call));
	if (!lock && !sleeps(callee(call)))
		return;
	bool direct = lock && (begins(callee_name(call), "class_") || begins(callee_name(call), "spin"));
	report(call, "raw", (direct ? "a spinlock_t is taken here, and on PREEMPT_RT that sleeps" :
			     quoted(callee_name(call)) + (lock ? " takes a spinlock_t, which sleeps on PREEMPT_RT" :
							  " may sleep")) +
	       ", but the interrupt core calls this under a raw_spinlock_t (Rust: the tool klint)",
	       one->second, "it is a member of this irq_chip");
}
