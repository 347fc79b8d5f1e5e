// SPDX-License-Identifier: GPL-2.0-only
/* What a declaration or type is to own. */
#include "check.h"

const char *name_of(tree decl)
{
	return decl && DECL_P(decl) && DECL_NAME(decl) ? IDENTIFIER_POINTER(DECL_NAME(decl)) : "";
}

const char *type_name(tree type)
{
	tree name = type ? TYPE_NAME(TYPE_MAIN_VARIANT(type)) : NULL_TREE;

	if (!name)
		return "";
	return TREE_CODE(name) == IDENTIFIER_NODE ? IDENTIFIER_POINTER(name) : name_of(name);
}

bool begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

bool ends(const char *text, const char *with)
{
	size_t length = strlen(text), want = strlen(with);

	return length >= want && !strcmp(text + length - want, with);
}

tree field(tree type, const char *name)
{
	if (!type || TREE_CODE(type) != RECORD_TYPE)
		return NULL_TREE;
	for (tree f = TYPE_FIELDS(type); f; f = DECL_CHAIN(f))
		if (TREE_CODE(f) == FIELD_DECL && !strcmp(name_of(f), name))
			return f;
	return NULL_TREE;
}

/* What own's headers say that something is: __own_role() in annotate.h. */
bool has_role(tree node, const char *role)
{
	if (!node)
		return false;
	tree attributes = TYPE_P(node) ? TYPE_ATTRIBUTES(TYPE_MAIN_VARIANT(node)) : DECL_ATTRIBUTES(node);
	for (tree one = lookup_attribute("own_role", attributes); one; one = lookup_attribute("own_role", TREE_CHAIN(one)))
		if (!strcmp(TREE_STRING_POINTER(TREE_VALUE(TREE_VALUE(one))), role))
			return true;
	return false;
}

/* The variable that another says it depends on, __own_lent_by() and __own_lends(). */
tree named_by(tree variable, const char *attribute)
{
	tree one = lookup_attribute(attribute, DECL_ATTRIBUTES(variable));
	if (!one)
		return NULL_TREE;
	tree operand = TREE_VALUE(TREE_VALUE(one));
	STRIP_NOPS(operand);
	return TREE_CODE(operand) == ADDR_EXPR ? TREE_OPERAND(operand, 0) : NULL_TREE;
}

tree field_with_role(tree type, const char *role)
{
	if (!type || TREE_CODE(type) != RECORD_TYPE)
		return NULL_TREE;
	for (tree f = TYPE_FIELDS(type); f; f = DECL_CHAIN(f))
		if (TREE_CODE(f) == FIELD_DECL && has_role(f, role))
			return f;
	return NULL_TREE;
}

/* An owner, or what is used like one. */
bool is_owner(tree type)
{
	return field_with_role(type, "error") && field_with_role(type, "object");
}

/* What is used like an owner and owns nothing: what a look or a guard found. */
bool is_lent_record(tree type)
{
	return is_owner(type) && !has_role(type, "owner");
}

bool is_slot(tree type)
{
	return type && has_role(type, "slot");
}

bool counted_owner(tree variable)
{
	return !field_with_role(TREE_TYPE(variable), "unique");
}

/* struct tag, tag_result, tag_rest: what owns while it crosses functions. */
bool is_crossing(tree type)
{
	return type && has_role(type, "crossing");
}

bool is_queue(tree type)
{
	return type && has_role(type, "queue");
}

/* The part of a type that owns in place, and must therefore not be copied. */
tree owning_part(tree type, int depth)
{
	if (!type || depth > 8)
		return NULL_TREE;
	if (TREE_CODE(type) == ARRAY_TYPE)
		return owning_part(TREE_TYPE(type), depth + 1);
	if (!RECORD_OR_UNION_TYPE_P(type))
		return NULL_TREE;
	if (is_slot(type) || is_queue(type) || is_owner(type) || has_role(type, "once") ||
	    has_role(type, "locked") || has_role(type, "owns"))
		return type;
	/* What is read once is no part of what it came in, which gives it out. */
	if (!depth && has_role(type, "single"))
		return type;
	if (is_crossing(type))
		return NULL_TREE;
	for (tree f = TYPE_FIELDS(type); f; f = DECL_CHAIN(f))
		if (TREE_CODE(f) == FIELD_DECL)
			/* An array of no elements holds nothing. */
			if (!(TREE_CODE(TREE_TYPE(f)) == ARRAY_TYPE && TYPE_SIZE(TREE_TYPE(f)) &&
			      integer_zerop(TYPE_SIZE(TREE_TYPE(f)))))
				if (tree part = owning_part(TREE_TYPE(f), depth + 1))
					return part;
	return NULL_TREE;
}

std::string nice_type(tree type)
{
	const char *name = type_name(type);

	if (*name)
		return std::string("struct ") + name;
	return has_role(type, "locked") ? "an OWN_LOCKED()" : "a structure";
}

tree callee(gimple *stmt)
{
	return is_gimple_call(stmt) ? gimple_call_fndecl(stmt) : NULL_TREE;
}

const char *callee_name(gimple *stmt)
{
	return name_of(callee(stmt));
}

tree pointed_to(tree pointer)
{
	tree type = TREE_TYPE(pointer);
	return type && POINTER_TYPE_P(type) ? TREE_TYPE(type) : NULL_TREE;
}

/* Does a statement call a function of that role? */
bool does(gimple *stmt, const char *role)
{
	return has_role(callee(stmt), role);
}

bool is_peek(gimple *stmt)
{
	return does(stmt, "peek") && gimple_call_num_args(stmt) >= 1;
}

/* What own_prove() leaves where a rule does not hold. */
bool is_unproved(gimple *stmt)
{
	tree fn = callee(stmt);
	return fn && (has_role(fn, "unproved") || lookup_attribute("error", DECL_ATTRIBUTES(fn)) ||
		      lookup_attribute("warning", DECL_ATTRIBUTES(fn)));
}

/* Does the contract @kind of a function name its parameter @name? */
bool has_contract(tree fndecl, const char *kind, const char *name)
{
	for (tree one = lookup_attribute("own_contract", DECL_ATTRIBUTES(fndecl)); one;
	     one = lookup_attribute("own_contract", TREE_CHAIN(one))) {
		tree words = TREE_VALUE(one);
		if (!strcmp(TREE_STRING_POINTER(TREE_VALUE(words)), kind) &&
		    !strcmp(TREE_STRING_POINTER(TREE_VALUE(TREE_CHAIN(words))), name))
			return true;
	}
	return false;
}

/* Only a pointer points, or a number that was made from one by a conversion, memcpy() or a union. */
bool may_point(tree lhs, gimple *stmt)
{
	if (POINTER_TYPE_P(TREE_TYPE(lhs)))
		return true;
	if (!INTEGRAL_TYPE_P(TREE_TYPE(lhs)) || TYPE_PRECISION(TREE_TYPE(lhs)) != POINTER_SIZE)
		return false;
	if (gimple_assign_load_p(stmt)) {
		tree ref = gimple_assign_rhs1(stmt);
		if (TREE_CODE(ref) == MEM_REF)
			return TREE_CODE(TREE_OPERAND(ref, 0)) == ADDR_EXPR;
		return TREE_CODE(ref) == COMPONENT_REF && TREE_CODE(TREE_TYPE(TREE_OPERAND(ref, 0))) == UNION_TYPE;
	}
	if (is_gimple_assign(stmt) && gimple_assign_rhs_code(stmt) == VIEW_CONVERT_EXPR)
		return POINTER_TYPE_P(TREE_TYPE(TREE_OPERAND(gimple_assign_rhs1(stmt), 0)));
	return is_gimple_assign(stmt) && CONVERT_EXPR_CODE_P(gimple_assign_rhs_code(stmt)) &&
	       POINTER_TYPE_P(TREE_TYPE(gimple_assign_rhs1(stmt)));
}

/* The parameters that the contract @kind of a function names; bit n is parameter n. */
unsigned contract_mask(tree fndecl, const char *kind)
{
	unsigned mask = 0, i = 0;

	if (!fndecl || !lookup_attribute("own_contract", DECL_ATTRIBUTES(fndecl)))
		return 0;
	for (tree p = DECL_ARGUMENTS(fndecl); p && i < 32; p = DECL_CHAIN(p), i++)
		if (has_contract(fndecl, kind, name_of(p)))
			mask |= 1u << i;
	if (mask || DECL_ARGUMENTS(fndecl))
		return mask;
	/* Of a prototype gcc forgets the names: then it is clear only if one pointer can be meant. */
	unsigned pointers = 0;
	i = 0;
	for (tree t = TYPE_ARG_TYPES(TREE_TYPE(fndecl)); t && i < 32; t = TREE_CHAIN(t), i++)
		if (POINTER_TYPE_P(TREE_VALUE(t))) {
			pointers++;
			mask |= 1u << i;
		}
	for (tree one = lookup_attribute("own_contract", DECL_ATTRIBUTES(fndecl)); one;
	     one = lookup_attribute("own_contract", TREE_CHAIN(one)))
		if (!strcmp(TREE_STRING_POINTER(TREE_VALUE(TREE_VALUE(one))), kind) && pointers == 1)
			return mask;
	return 0;
}
