// SPDX-License-Identifier: GPL-2.0-only
/* Rules dead, guard and peek: what is used, and whether it may be. */
#include "check.h"

/* The return statement in which a value was chosen: merged returns have no line. */
static location_t chosen_at(tree value, const std::map<tree, int> &values)
{
	location_t chosen = 0;

	for (int steps = 0; steps < 8 && value && TREE_CODE(value) == SSA_NAME; steps++) {
		gimple *def = SSA_NAME_DEF_STMT(value);
		tree next = NULL_TREE;

		if (gphi *phi = dyn_cast<gphi *>(def)) {
			for (unsigned i = 0; i < gimple_phi_num_args(phi); i++) {
				tree argument = gimple_phi_arg_def(phi, i);
				if (TREE_CODE(argument) != SSA_NAME || !values.count(argument))
					continue;
				if (gimple_phi_arg_location(phi, i) > BUILTINS_LOCATION)
					chosen = gimple_phi_arg_location(phi, i);
				next = argument;
			}
		} else if (is_gimple_assign(def) || is_gimple_call(def)) {
			return chosen ? chosen : gimple_location(def);
		}
		value = next;
	}
	return chosen;
}

void Checker::use(int v, gimple *stmt, State &st, const char *how, location_t where)
{
	if (!mouth || !st.at[v] || from[v].empty())
		return;
	if (!said_dead.insert(std::make_pair(made[v], st.at[v])).second)
		return;
	/* Name the origin that died. */
	const Origin *o = &origins[*from[v].begin()];
	std::string reason = why[st.at[v]];
	for (int one : from[v])
		if (reason.find(lender(origins[one])) != std::string::npos)
			o = &origins[one];
	report(stmt, "dead", "a pointer that was had from " + lender(*o) + " is " + how +
	       " after that ended (like Rust E0505, E0597)",
	       made[v], "borrowed here", st.at[v], reason, where);
}

void Checker::deref(tree ref, gimple *stmt, State &st)
{
	tree base = get_base_address(ref);

	if (!base || (TREE_CODE(base) != MEM_REF && TREE_CODE(base) != TARGET_MEM_REF))
		return;
	tree pointer = TREE_OPERAND(base, 0);
	if (TREE_CODE(pointer) != SSA_NAME)
		return;
	if (value_of_ssa.count(pointer))
		use(value_of_ssa[pointer], stmt, st, "used");
	tree peek = options.peek ? peek_root(pointer) : NULL_TREE;
	if (mouth && peek && st.at[untested[peek]])
		report(stmt, "peek", "what a peek gave is used here, but on some path it was not compared with NULL",
		       st.at[untested[peek]], "the peek is here");
}

/* Every read of memory and every pointer that is given away. */
void Checker::uses(gimple *stmt, State &st)
{
	if (is_gimple_debug(stmt))
		return;
	if (is_gimple_assign(stmt) && !gimple_clobber_p(stmt)) {
		if (gimple_assign_load_p(stmt))
			deref(gimple_assign_rhs1(stmt), stmt, st);
		if (gimple_store_p(stmt))
			deref(gimple_assign_lhs(stmt), stmt, st);
		return;
	}
	if (gasm *assembly = dyn_cast<gasm *>(stmt)) {
		for (unsigned i = 0; i < gimple_asm_ninputs(assembly); i++) {
			tree operand = TREE_VALUE(gimple_asm_input_op(assembly, i));
			if (TREE_CODE(operand) == SSA_NAME && value_of_ssa.count(operand))
				use(value_of_ssa[operand], stmt, st, "used");
			else if (TREE_CODE(operand) != SSA_NAME)
				deref(operand, stmt, st);
		}
		return;
	}
	if (greturn *back = dyn_cast<greturn *>(stmt)) {
		tree returned = gimple_return_retval(back);
		std::vector<int> in;
		if (returned)
			sources(returned, in);
		for (int v : in)
			use(v, stmt, st, "returned", TREE_CODE(returned) == SSA_NAME ? chosen_at(returned, value_of_ssa) : 0);
		for (int v : in)
			returned_local(v, stmt, st, TREE_CODE(returned) == SSA_NAME ? chosen_at(returned, value_of_ssa) : 0);
		local_kept(stmt, st);
		return;
	}
	gcall *call = dyn_cast<gcall *>(stmt);
	if (!call || gimple_call_internal_p(call))
		return;
	const char *name = callee_name(call);
	if (begins(name, "__builtin_expect") || !strcmp(name, "__builtin_constant_p") || !strcmp(name, "IS_ERR") ||
	    !strcmp(name, "IS_ERR_OR_NULL") || !strcmp(name, "PTR_ERR") || !strcmp(name, "memset") ||
	    !strcmp(name, "__builtin_memset"))
		return;
	bool destructor = does(call, "end") || (begins(name, "class_") && ends(name, "_destructor"));
	for (unsigned i = 0; i < gimple_call_num_args(call); i++) {
		tree argument = gimple_call_arg(call, i);
		if (tree variable = address_of_local(argument)) {
			if (is_owner(TREE_TYPE(variable)))
				continue;
			bool guard = destructor && guards.count(variable);
			/* Who may write to it may be about to fill it anew. */
			bool visible = is_ssa_function(callee(call));
			/* Of one that is not seen nothing is known: an address may only be compared. */
			if (!guard && !(visible && i < 8 && !summary_of(callee(call)).into[i]))
				continue;
			for (auto &one : pieces[variable])
				if (mouth && st.at[one.second]) {
					if (guard) {
						const Origin &o = origins[*from[one.second].begin()];
						report(stmt, "guard", "the object of " +
						       lender(o) + " goes away here while a guard holds a lock that is in it; end the guard's scope first (like Rust E0505)",
						       made[one.second], "its object was borrowed here",
						       gimple_location(stmt), "the lock is released at the end of this guard",
						       st.at[one.second]);
					} else {
						use(one.second, stmt, st, "passed on");
					}
				}
			continue;
		}
		std::vector<int> in;
		sources(argument, in);
		for (int v : in)
			use(v, stmt, st, "passed on");
		if (handled_component_p(argument) || TREE_CODE(argument) == MEM_REF)
			deref(argument, stmt, st);
		/* The address of a member of NULL is not NULL: nobody can ask it any more. */
		tree address = argument;
		if (definition(address) && is_gimple_assign(definition(address)) &&
		    gimple_assign_rhs_code(definition(address)) == ADDR_EXPR)
			address = gimple_assign_rhs1(definition(address));
		if (TREE_CODE(address) == ADDR_EXPR && handled_component_p(TREE_OPERAND(address, 0)))
			deref(TREE_OPERAND(address, 0), stmt, st);
		/* Freed by hand, while the owner would drop it again. */
		if (mouth && call_frees(call, i))
			freed(argument, call, st);
	}
}
