// SPDX-License-Identifier: GPL-2.0-only
/* Which statements lend, and what ends the loan. */
#include "check.h"

/* Which variables are guards, and what they lend as a record. */
void Checker::find_companions()
{
	unsigned i;
	tree v;

	FOR_EACH_LOCAL_DECL(fun, i, v) {
		if (tree guard = named_by(v, "own_lent_by")) {
			guards.insert(guard);
			if (is_owner(TREE_TYPE(v)))
				companion[guard] = v;
		}
		if (tree owner = named_by(v, "own_lends")) {
			guards.insert(v);
			companion[v] = owner;
		}
	}
}

/* Does a statement move an object, as own_take() does? That is no loan. */
bool moves(gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt);

	return lhs && TREE_CODE(lhs) == SSA_NAME && SSA_NAME_VAR(lhs) && has_role(SSA_NAME_VAR(lhs), "moved");
}

/* The origin that a statement lends from, or -1. */
int Checker::lent_by(gimple *stmt)
{
	auto known = lends.find(stmt);
	if (known != lends.end())
		return known->second;
	return frozen ? -1 : lends[stmt] = find_lent_by(stmt);
}

int Checker::find_lent_by(gimple *stmt)
{
	if (tree owner = owner_loaded(stmt)) {
		if (moves(stmt))
			return -1;
		return origin(OWNER, owner, Place(), name_of(owner));
	}
	tree lhs = gimple_get_lhs(stmt);
	if (lhs && TREE_CODE(lhs) == SSA_NAME && SSA_NAME_VAR(lhs) && POINTER_TYPE_P(TREE_TYPE(lhs)) &&
	    VAR_P(SSA_NAME_VAR(lhs)) && gimple_code(stmt) == GIMPLE_ASSIGN)
		if (tree guard = named_by(SSA_NAME_VAR(lhs), "own_lent_by"))
			if (!is_owner(TREE_TYPE(SSA_NAME_VAR(lhs))))
				return origin(GUARD, guard, Place(), name_of(SSA_NAME_VAR(lhs)));
	/* What an open file owns is lent to the operation. */
	if (does(stmt, "operation") && gimple_call_num_args(stmt) == 1) {
		tree file = gimple_call_arg(stmt, 0);
		tree variable = TREE_CODE(file) == SSA_NAME ? SSA_NAME_VAR(file) : NULL_TREE;
		return origin(LENT, variable, Place(), variable ? name_of(variable) : "file");
	}
	if (is_peek(stmt)) {
		tree argument = gimple_call_arg(stmt, 0);
		Place place = place_behind(argument);
		bool queue = is_queue(pointed_to(argument));
		return origin(queue ? QUEUE : SLOT, NULL_TREE, place, queue ? "queue" : "slot");
	}
	if (gimple_assign_load_p(stmt)) {
		for (tree ref = gimple_assign_rhs1(stmt); handled_component_p(ref); ref = TREE_OPERAND(ref, 0))
			if (TREE_CODE(ref) == COMPONENT_REF && has_role(TREE_OPERAND(ref, 1), "head") &&
			    is_queue(TREE_TYPE(TREE_OPERAND(ref, 0))))
				return origin(WALK, NULL_TREE, place_of(TREE_OPERAND(ref, 0)), "queue");
	}
	return -1;
}
