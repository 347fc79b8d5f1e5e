// SPDX-License-Identifier: GPL-2.0-only
/*
 * The functions that own's headers call to end an object: what a user gave them as its memory
 * or as a step of its end. By hand they end what an owner ends again.
 */
#include "plain.h"

static std::map<tree, unsigned> enders;

void forget_ends()
{
	enders.clear();
}

int ended_by(tree fndecl)
{
	auto one = enders.find(fndecl);

	return one == enders.end() ? -1 : (int)one->second;
}

/* The parameter of a function of the library's that is the object which it ends. */
static tree ending(tree fndecl)
{
	tree p = DECL_ARGUMENTS(fndecl);

	return p && is_gimple_reg(p) && (has_role(p, "ending") || has_role(fndecl, "drop"))
		? ssa_default_def(DECL_STRUCT_FUNCTION(fndecl), p) : NULL_TREE;
}

/* Where a function frees its parameter, or where it stands. */
static location_t freed_at(tree fndecl)
{
	basic_block bb;

	FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(fndecl))
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			if (plain_freed(callee_name(gsi_stmt(gsi))) >= 0)
				if (Place place = place_behind(gimple_call_arg(gsi_stmt(gsi), plain_freed(callee_name(gsi_stmt(gsi)))));
				    place.root && place.offset == 0 && TREE_CODE(place.root) == SSA_NAME &&
				    SSA_NAME_IS_DEFAULT_DEF(place.root))
					return gimple_location(gsi_stmt(gsi));
	return DECL_SOURCE_LOCATION(fndecl);
}

void find_ends(tree fndecl)
{
	tree object = is_library(fndecl) ? ending(fndecl) : NULL_TREE, frees = NULL_TREE;
	basic_block bb;

	if (!object)
		return;
	FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(fndecl))
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			gimple *stmt = gsi_stmt(gsi);
			tree called = callee(stmt);

			for (unsigned i = 0; called && i < gimple_call_num_args(stmt); i++) {
				Place place = place_behind(gimple_call_arg(stmt, i));

				if (place.root != object || place.offset || is_library(called))
					continue;
				if (frees)
					warning_at(user_line(freed_at(frees)), 0, "own: %qs is a step of the end of its object, "
						   "and frees it, which is freed again behind it (like Rust E0507) [own-check=freed]",
						   name_of(frees));
				frees = plain_ends(called).freed >> i & 1 ? called : NULL_TREE;
				if (!is_kernels(called))
					enders[called] = i;
			}
		}
}
