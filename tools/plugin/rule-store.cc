// SPDX-License-Identifier: GPL-2.0-only
/* Rule escape: a loan that is stored where it is not local. */
#include "check.h"

/* A loan of a local owner or guard that is stored where it is not local. */
void Checker::store(gimple *stmt, State &st)
{
	if (!mouth || gimple_clobber_p(stmt))
		return;
	if (is_gimple_assign(stmt) && gimple_store_p(stmt)) {
		store(gimple_assign_lhs(stmt), gimple_assign_rhs1(stmt), stmt, st);
	} else if (gasm *assembly = dyn_cast<gasm *>(stmt)) {
		/* xchg() and its kin: a pointer goes in, and a pointer in memory changes. */
		for (unsigned o = 0; o < gimple_asm_noutputs(assembly); o++) {
			tree lhs = TREE_VALUE(gimple_asm_output_op(assembly, o));
			for (unsigned i = 0; TREE_CODE(lhs) != SSA_NAME && i < gimple_asm_ninputs(assembly); i++) {
				tree value = TREE_VALUE(gimple_asm_input_op(assembly, i));
				/* cmpxchg() makes a number of the place. */
				bool wide = tree_int_cst_equal(TYPE_SIZE(TREE_TYPE(lhs)), TYPE_SIZE(ptr_type_node));
				if (wide && POINTER_TYPE_P(TREE_TYPE(value)))
					store(lhs, value, stmt, st);
			}
		}
	}
}

void Checker::store(tree lhs, tree value, gimple *stmt, State &st)
{
	tree variable;
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
		to = from[this->value(pointer)];
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
	sources(value, in);
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
