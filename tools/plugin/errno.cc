// SPDX-License-Identifier: GPL-2.0-only
/* Rule errno: what returns errnos is not compared with one number as if that were "failed". */
#include "check.h"

/* Is an errno other than -1, which is -EPERM, among what a value may be? */
static bool may_be_errno(tree value, int depth)
{
	if (TREE_CODE(value) == INTEGER_CST)
		return tree_fits_shwi_p(value) && tree_to_shwi(value) >= -4095 && tree_to_shwi(value) < -1;
	if (TREE_CODE(value) != SSA_NAME || depth > 8)
		return false;
	gimple *def = SSA_NAME_DEF_STMT(value);
	if (gphi *phi = dyn_cast<gphi *>(def)) {
		for (unsigned i = 0; i < gimple_phi_num_args(phi); i++)
			if (may_be_errno(gimple_phi_arg_def(phi, i), depth + 1))
				return true;
		return false;
	}
	return gimple_assign_single_p(def) && may_be_errno(gimple_assign_rhs1(def), depth + 1);
}

static bool returns_errno(tree fndecl)
{
	edge e;
	edge_iterator ei;

	if (!is_ssa_function(fndecl) || TREE_CODE(TREE_TYPE(TREE_TYPE(fndecl))) != INTEGER_TYPE)
		return false;
	FOR_EACH_EDGE(e, ei, EXIT_BLOCK_PTR_FOR_FN(DECL_STRUCT_FUNCTION(fndecl))->preds) {
		gimple_stmt_iterator last = gsi_last_nondebug_bb(e->src);
		greturn *end = gsi_end_p(last) ? NULL : dyn_cast<greturn *>(gsi_stmt(last));

		if (end && gimple_return_retval(end) && may_be_errno(gimple_return_retval(end), 0))
			return true;
	}
	return false;
}

void Checker::compared(gimple *stmt)
{
	tree_code code;
	tree value, with;

	if (gcond *cond = dyn_cast<gcond *>(stmt)) {
		code = gimple_cond_code(cond);
		value = gimple_cond_lhs(cond);
		with = gimple_cond_rhs(cond);
	} else if (is_gimple_assign(stmt) && gimple_num_ops(stmt) == 3) {
		code = gimple_assign_rhs_code(stmt);
		value = gimple_assign_rhs1(stmt);
		with = gimple_assign_rhs2(stmt);
	} else {
		return;
	}
	if ((code != EQ_EXPR && code != NE_EXPR) || !integer_minus_onep(with) || TREE_CODE(value) != SSA_NAME)
		return;
	gimple *call = SSA_NAME_DEF_STMT(value);
	if (call && is_gimple_call(call) && callee(call) && returns_errno(callee(call)))
		report(stmt, "errno", quoted(callee_name(call)) +
		       " fails with other errnos than -1, and those pass for success here; test for < 0 (like Rust E0308)");
}
