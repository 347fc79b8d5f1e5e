// SPDX-License-Identifier: GPL-2.0-only
/* Rules counted, escape and shared: raw pointers to and behind objects that are counted. */
#include "check.h"

/* The types of which references are taken. */
static std::set<tree> counted;

void forget_counted()
{
	counted.clear();
}

void find_counted(tree fndecl)
{
	tree p = DECL_ARGUMENTS(fndecl);

	if (has_role(fndecl, "get") && p && pointed_to(p))
		counted.insert(TYPE_MAIN_VARIANT(pointed_to(p)));
}

/* The load of a pointer that is a member of an object of this driver's, or NULL. */
static gimple *raw_member(tree pointer)
{
	for (int steps = 0; steps < 8; steps++) {
		gimple *def = definition(pointer);
		if (!def || !is_gimple_assign(def))
			return NULL;
		if (gimple_assign_load_p(def)) {
			tree ref = gimple_assign_rhs1(def);
			if (TREE_CODE(ref) != COMPONENT_REF || !get_base_address(ref) ||
			    TREE_CODE(get_base_address(ref)) != MEM_REF)
				return NULL;
			tree member = TREE_OPERAND(ref, 1);
			if (has_role(member, "object") || spelt_in_own(DECL_SOURCE_LOCATION(member)))
				return NULL;
			const char *file = expand_location(DECL_SOURCE_LOCATION(member)).file;
			/* What the kernel's own structures point to is as alive as the kernel says. */
			return file && (strstr(file, "/include/linux/") || strstr(file, "/include/uapi/")) ? NULL : def;
		}
		if (!CONVERT_EXPR_CODE_P(gimple_assign_rhs_code(def)) && gimple_assign_rhs_code(def) != SSA_NAME)
			return NULL;
		pointer = gimple_assign_rhs1(def);
	}
	return NULL;
}

/* What misc_open() left in a file, outside of the function that makes the file's data. */
void Checker::misc_of_open_file(gcall *call)
{
	tree first = DECL_ARGUMENTS(decl);

	if (!does(call, "opening") || (first && pointed_to(first) && !strcmp(type_name(pointed_to(first)), "inode")))
		return;
	report(call, "dead", "the miscdevice may be gone: it is registered until the function ends that opens the file, and this is another (Rust: MiscDevice::open())",
	       DECL_SOURCE_LOCATION(decl), "call it where the inode is a parameter; keep in the file's data a reference to what contains the device");
}

/* A reference of what nobody is known to have one of: its count may be zero. */
void Checker::reference_of_raw(gcall *call)
{
	if (!does(call, "get") || !gimple_call_num_args(call))
		return;
	gimple *load = raw_member(gimple_call_arg(call, 0));
	if (load)
		report(call, "counted", "a reference is taken of what a plain pointer in a structure points to, whose count may "
		       "be zero by now (like Rust E0308)", gimple_location(load), "it was read here");
}

/* What was lent to a function is a counted object, and is stored without a reference. */
void Checker::lent_is_kept(gimple *stmt)
{
	/* Into what a static function puts it, its callers know. */
	if (!TREE_PUBLIC(decl) || !gimple_assign_single_p(stmt) || !gimple_store_p(stmt) || gimple_clobber_p(stmt))
		return;
	tree lhs = gimple_assign_lhs(stmt), base = get_base_address(lhs), value = gimple_assign_rhs1(stmt);
	if (TREE_CODE(value) != SSA_NAME || !SSA_NAME_IS_DEFAULT_DEF(value) || !pointed_to(value) ||
	    !TYPE_READONLY(pointed_to(value)) || !counted.count(TYPE_MAIN_VARIANT(pointed_to(value))))
		return;
	Place place = place_of(lhs);
	if (!base || (DECL_P(base) && is_local(base)) || (place.root && DECL_P(place.root) && !place.behind))
		return;
	if (has_contract(decl, "keeps", name_of(SSA_NAME_VAR(value))))
		return;
	report(stmt, "escape", "parameter " + quoted(name_of(SSA_NAME_VAR(value))) +
	       " was lent to this function, and is stored without a reference (like Rust E0308, E0621)");
}

/* What a shared object points to is as shared as the object, const or not. */
void Checker::changed_behind(gimple *stmt)
{
	if (!gimple_assign_single_p(stmt) || !gimple_store_p(stmt) || gimple_clobber_p(stmt) || !guards.empty())
		return;
	tree base = get_base_address(gimple_assign_lhs(stmt));
	if (!base || TREE_CODE(base) != MEM_REF || TREE_CODE(TREE_OPERAND(base, 0)) != SSA_NAME)
		return;
	gimple *load = raw_member(TREE_OPERAND(base, 0));
	if (!load)
		return;
	tree object = TREE_OPERAND(get_base_address(gimple_assign_rhs1(load)), 0);
	if (TREE_CODE(object) != SSA_NAME || !TYPE_READONLY(pointed_to(object)))
		return;
	for (int o : from[value(object)])
		if (origins[o].kind == OWNER && counted_owner(origins[o].decl) && !is_lent_record(TREE_TYPE(origins[o].decl)))
			report(stmt, "shared", "what the object of " + lender(origins[o]) + " points to is changed here without a "
			       "lock, and others may have a reference of it (like Rust E0594)", gimple_location(load),
			       "the pointer was read here");
}
