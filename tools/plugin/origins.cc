// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a value comes from: the origins of each SSA name and of each piece of a local variable,
 * without regard to the order of statements, to a fixed point.
 */
#include "check.h"

int Checker::value(tree name)
{
	auto known = value_of_ssa.find(name);
	if (known != value_of_ssa.end())
		return known->second;
	if (frozen)
		return 0;
	from.emplace_back();
	made.push_back(0);
	return value_of_ssa[name] = from.size() - 1;
}

int Checker::piece(tree variable, HOST_WIDE_INT offset)
{
	auto key = std::make_pair(variable, offset);
	auto known = value_of_piece.find(key);
	if (known != value_of_piece.end())
		return known->second;
	if (frozen)
		return 0;
	from.emplace_back();
	made.push_back(0);
	pieces[variable].push_back(std::make_pair(offset, (int)from.size() - 1));
	return value_of_piece[key] = from.size() - 1;
}

bool Checker::add(int to, int o, location_t where)
{
	if (!from[to].insert(o).second)
		return false;
	if (!made[to])
		made[to] = where;
	return changed = true;
}

bool Checker::carry(int to, int source, bool but_guards)
{
	bool any = false;
	if (to != source)
		for (int o : from[source])
			if (!but_guards || origins[o].kind != GUARD)
				any |= add(to, o, made[source]);
	return any;
}

int Checker::origin(Kind kind, tree variable, const Place &place, const std::string &name)
{
	for (size_t i = 0; i < origins.size(); i++)
		if (origins[i].kind == kind && origins[i].decl == variable &&
		    (variable || origins[i].place == place))
			return i;
	origins.push_back(Origin{ kind, variable, place, name });
	return origins.size() - 1;
}

void Checker::sources(tree operand, std::vector<int> &result)
{
	if (TREE_CODE(operand) == VIEW_CONVERT_EXPR)
		operand = TREE_OPERAND(operand, 0);
	if (TREE_CODE(operand) == SSA_NAME) {
		result.push_back(value(operand));
	} else if (TREE_CODE(operand) == ADDR_EXPR) {
		tree base = get_base_address(TREE_OPERAND(operand, 0));
		if (base && TREE_CODE(base) == MEM_REF && TREE_CODE(TREE_OPERAND(base, 0)) == SSA_NAME)
			result.push_back(value(TREE_OPERAND(base, 0)));
		else if (!only_summary && base && VAR_P(base) && is_local(base) && !frozen && *name_of(base) &&
			 !spelt_in_own(DECL_SOURCE_LOCATION(base)) && !guards.count(base) && !is_owner(TREE_TYPE(base)))
			add(value(base), origin(LOCAL, base, Place(), name_of(base)), DECL_SOURCE_LOCATION(base));
		if (base && VAR_P(base) && value_of_ssa.count(base))
			result.push_back(value(base));
	} else if (DECL_P(operand) || handled_component_p(operand) || TREE_CODE(operand) == MEM_REF) {
		pieces_of(operand, result);
	}
}

/*
 * A function of the driver's in another file, without a contract: a pointer that it returns may
 * be a part of the structures that it was lent, as Rust elides it. A text is mostly static.
 */
static unsigned elided(gcall *call)
{
	tree fn = callee(call), lhs = gimple_call_lhs(call);
	unsigned mask = 0;

	if (!fn || !lhs || !POINTER_TYPE_P(TREE_TYPE(lhs)) || is_kernels(fn) || is_library(fn) ||
	    fndecl_built_in_p(fn) || !TREE_PUBLIC(fn))
		return 0;
	tree text = TREE_TYPE(TREE_TYPE(lhs));
	if (TYPE_READONLY(text) && TYPE_MAIN_VARIANT(text) == char_type_node)
		return 0;
	for (unsigned i = 0; i < gimple_call_num_args(call) && i < 32; i++)
		if (tree to = pointed_to(gimple_call_arg(call, i)); to && RECORD_OR_UNION_TYPE_P(to))
			mask |= 1u << i;
	return mask;
}

void Checker::call_sources(gcall *call, std::vector<int> &result, int *made_origin)
{
	const char *name = callee_name(call);
	unsigned mask = 0;

	*made_origin = lent_by(call);
	if (is_peek(call))
		mask = 3;
	else if (does(call, "of"))
		mask = 1;
	else if (begins(name, "class_") && ends(name, "_constructor"))
		mask = ~0u;
	else if (!strcmp(name, "__builtin_expect") || !strcmp(name, "__builtin_assume_aligned") ||
		 !strcmp(name, "ERR_CAST"))
		mask = 1;
	else if (is_ssa_function(callee(call)))
		mask = summary_of(callee(call)).derives;
	else
		/* As Rust elides it: what comes back may be a part of what was lent. */
		mask = contract_mask(callee(call), "borrows") ?: elided(call);
	tree lhs = gimple_call_lhs(call);
	if (lhs && (is_crossing(TREE_TYPE(lhs)) || is_owner(TREE_TYPE(lhs))))
		mask = 0;
	for (unsigned i = 0; i < gimple_call_num_args(call) && i < 32; i++)
		if (mask >> i & 1)
			sources(gimple_call_arg(call, i), result);
}

/* A call that puts a pointer from one argument into the local variable that another points to. */
void Checker::handed_out(gimple *stmt, State *st)
{
	if (!is_gimple_call(stmt) || !is_ssa_function(callee(stmt)))
		return;
	const Summary does = summary_of(callee(stmt));
	for (unsigned i = 0; i < gimple_call_num_args(stmt) && i < 8; i++) {
		tree variable = does.into[i] ? address_of_local(gimple_call_arg(stmt, i)) : NULL_TREE;
		if (!variable || is_owner(TREE_TYPE(variable)))
			continue;
		std::vector<int> in;
		for (unsigned j = 0; j < gimple_call_num_args(stmt) && j < 32; j++)
			if (does.into[i] >> j & 1)
				sources(gimple_call_arg(stmt, j), in);
		bool any = false;
		location_t dead = 0;
		for (int v : in) {
			any |= !from[v].empty();
			if (st && st->at[v])
				dead = st->at[v];
		}
		if (!any)
			continue;
		int to = piece(variable, -1);
		if (st)
			st->at[to] = dead;
		else
			for (int v : in)
				carry(to, v);
	}
}

/*
 * own_unsafe_from(tag, pointer) as what a local owner starts from: from then on the raw
 * pointer, and what was had from it, lives as long as the owner has the object.
 */
void Checker::adopt(gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt);

	if (!is_gimple_call(stmt) || !lhs || !DECL_P(lhs) || !is_owner(TREE_TYPE(lhs)) ||
	    !does(stmt, "begin") || gimple_call_num_args(stmt) != 1)
		return;
	/* A reference more says nothing of the pointer: others may hold theirs. */
	if (counted_owner(lhs))
		return;
	tree value_decl = gimple_call_arg(stmt, 0);
	if (!DECL_P(value_decl) || *name_of(value_decl))
		return;
	/* The statement that made the value is close above. */
	gimple_stmt_iterator gsi = gsi_for_stmt(stmt);
	for (int steps = 0; steps < 8 && !gsi_end_p(gsi); steps++, gsi_prev(&gsi)) {
		gimple *one = gsi_stmt(gsi);
		if (!is_gimple_call(one) || gimple_call_lhs(one) != value_decl)
			continue;
		if (!does(one, "value") || gimple_call_num_args(one) != 1)
			return;
		Place place = place_behind(gimple_call_arg(one, 0));
		if (place.root && TREE_CODE(place.root) == SSA_NAME && place.offset == 0)
			add(value(place.root), origin(OWNER, lhs, Place(), name_of(lhs)), gimple_location(one));
		return;
	}
}

/* A pointer that may be written through, read out of locked data: it belongs to the lock. */
int Checker::read_inside(gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt), base = get_base_address(gimple_assign_rhs1(stmt));

	if (only_summary || TREE_CODE(lhs) != SSA_NAME || !pointed_to(lhs) || TYPE_READONLY(pointed_to(lhs)) ||
	    TREE_CODE(pointed_to(lhs)) == FUNCTION_TYPE || !base || TREE_CODE(base) != MEM_REF ||
	    TREE_CODE(TREE_OPERAND(base, 0)) != SSA_NAME || frozen)
		return -1;
	for (int one : from[value(TREE_OPERAND(base, 0))])
		if (origins[one].kind == GUARD)
			return origin(INSIDE, origins[one].decl, Place(), origins[one].name);
	return -1;
}

void Checker::propagate_stmt(gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt);
	std::vector<int> in;
	int o = -1;

	handed_out(stmt, NULL);
	/* So that a variable is known of which the kernel is given a pointer. */
	if (int kept = is_gimple_call(stmt) ? kept_by(callee_name(stmt)) : -1;
	    kept >= 0 && kept < (int)gimple_call_num_args(stmt))
		sources(gimple_call_arg(stmt, kept), in);
	in.clear();
	if (!lhs || gimple_clobber_p(stmt))
		return;
	adopt(stmt);
	if (gcall *call = dyn_cast<gcall *>(stmt)) {
		call_sources(call, in, &o);
	} else if (gimple_assign_load_p(stmt)) {
		o = lent_by(stmt);
		if (moves(stmt) || (owner_loaded(stmt) && !is_lent_record(TREE_TYPE(owner_loaded(stmt)))))
			;
		else if (tree base = list_walked(stmt)) {
			bool lent = o >= 0;
			for (int one : from[value(base)])
				lent |= origins[one].kind == QUEUE || origins[one].kind == WALK || origins[one].kind == PARAM;
			if (lent)
				in.push_back(value(base));
		} else {
			sources(gimple_assign_rhs1(stmt), in);
			if (o < 0)
				o = read_inside(stmt);
		}
	} else if (is_gimple_assign(stmt)) {
		o = lent_by(stmt);
		switch (gimple_assign_rhs_code(stmt)) {
		case EQ_EXPR: case NE_EXPR: case LT_EXPR: case GT_EXPR: case LE_EXPR: case GE_EXPR:
		case POINTER_DIFF_EXPR: case MINUS_EXPR:
			break;
		default:
			for (unsigned i = 1; i < gimple_num_ops(stmt); i++)
				if (gimple_op(stmt, i) && !(i == 2 && gimple_assign_rhs_code(stmt) == POINTER_PLUS_EXPR))
					sources(gimple_op(stmt, i), in);
		}
	}
	if (TREE_CODE(lhs) == SSA_NAME) {
		if ((o < 0 && in.empty()) || !may_point(lhs, stmt))
			return;
		int to = value(lhs);
		if (o >= 0)
			add(to, o, gimple_location(stmt));
		/* What is set once does not depend on the guard under which it was read. */
		for (int one : in)
			carry(to, one, does(stmt, "of"));
		return;
	}
	tree variable, other;
	HOST_WIDE_INT offset, size, at, length;
	if (!local_ref(lhs, &variable, &offset, &size) ||
	    (is_owner(TREE_TYPE(variable)) && !is_lent_record(TREE_TYPE(variable))))
		return;
	bool whole = is_gimple_call(stmt) && !is_gimple_reg_type(TREE_TYPE(lhs));
	if (gimple_assign_load_p(stmt) && local_ref(gimple_assign_rhs1(stmt), &other, &at, &length) &&
	    offset >= 0 && at >= 0 && !is_gimple_reg_type(TREE_TYPE(lhs))) {
		auto some = pieces[other];
		for (auto &one : some)
			if (!from[one.second].empty() && (one.first < 0 || (one.first >= at && one.first < at + length)))
				carry(piece(variable, one.first < 0 ? -1 : one.first - at + offset), one.second);
		return;
	}
	bool any = o >= 0;
	for (int one : in)
		any |= !from[one].empty();
	if (!any)
		return;
	int to = piece(variable, whole ? -1 : offset);
	if (o >= 0)
		add(to, o, gimple_location(stmt));
	for (int one : in)
		carry(to, one);
}

void Checker::propagate()
{
	basic_block bb;

	/* Value 0 is what comes from nowhere. */
	from.emplace_back();
	made.push_back(0);
	find_companions();
	if (!only_summary)
		for (tree p = DECL_ARGUMENTS(decl); p; p = DECL_CHAIN(p))
			if (is_gimple_reg(p) && POINTER_TYPE_P(TREE_TYPE(p)) &&
			    (has_role(decl, "lent") || has_contract(decl, "borrows", name_of(p))))
				if (tree name = ssa_default_def(fun, p))
					add(value(name), origin(LENT, p, Place(), name_of(p)), DECL_SOURCE_LOCATION(p));
	if (only_summary) {
		int i = 0;
		for (tree p = DECL_ARGUMENTS(decl); p && i < 32; p = DECL_CHAIN(p), i++) {
			int o = origin(PARAM, p, Place(), name_of(p));
			if (is_gimple_reg(p)) {
				if (tree name = ssa_default_def(fun, p))
					add(value(name), o, DECL_SOURCE_LOCATION(p));
			} else if (!is_crossing(TREE_TYPE(p))) {
				add(piece(p, -1), o, DECL_SOURCE_LOCATION(p));
			}
		}
	}
	do {
		changed = false;
		FOR_EACH_BB_FN(bb, fun) {
			for (auto gsi = gsi_start_phis(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
				tree result = gimple_phi_result(gsi.phi());
				if (virtual_operand_p(result) || !POINTER_TYPE_P(TREE_TYPE(result)))
					continue;
				for (unsigned i = 0; i < gimple_phi_num_args(gsi.phi()); i++) {
					std::vector<int> in;
					sources(gimple_phi_arg_def(gsi.phi(), i), in);
					for (int one : in)
						if (!from[one].empty())
							carry(value(result), one);
				}
			}
			for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
				propagate_stmt(gsi_stmt(gsi));
		}
	} while (changed);
	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			std::vector<int> in;
			if (does(gsi_stmt(gsi), "get"))
				sources(gimple_call_arg(gsi_stmt(gsi), 0), in);
			for (int v : in)
				for (int o : from[v])
					if (origins[o].kind == OWNER && counted_owner(origins[o].decl))
						shared_on[o] = -1;
		}
	frozen = true;
	derived.resize(origins.size());
	for (size_t v = 0; v < from.size(); v++)
		for (int o : from[v])
			derived[o].push_back(v);
}

std::string lender(const Origin &o)
{
	switch (o.kind) {
	case OWNER: case GUARD: return quoted(o.name.c_str());
	case SLOT: return "a slot";
	case QUEUE: case WALK: return "a queue";
	default: return "parameter " + quoted(o.name.c_str());
	}
}
