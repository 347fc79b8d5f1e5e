// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is known of flags. The state of the flow is split by them: without that, correlated
 * tests give false reports, and the loops that own_scoped_guard() is made of run twice.
 */
#include "check.h"

/* What a store leaves in the error member of an owner, or NULL. */
static tree error_stored(gimple *stmt, tree owner)
{
	tree lhs = gimple_assign_single_p(stmt) ? gimple_assign_lhs(stmt) : NULL_TREE;

	return lhs && TREE_CODE(lhs) == COMPONENT_REF && TREE_OPERAND(lhs, 0) == owner &&
	       has_role(TREE_OPERAND(lhs, 1), "error") ? gimple_assign_rhs1(stmt) : NULL_TREE;
}

/* Does an owner get an object again: by own_refill(), or back by own_rest()? */
bool Checker::refilled(tree owner)
{
	basic_block bb;

	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			tree error = error_stored(gsi_stmt(gsi), owner);
			if (error && (TREE_CODE(error) != INTEGER_CST || tree_int_cst_sgn(error) <= 0))
				return true;
		}
	return false;
}

/* What is known before the flow: which bits and which flags there are. */
void Checker::layout()
{
	basic_block bb;

	width = from.size();
	for (auto &one : value_of_piece)
		holds[one.second] = width++;
	auto flag_piece = [&](tree variable, tree f) {
		auto key = std::make_pair(variable, (HOST_WIDE_INT)int_bit_position(f));
		if (flags < 31 && !flag_of_piece.count(key))
			flag_of_piece[key] = flags++;
	};
	unsigned i;
	tree v;
	FOR_EACH_LOCAL_DECL(fun, i, v) {
		if (is_owner(TREE_TYPE(v))) {
			flag_piece(v, field_with_role(TREE_TYPE(v), "error"));
			registered[v] = width++;
			if (!refilled(v))
				taken[v] = width++;
		} else if (tree step = field_with_role(TREE_TYPE(v), "step")) {
			flag_piece(v, step);
		}
	}
	for (auto &one : origins)
		if (one.kind == LOCAL)
			registered[one.decl] = width++;
	for (auto &one : shared_on)
		one.second = width++;
	FOR_EACH_BB_FN(bb, fun) {
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			gimple *stmt = gsi_stmt(gsi);
			if (gcall *call = dyn_cast<gcall *>(stmt))
				if (tree object = pushed_object(call))
					if (!pushed.count(std::make_pair(object, pointed_to(gimple_call_arg(call, 0)))))
						pushed[std::make_pair(object, pointed_to(gimple_call_arg(call, 0)))] = width++;
			layout_by_hand(stmt);
			tree guard = gimple_get_lhs(stmt);
			if (guard && DECL_P(guard) && takes_spinning(stmt) && !held.count(guard))
				held[guard] = width++;
			if (is_peek(stmt) && gimple_call_lhs(stmt)) {
				untested[gimple_call_lhs(stmt)] = width++;
				empty_slot(place_behind(gimple_call_arg(stmt, 0)));
			}
			gcond *cond = dyn_cast<gcond *>(stmt);
			if (!cond || TREE_CODE(gimple_cond_lhs(cond)) != SSA_NAME)
				continue;
			bool negated = false;
			int flag = -1;
			tree root = tested(gimple_cond_lhs(cond), &negated, &flag);
			/* PHIs of the same test are followed, so that a joined answer is known. */
			std::vector<tree> todo(1, root);
			while (!todo.empty() && flags < 31) {
				tree name = todo.back();
				todo.pop_back();
				if (!name || TREE_CODE(name) != SSA_NAME || flag_of_ssa.count(name))
					continue;
				flag_of_ssa[name] = flags++;
				if (gphi *phi = dyn_cast<gphi *>(SSA_NAME_DEF_STMT(name)))
					for (unsigned k = 0; k < gimple_phi_num_args(phi); k++)
						if (TREE_CODE(gimple_phi_arg_def(phi, k)) == SSA_NAME) {
							bool ignored = false;
							int none = -1;
							todo.push_back(tested(gimple_phi_arg_def(phi, k), &ignored, &none));
						}
			}
		}
		/* A choice of a peek. */
		for (auto gsi = gsi_start_phis(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			tree result = gimple_phi_result(gsi.phi());
			if (!virtual_operand_p(result) && POINTER_TYPE_P(TREE_TYPE(result)))
				untested[result] = width++;
		}
	}
	/* Crossing values that are read. */
	auto note_moved = [&](tree operand) {
		tree variable;
		HOST_WIDE_INT offset, size;
		if (operand && is_crossing(TREE_TYPE(operand)) && local_ref(operand, &variable, &offset, &size) &&
		    offset >= 0 && *name_of(variable) && !spelt_in_own(DECL_SOURCE_LOCATION(variable)) &&
		    !moved.count(std::make_pair(variable, offset)))
			moved[std::make_pair(variable, offset)] = width++;
	};
	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			gimple *stmt = gsi_stmt(gsi);
			if (gimple_assign_load_p(stmt))
				note_moved(gimple_assign_rhs1(stmt));
			for (unsigned k = 0; is_gimple_call(stmt) && k < gimple_call_num_args(stmt); k++)
				note_moved(gimple_call_arg(stmt, k));
		}
}

int Checker::empty_slot(const Place &place)
{
	if (!place.root || place.offset < 0)
		return -1;
	for (auto &one : may_be_empty)
		if (one.first == place)
			return one.second;
	if (mouth || !out.empty())
		return -1;
	may_be_empty.push_back(std::make_pair(place, width));
	return width++;
}

/* What a condition really tests: through conversions, expectations and "!". */
tree Checker::tested(tree operand, bool *negated, int *flag)
{
	for (int steps = 0; steps < 32 && TREE_CODE(operand) == SSA_NAME; steps++) {
		gimple *def = SSA_NAME_DEF_STMT(operand);
		if (is_gimple_call(def)) {
			const char *name = callee_name(def);
			if ((!strcmp(name, "__builtin_expect") || !strcmp(name, "__builtin_expect_with_probability")) &&
			    TREE_CODE(gimple_call_arg(def, 0)) == SSA_NAME) {
				operand = gimple_call_arg(def, 0);
				continue;
			}
			/* An errno, or 0: the pointer is an errno exactly if this is not 0. */
			if ((!strcmp(name, "xa_err") || !strcmp(name, "PTR_ERR_OR_ZERO")) &&
			    TREE_CODE(gimple_call_arg(def, 0)) == SSA_NAME) {
				operand = gimple_call_arg(def, 0);
				continue;
			}
			if (!strcmp(name, "IS_ERR_OR_NULL") && TREE_CODE(gimple_call_arg(def, 0)) == SSA_NAME) {
				*negated = !*negated;
				operand = gimple_call_arg(def, 0);
				continue;
			}
			break;
		}
		if (!is_gimple_assign(def))
			break;
		tree_code code = gimple_assign_rhs_code(def);
		tree first = gimple_assign_rhs1(def);
		if (CONVERT_EXPR_CODE_P(code) || code == SSA_NAME) {
			if (TREE_CODE(first) != SSA_NAME)
				break;
			operand = first;
		} else if ((code == NE_EXPR || code == EQ_EXPR) && TREE_CODE(first) == SSA_NAME &&
			   integer_zerop(gimple_assign_rhs2(def))) {
			if (code == EQ_EXPR)
				*negated = !*negated;
			operand = first;
		} else if ((code == BIT_NOT_EXPR && TREE_CODE(TREE_TYPE(first)) == BOOLEAN_TYPE) ||
			   (code == BIT_XOR_EXPR && integer_onep(gimple_assign_rhs2(def)))) {
			if (TREE_CODE(first) != SSA_NAME)
				break;
			*negated = !*negated;
			operand = first;
		} else if (gimple_assign_load_p(def)) {
			tree variable;
			HOST_WIDE_INT offset, size;
			if (local_ref(first, &variable, &offset, &size)) {
				auto one = flag_of_piece.find(std::make_pair(variable, offset));
				if (one != flag_of_piece.end())
					*flag = one->second;
			}
			break;
		} else {
			break;
		}
	}
	return operand;
}

Known Checker::known(const State &st, tree operand)
{
	if (TREE_CODE(operand) == INTEGER_CST)
		return integer_zerop(operand) ? ZERO : NONZERO;
	bool negated = false;
	int flag = -1;
	tree root = tested(operand, &negated, &flag);
	Known k = ANY;
	if (TREE_CODE(root) == INTEGER_CST)
		k = integer_zerop(root) ? ZERO : NONZERO;
	else if (flag_of_ssa.count(root))
		k = st.flag(flag_of_ssa[root]);
	if (negated && k != ANY)
		k = k == ZERO ? NONZERO : ZERO;
	return k;
}

/* The root of a pointer that may come from a peek. */
tree Checker::peek_root(tree pointer)
{
	for (int steps = 0; steps < 32 && TREE_CODE(pointer) == SSA_NAME; steps++) {
		if (untested.count(pointer))
			return pointer;
		gimple *def = SSA_NAME_DEF_STMT(pointer);
		if (!is_gimple_assign(def))
			return NULL_TREE;
		tree_code code = gimple_assign_rhs_code(def);
		tree first = gimple_assign_rhs1(def);
		if (CONVERT_EXPR_CODE_P(code) || code == SSA_NAME || code == POINTER_PLUS_EXPR) {
			pointer = first;
		} else if (code == ADDR_EXPR) {
			tree base = get_base_address(TREE_OPERAND(first, 0));
			if (!base || TREE_CODE(base) != MEM_REF)
				return NULL_TREE;
			pointer = TREE_OPERAND(base, 0);
		} else {
			return NULL_TREE;
		}
	}
	return NULL_TREE;
}

/* False: the path cannot be. */
bool Checker::refine(State &st, gcond *cond, bool truth)
{
	tree left = gimple_cond_lhs(cond), right = gimple_cond_rhs(cond);
	tree_code code = gimple_cond_code(cond);

	if (TREE_CODE(left) != SSA_NAME || TREE_CODE(right) != INTEGER_CST)
		return true;
	Known k = ANY;
	bool zero = integer_zerop(right);
	switch (code) {
	case NE_EXPR: k = zero ? (truth ? NONZERO : ZERO) : (truth ? ANY : NONZERO); break;
	case EQ_EXPR: k = zero ? (truth ? ZERO : NONZERO) : (truth ? NONZERO : ANY); break;
	case LT_EXPR: case GT_EXPR: k = zero && truth ? NONZERO : ANY; break;
	case GE_EXPR: case LE_EXPR: k = zero && !truth ? NONZERO : ANY; break;
	default: break;
	}
	if (k == ANY)
		return true;
	bool negated = false;
	int flag = -1;
	tree root = tested(left, &negated, &flag);
	if (negated)
		k = k == ZERO ? NONZERO : ZERO;
	if (TREE_CODE(root) != SSA_NAME)
		return true;
	/* A registration that answers an errno did not happen. */
	tree what = root;
	gimple *asked = SSA_NAME_DEF_STMT(root);
	if (is_gimple_call(asked) && begins(callee_name(asked), "IS_ERR") && gimple_call_num_args(asked) == 1)
		what = gimple_call_arg(asked, 0);
	while (definition(what) && is_gimple_assign(definition(what)) && gimple_assign_ssa_name_copy_p(definition(what)))
		what = gimple_assign_rhs1(definition(what));
	auto answer = registered_if.find(what);
	if (answer != registered_if.end() && k == NONZERO)
		for (int bit : answer->second)
			st.at[bit] = 0;
	auto one = flag_of_ssa.find(root);
	if (one != flag_of_ssa.end()) {
		Known before = st.flag(one->second);
		if (before != ANY && before != k)
			return false;
		st.set_flag(one->second, k);
	}
	if (flag >= 0) {
		/* Only if nothing was stored since the load: both are in one block. */
		gimple *def = SSA_NAME_DEF_STMT(root);
		if (gimple_bb(def) == gimple_bb(cond)) {
			Known before = st.flag(flag);
			if (before != ANY && before != k)
				return false;
			st.set_flag(flag, k);
		}
	}
	if (k == NONZERO) {
		if (tree peek = peek_root(root)) {
			st.at[untested[peek]] = 0;
			gimple *def = SSA_NAME_DEF_STMT(peek);
			if (is_peek(def)) {
				int empty = empty_slot(place_behind(gimple_call_arg(def, 0)));
				if (empty >= 0)
					st.at[empty] = 0;
			}
		}
		gimple *def = SSA_NAME_DEF_STMT(root);
		if (does(def, "len") && gimple_call_num_args(def) == 1 &&
		    is_queue(pointed_to(gimple_call_arg(def, 0))))
			for (auto &e : may_be_empty)
				if (e.first == place_behind(gimple_call_arg(def, 0)))
					st.at[e.second] = 0;
	}
	return true;
}

/* The flag that is not zero if an owner is empty, or -1. */
int Checker::error_flag(tree owner)
{
	auto one = flag_of_piece.find(std::make_pair(owner,
		(HOST_WIDE_INT)int_bit_position(field_with_role(TREE_TYPE(owner), "error"))));
	return one == flag_of_piece.end() ? -1 : one->second;
}
