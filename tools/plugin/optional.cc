// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rule optional: a member that points to a function, and that is tested in one place of the
 * file because it may be NULL, is called in another without.
 */
#include "check.h"

/* The members that are tested, and where. */
static std::map<tree, location_t> optional;

void forget_optional()
{
	optional.clear();
}

/* The member of a structure that a value was loaded from, if it points to a function. */
static tree member_loaded(tree value)
{
	if (TREE_CODE(value) != SSA_NAME || !POINTER_TYPE_P(TREE_TYPE(value)) ||
	    TREE_CODE(TREE_TYPE(TREE_TYPE(value))) != FUNCTION_TYPE)
		return NULL_TREE;
	gimple *load = SSA_NAME_DEF_STMT(value);
	if (!load || !gimple_assign_load_p(load) || TREE_CODE(gimple_assign_rhs1(load)) != COMPONENT_REF)
		return NULL_TREE;
	return TREE_OPERAND(gimple_assign_rhs1(load), 1);
}

/* The member that a statement compares with NULL. */
static tree member_tested(gimple *stmt)
{
	tree value, with;

	if (gcond *cond = dyn_cast<gcond *>(stmt)) {
		value = gimple_cond_lhs(cond);
		with = gimple_cond_rhs(cond);
	} else if (is_gimple_assign(stmt) && (gimple_assign_rhs_code(stmt) == EQ_EXPR ||
					      gimple_assign_rhs_code(stmt) == NE_EXPR)) {
		value = gimple_assign_rhs1(stmt);
		with = gimple_assign_rhs2(stmt);
	} else {
		return NULL_TREE;
	}
	return integer_zerop(with) ? member_loaded(value) : NULL_TREE;
}

void find_optional(tree fndecl)
{
	basic_block bb;

	FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(fndecl))
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			if (tree member = member_tested(gsi_stmt(gsi)))
				optional[member] = gimple_location(gsi_stmt(gsi));
}

void Checker::untested_callback()
{
	std::map<tree, std::vector<basic_block>> tested_in;
	std::vector<std::pair<gimple *, tree>> calls;
	basic_block bb;

	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			gimple *stmt = gsi_stmt(gsi);

			if (tree member = member_tested(stmt))
				tested_in[member].push_back(bb);
			if (!is_gimple_call(stmt) || gimple_call_internal_p(stmt) || gimple_call_fndecl(stmt))
				continue;
			tree member = member_loaded(gimple_call_fn(stmt));
			if (member && optional.count(member))
				calls.push_back(std::make_pair(stmt, member));
		}
	if (calls.empty())
		return;
	calculate_dominance_info(CDI_DOMINATORS);
	for (auto &one : calls) {
		bool tested = false;

		for (basic_block where : tested_in[one.second])
			tested |= dominated_by_p(CDI_DOMINATORS, gimple_bb(one.first), where);
		if (!tested)
			report(one.first, "optional", quoted(name_of(one.second)) +
			       " is called here without a test, and elsewhere it is tested because it may be NULL (like Rust E0308)",
			       optional[one.second], "it is tested here");
	}
	free_dominance_info(CDI_DOMINATORS);
}
