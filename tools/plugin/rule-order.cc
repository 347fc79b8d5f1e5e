// SPDX-License-Identifier: GPL-2.0-only
/* Rule order: C does not say which argument comes first. */
#include "check.h"

/* The owner that an expression looks into, if no variable of the user's is in between. */
static tree looked_into(tree operand)
{
	for (int steps = 0; steps < 16; steps++) {
		if (TREE_CODE(operand) == ADDR_EXPR || handled_component_p(operand) || TREE_CODE(operand) == MEM_REF) {
			tree base = get_base_address(TREE_CODE(operand) == ADDR_EXPR ? TREE_OPERAND(operand, 0) : operand);
			if (!base || TREE_CODE(base) != MEM_REF)
				return NULL_TREE;
			operand = TREE_OPERAND(base, 0);
		}
		if (TREE_CODE(operand) != SSA_NAME || (SSA_NAME_VAR(operand) && *name_of(SSA_NAME_VAR(operand))))
			return NULL_TREE;
		gimple *def = SSA_NAME_DEF_STMT(operand);
		if (!is_gimple_assign(def))
			return NULL_TREE;
		if (tree owner = owner_loaded(def))
			return owner;
		operand = gimple_assign_rhs1(def);
	}
	return NULL_TREE;
}

/* The call close above another that made a nameless value that the other is given, or NULL. */
gimple *made_by(tree value, gimple *call)
{
	if (!DECL_P(value) || *name_of(value) || !is_crossing(TREE_TYPE(value)))
		return NULL;
	gimple_stmt_iterator gsi = gsi_for_stmt(call);
	basic_block bb = gimple_bb(call);
	for (int steps = 0; steps < 400; steps++) {
		gsi_prev(&gsi);
		while (gsi_end_p(gsi)) {
			if (EDGE_COUNT(bb->preds) == 0)
				return NULL;
			bb = EDGE_PRED(bb, 0)->src;
			if (bb == ENTRY_BLOCK_PTR_FOR_FN(cfun))
				return NULL;
			gsi = gsi_last_bb(bb);
			if (++steps > 400)
				return NULL;
		}
		gimple *stmt = gsi_stmt(gsi);
		if (is_gimple_call(stmt) && gimple_call_lhs(stmt) == value)
			return gimple_call_num_args(stmt) == 1 ? stmt : NULL;
	}
	return NULL;
}

/* The owner that own_take() in an argument takes from: what is passed is the answer of its .__make. */
tree taken_for(tree value, gimple *call)
{
	gimple *stmt = made_by(value, call);

	if (!stmt)
		return NULL_TREE;
	tree taken = gimple_call_arg(stmt, 0);
	for (int k = 0; k < 8 && definition(taken) && is_gimple_assign(definition(taken)); k++) {
		if (tree owner = owner_loaded(definition(taken)))
			return owner;
		taken = gimple_assign_rhs1(definition(taken));
	}
	return NULL_TREE;
}

/* C does not say which argument comes first. */
void Checker::order(gcall *call)
{
	unsigned count = gimple_call_num_args(call);

	for (unsigned i = 0; i < count; i++) {
		tree owner = taken_for(gimple_call_arg(call, i), call);

		for (unsigned j = 0; owner && j < count; j++)
			if (j != i && looked_into(gimple_call_arg(call, j)) == owner)
				report(call, "order", "one argument takes from " + quoted(name_of(owner)) +
				       " and another looks into it; C does not say which comes first (like Rust E0382, E0505)");
	}
}
