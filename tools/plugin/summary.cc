// SPDX-License-Identifier: GPL-2.0-only
/* A function as its callers see it. */
#include "check.h"

static std::map<tree, Summary> summaries;

void forget_summaries()
{
	summaries.clear();
}

/* The parameters that these values may come from. */
unsigned Checker::parameters(const std::vector<int> &values)
{
	unsigned mask = 0;

	for (int v : values)
		for (int o : from[v])
			if (origins[o].kind == PARAM) {
				int i = 0;
				for (tree p = DECL_ARGUMENTS(decl); p; p = DECL_CHAIN(p), i++)
					if (p == origins[o].decl && i < 32)
						mask |= 1u << i;
			}
	return mask;
}

/* Does a call free this argument? What the library does with it is its own affair. */
bool call_frees(gimple *stmt, unsigned argument)
{
	tree called = callee(stmt);

	return freed_by(callee_name(stmt)) == (int)argument || ended_by(called) == (int)argument ||
	       (is_ssa_function(called) && !is_library(called) && !is_kernels(called) && argument < 32 &&
		summary_of(called).frees >> argument & 1);
}

Summary Checker::summarise()
{
	Summary result;
	basic_block bb;
	edge e;
	edge_iterator ei;

	propagate();
	FOR_EACH_EDGE(e, ei, EXIT_BLOCK_PTR_FOR_FN(fun)->preds) {
		gimple_stmt_iterator gsi = gsi_last_bb(e->src);
		if (gsi_end_p(gsi) || gimple_code(gsi_stmt(gsi)) != GIMPLE_RETURN)
			continue;
		tree returned = gimple_return_retval(as_a<greturn *>(gsi_stmt(gsi)));
		std::vector<int> in;
		if (returned)
			sources(returned, in);
		result.derives |= parameters(in);
	}
	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			gimple *stmt = gsi_stmt(gsi);
			const char *name = callee_name(stmt);
			if (gimple_assign_single_p(stmt) && gimple_store_p(stmt) && !gimple_clobber_p(stmt)) {
				tree base = get_base_address(gimple_assign_lhs(stmt));
				std::vector<int> in;
				if (base && VAR_P(base) && !is_local(base))
					sources(gimple_assign_rhs1(stmt), in);
				result.keeps |= parameters(in);
				if (base && TREE_CODE(base) == MEM_REF && TREE_CODE(TREE_OPERAND(base, 0)) == SSA_NAME) {
					std::vector<int> what, to(1, value(TREE_OPERAND(base, 0)));
					sources(gimple_assign_rhs1(stmt), what);
					unsigned targets = parameters(to), given = parameters(what) & ~targets;
					for (int i = 0; given && i < 8; i++)
						if (targets >> i & 1)
							result.into[i] |= given;
				}
			}
			if (!*name || gimple_call_num_args(stmt) < 1)
				continue;
			for (unsigned i = 0; i < gimple_call_num_args(stmt) && i < 32; i++)
				if (call_frees(stmt, i) && place_behind(gimple_call_arg(stmt, i)).offset == 0) {
					std::vector<int> in;
					sources(gimple_call_arg(stmt, i), in);
					result.frees |= parameters(in);
				}
			int kept = kept_by(name);
			if (kept >= 0 && kept < (int)gimple_call_num_args(stmt)) {
				std::vector<int> in;
				sources(gimple_call_arg(stmt, kept), in);
				result.registers |= parameters(in);
			}
			tree argument = gimple_call_arg(stmt, 0);
			bool changes = does(stmt, "pop") || does(stmt, "remove") || does(stmt, "swap");
			if (!changes)
				continue;
			Place place = place_behind(argument);
			int i = 0;
			for (tree p = DECL_ARGUMENTS(decl); p && i < 32; p = DECL_CHAIN(p), i++)
				if (place.root && place.offset == 0 && is_gimple_reg(p) && place.root == ssa_default_def(fun, p))
					result.changes |= 1u << i;
		}
	return result;
}

Summary summary_of(tree fndecl)
{
	auto known = summaries.find(fndecl);
	if (known != summaries.end())
		return known->second;
	summaries[fndecl] = Summary();	/* of itself nothing is known */
	push_cfun(DECL_STRUCT_FUNCTION(fndecl));
	Summary result = Checker(fndecl, true).summarise();
	pop_cfun();
	return summaries[fndecl] = result;
}
