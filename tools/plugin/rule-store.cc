// SPDX-License-Identifier: GPL-2.0-only
/* Rule escape: a loan that is stored where it is not local. */
#include "check.h"

/* A loan of a local owner or guard that is stored where it is not local. */
void Checker::store(gimple *stmt, State &st)
{
	if (!mouth || !is_gimple_assign(stmt) || !gimple_store_p(stmt) || gimple_clobber_p(stmt))
		return;
	tree lhs = gimple_assign_lhs(stmt), variable;
	HOST_WIDE_INT offset, size;
	if (local_ref(lhs, &variable, &offset, &size))
		return;
	tree base = get_base_address(lhs);
	if (!base)
		return;
	std::set<int> to;
	const char *whither = "into a variable that outlives it";
	if (TREE_CODE(base) == MEM_REF || TREE_CODE(base) == TARGET_MEM_REF) {
		tree pointer = TREE_OPERAND(base, 0);
		if (TREE_CODE(pointer) != SSA_NAME)
			return;
		to = from[value(pointer)];
		Place place = place_behind(pointer);
		if (place.root && DECL_P(place.root) && !place.behind && is_local(place.root))
			return;
		/* Fresh memory is nobody's yet; only an owner's, a parameter's or a loaded one's is. */
		if (place.root && TREE_CODE(place.root) == SSA_NAME && to.empty() &&
		    is_gimple_call(SSA_NAME_DEF_STMT(place.root)))
			return;
		if (place.root && TREE_CODE(place.root) == SSA_NAME &&
		    gimple_code(SSA_NAME_DEF_STMT(place.root)) == GIMPLE_PHI)
			return;
		whither = "into an object that may outlive it";
	}
	std::vector<int> in;
	sources(gimple_assign_rhs1(stmt), in);
	for (int v : in) {
		use(v, stmt, st, "stored");
		if (st.at[v])
			continue;
		/* Into the object itself it may point. */
		bool same = false;
		for (int o : from[v])
			same |= to.count(o) && (origins[o].kind == OWNER || origins[o].kind == GUARD || origins[o].kind == LENT);
		for (int o : from[v])
			/* Others may hold a reference of a counted object, but no static variable does. */
			if (!same && !(origins[o].kind == OWNER && counted_owner(origins[o].decl) && !DECL_P(base)) &&
			    (origins[o].kind == OWNER || origins[o].kind == GUARD || origins[o].kind == LENT))
				report(stmt, "escape", "a pointer that was had from " + lender(origins[o]) +
				       " is stored " + whither + " (like Rust E0597)", made[v], "it was had here");
	}
}
