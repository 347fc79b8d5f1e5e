// SPDX-License-Identifier: GPL-2.0-only
/* Rules copy and written: what owns in place is not copied, and not written over. */
#include "check.h"

/* A pointer to bytes began as one to a type: which, of those that the conversions went through? */
static tree owning_behind(tree argument, tree *part, bool (*more)(tree type) = NULL)
{
	for (int k = 0; k < 8; k++) {
		tree type = TREE_CODE(argument) == ADDR_EXPR ? TREE_TYPE(TREE_OPERAND(argument, 0)) : pointed_to(argument);
		*part = owning_part(type);
		if (*part || (more && more(type)))
			return type;
		gimple *def = definition(argument);
		if (!def || !is_gimple_assign(def) || !(CONVERT_EXPR_CODE_P(gimple_assign_rhs_code(def)) ||
		    gimple_assign_rhs_code(def) == SSA_NAME || gimple_assign_rhs_code(def) == ADDR_EXPR))
			break;
		argument = gimple_assign_rhs1(def);
	}
	return NULL_TREE;
}

/* What a call returned, on some path. */
static bool returned(tree name, int depth = 0)
{
	gimple *def = definition(name);

	if (gphi *phi = def ? dyn_cast<gphi *>(def) : NULL)
		for (unsigned i = 0; depth < 4 && i < gimple_phi_num_args(phi); i++)
			if (returned(gimple_phi_arg_def(phi, i), depth + 1))
				return true;
	if (def && gimple_assign_single_p(def))
		return depth < 4 && returned(gimple_assign_rhs1(def), depth + 1);
	return def && is_gimple_call(def);
}

/* What is being made has nothing yet: memory from an allocator, a variable, what is initialised in this function. */
bool Checker::being_made(tree pointer)
{
	Place place = place_behind(pointer);
	basic_block bb;

	if (!place.root)
		return true;
	if (DECL_P(place.root) && !place.behind && is_local(place.root))
		return !is_owner(TREE_TYPE(place.root)) && !is_crossing(TREE_TYPE(place.root));
	if (returned(place.root))
		return true;
	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			if (does(gsi_stmt(gsi), "init"))
				return true;
	return false;
}

void Checker::written_over(tree pointer, gimple *stmt)
{
	tree part, type = owning_behind(pointer, &part, is_crossing);

	if (!type || being_made(pointer))
		return;
	report(stmt, "written", nice_type(type) + (part && type != part ? " has a member that owns (" + nice_type(part) + ")" : " owns") +
	       " and is written over here, so that what it has is lost (in Rust only unsafe: ptr::write())");
}

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
	/* And a short memset() a store of one. */
	tree lhs = gimple_store_p(stmt) ? gimple_get_lhs(stmt) : NULL_TREE;
	if (lhs && TREE_CODE(lhs) == MEM_REF && !RECORD_OR_UNION_TYPE_P(TREE_TYPE(lhs)) &&
	    TYPE_REF_CAN_ALIAS_ALL(TREE_TYPE(TREE_OPERAND(lhs, 1))))
		written_over(TREE_OPERAND(lhs, 0), stmt);
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
		tree part, type = owning_behind(gimple_call_arg(stmt, one.source), &part);
		/* Only a member of it may be what is copied. */
		if (type)
			say(type, part);
	}
	static const char *const fillers[] = {
		"memset", "memcpy", "memmove", "__builtin_memset", "__builtin_memcpy", "__builtin_memmove",
		"__builtin___memset_chk", "__builtin___memcpy_chk", "__builtin___memmove_chk",
		"memzero_explicit", "copy_from_user", "get_random_bytes",
	};
	for (const char *one : fillers)
		if (!strcmp(callee_name(stmt), one) && gimple_call_num_args(stmt))
			written_over(gimple_call_arg(stmt, 0), stmt);
}
