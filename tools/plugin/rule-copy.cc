// SPDX-License-Identifier: GPL-2.0-only
/* Rule copy: what owns in place is not copied. */
#include "check.h"

/* Rule 1: what owns in place is not copied. */
void Checker::copies(gimple *stmt)
{
	auto lvalue = [&](tree operand) -> tree {
		if (TREE_CODE(operand) == SSA_NAME || TREE_CODE(operand) == CONSTRUCTOR ||
		    is_gimple_reg_type(TREE_TYPE(operand)))
			return NULL_TREE;
		/* A literal or what a function returned has no other owner. */
		tree base = get_base_address(operand);
		if (base && DECL_P(base) && (!*name_of(base) || TREE_CODE(base) == RESULT_DECL ||
					    spelt_in_own(DECL_SOURCE_LOCATION(base))))
			return NULL_TREE;
		/* The value of a result is had from it by a copy. */
		if (has_role(TREE_TYPE(operand), "single") && TREE_CODE(operand) == COMPONENT_REF)
			return NULL_TREE;
		return owning_part(TREE_TYPE(operand));
	};
	auto say = [&](tree type, tree part) {
		if (has_role(type, "single")) {
			report(stmt, "copy", nice_type(type) + " is for one use and is copied here, so that the same is had twice (like Rust E0382)");
			return;
		}
		report(stmt, "copy", nice_type(type) + (type == part ? " owns" : " has a member that owns (" + nice_type(part) + ")") +
		       " and is copied here, so that there are two owners of one object (like Rust E0382, E0507)");
	};
	/* A short memcpy() has become a load and a store of a number. */
	if (gimple_assign_load_p(stmt) && TREE_CODE(gimple_assign_rhs1(stmt)) == MEM_REF &&
	    !RECORD_OR_UNION_TYPE_P(TREE_TYPE(gimple_assign_rhs1(stmt)))) {
		tree pointer = TREE_OPERAND(gimple_assign_rhs1(stmt), 0);
		tree type = TREE_CODE(pointer) == ADDR_EXPR ? TREE_TYPE(TREE_OPERAND(pointer, 0)) : pointed_to(pointer);
		if (type && RECORD_OR_UNION_TYPE_P(type) && !(TREE_CODE(pointer) == ADDR_EXPR))
			if (tree part = owning_part(type))
				say(type, part);
		return;
	}
	if (gimple_assign_single_p(stmt) && !gimple_clobber_p(stmt)) {
		tree rhs = gimple_assign_rhs1(stmt);
		if (tree part = lvalue(rhs))
			say(TREE_TYPE(rhs), part);
		return;
	}
	if (!is_gimple_call(stmt))
		return;
	for (unsigned i = 0; i < gimple_call_num_args(stmt); i++)
		if (tree part = lvalue(gimple_call_arg(stmt, i)))
			say(TREE_TYPE(gimple_call_arg(stmt, i)), part);
	static const struct { const char *name; unsigned source; } copiers[] = {
		{ "memcpy", 1 }, { "memmove", 1 }, { "__builtin_memcpy", 1 }, { "__builtin_memmove", 1 },
		{ "__builtin___memcpy_chk", 1 }, { "__builtin___memmove_chk", 1 },
		{ "kmemdup", 0 }, { "kmemdup_noprof", 0 }, { "krealloc", 0 }, { "krealloc_noprof", 0 },
		{ "kvmemdup", 0 }, { "kmemdup_array", 0 }, { "copy_to_user", 1 },
	};
	for (auto &one : copiers) {
		if (strcmp(callee_name(stmt), one.name) || one.source >= gimple_call_num_args(stmt))
			continue;
		tree argument = gimple_call_arg(stmt, one.source);
		/* The types that the conversions to void * began with. */
		for (int k = 0; k < 8; k++) {
			tree type = TREE_CODE(argument) == ADDR_EXPR ? TREE_TYPE(TREE_OPERAND(argument, 0)) : pointed_to(argument);
			if (tree part = owning_part(type)) {
				/* Only a member of it may be what is copied. */
				say(type, part);
				break;
			}
			gimple *def = definition(argument);
			if (!def || !is_gimple_assign(def) || !(CONVERT_EXPR_CODE_P(gimple_assign_rhs_code(def)) ||
			    gimple_assign_rhs_code(def) == SSA_NAME || gimple_assign_rhs_code(def) == ADDR_EXPR))
				break;
			argument = gimple_assign_rhs1(def);
		}
	}
}
