// SPDX-License-Identifier: GPL-2.0-only
/* Which piece of memory an expression means: where the way to it begins, and how far it is. */
#include "check.h"

gimple *definition(tree name)
{
	return TREE_CODE(name) == SSA_NAME ? SSA_NAME_DEF_STMT(name) : NULL;
}

/* Is this a load of the object of a local owner? Then which. */
tree owner_loaded(gimple *stmt)
{
	if (!stmt || !gimple_assign_load_p(stmt))
		return NULL_TREE;
	tree ref = gimple_assign_rhs1(stmt);
	if (TREE_CODE(ref) != COMPONENT_REF || !has_role(TREE_OPERAND(ref, 1), "object"))
		return NULL_TREE;
	tree base = TREE_OPERAND(ref, 0);
	return DECL_P(base) && is_owner(TREE_TYPE(base)) ? base : NULL_TREE;
}

Place place_of(tree ref)
{
	Place place;
	poly_int64 offset, size, max;
	bool reverse;
	tree base = get_ref_base_and_extent(ref, &offset, &size, &max, &reverse);
	HOST_WIDE_INT bits;
	bool known = offset.is_constant(&bits) && bits >= 0 && known_eq(size, max);

	if (!base)
		return place;
	if (DECL_P(base)) {
		place.root = base;
		place.offset = known ? bits : -1;
		return place;
	}
	if (TREE_CODE(base) == MEM_REF || TREE_CODE(base) == TARGET_MEM_REF) {
		place = place_behind(TREE_OPERAND(base, 0));
		HOST_WIDE_INT more = TREE_CODE(base) == MEM_REF && tree_fits_shwi_p(TREE_OPERAND(base, 1))
			? tree_to_shwi(TREE_OPERAND(base, 1)) * BITS_PER_UNIT : 0;
		if (!known || place.offset < 0)
			place.offset = -1;
		else
			place.offset += bits + more;
		return place;
	}
	return place;
}

Place place_behind(tree pointer)
{
	Place place;

	for (int steps = 0; steps < 64; steps++) {
		if (TREE_CODE(pointer) == ADDR_EXPR) {
			Place inner = place_of(TREE_OPERAND(pointer, 0));
			inner.offset = inner.offset < 0 || place.offset < 0 ? -1 : inner.offset + place.offset;
			return inner;
		}
		gimple *def = definition(pointer);
		if (!def || !is_gimple_assign(def))
			break;
		if (tree owner = owner_loaded(def)) {
			place.root = owner;
			place.behind = true;
			return place;
		}
		tree_code code = gimple_assign_rhs_code(def);
		if (CONVERT_EXPR_CODE_P(code) || code == SSA_NAME || code == ADDR_EXPR) {
			pointer = gimple_assign_rhs1(def);
		} else if (code == POINTER_PLUS_EXPR) {
			tree by = gimple_assign_rhs2(def);
			if (place.offset >= 0 && TREE_CODE(by) == INTEGER_CST)
				place.offset += (HOST_WIDE_INT)TREE_INT_CST_LOW(by) * BITS_PER_UNIT;
			else
				place.offset = -1;
			pointer = gimple_assign_rhs1(def);
		} else {
			break;
		}
	}
	place.root = pointer;
	place.behind = true;
	return place;
}

/* &variable, as an argument */
tree address_of_local(tree argument)
{
	if (TREE_CODE(argument) != ADDR_EXPR)
		return NULL_TREE;
	tree base = get_base_address(TREE_OPERAND(argument, 0));
	return base && DECL_P(base) && is_local(base) ? base : NULL_TREE;
}

bool Checker::local_ref(tree ref, tree *variable, HOST_WIDE_INT *offset, HOST_WIDE_INT *size)
{
	poly_int64 at, length, max;
	bool reverse;

	if (!DECL_P(ref) && !handled_component_p(ref) && TREE_CODE(ref) != MEM_REF)
		return false;
	tree base = get_ref_base_and_extent(ref, &at, &length, &max, &reverse);
	/* A pointer that is just the address of a local variable. */
	if (base && TREE_CODE(base) == MEM_REF && TREE_CODE(TREE_OPERAND(base, 0)) == SSA_NAME) {
		Place place = place_of(ref);
		if (!place.root || !DECL_P(place.root) || place.behind || !is_local(place.root))
			return false;
		*variable = place.root;
		bool sized = TYPE_SIZE(TREE_TYPE(ref)) && tree_fits_shwi_p(TYPE_SIZE(TREE_TYPE(ref)));
		*offset = sized ? place.offset : -1;
		*size = sized && place.offset >= 0 ? tree_to_shwi(TYPE_SIZE(TREE_TYPE(ref))) : -1;
		return true;
	}
	if (!base || !DECL_P(base) || !is_local(base))
		return false;
	*variable = base;
	HOST_WIDE_INT bits, extent;
	if (at.is_constant(&bits) && length.is_constant(&extent) && known_eq(length, max) && extent >= 0) {
		*offset = bits;
		*size = extent;
	} else {
		*offset = -1;
		*size = -1;
	}
	return true;
}

/* The values that a read of local memory reads. */
void Checker::pieces_of(tree ref, std::vector<int> &result)
{
	tree variable;
	HOST_WIDE_INT offset, size;

	if (!local_ref(ref, &variable, &offset, &size))
		return;
	for (auto &one : pieces[variable])
		if (offset < 0 || one.first < 0 || (one.first >= offset && one.first < offset + size))
			result.push_back(one.second);
}

/* A load of the next pointer of a list of elements that a queue lends. */
tree list_walked(gimple *stmt)
{
	if (!gimple_assign_load_p(stmt))
		return NULL_TREE;
	tree ref = gimple_assign_rhs1(stmt);
	if (TREE_CODE(ref) != COMPONENT_REF)
		return NULL_TREE;
	tree context = DECL_CONTEXT(TREE_OPERAND(ref, 1));
	if (!context || strcmp(type_name(context), "list_head"))
		return NULL_TREE;
	tree base = get_base_address(ref);
	return base && TREE_CODE(base) == MEM_REF && TREE_CODE(TREE_OPERAND(base, 0)) == SSA_NAME
		? TREE_OPERAND(base, 0) : NULL_TREE;
}
