// SPDX-License-Identifier: GPL-2.0-only
/* Values on one path: which are the same, where they point, and what is known of their sign. */
#include "plain.h"

/* A name's value has two numbers: as it is, and as it was in the round of a loop before. */
static int now(int version) { return 2 * version; }
static int variable_id(tree variable) { return (1 << 28) + DECL_UID(variable); }
static Pointer constant(unsigned sign) { return { -10 - (int)sign, 0 }; }

static HOST_WIDE_INT further(HOST_WIDE_INT offset, HOST_WIDE_INT by)
{
	return offset == Pointer::SOMEWHERE || by == Pointer::SOMEWHERE ? Pointer::SOMEWHERE : offset + by;
}

Pointer PlainReader::value(const Path &path, tree operand)
{
	switch (TREE_CODE(operand)) {
	case SSA_NAME: {
		auto one = path.names.find(SSA_NAME_VERSION(operand));
		return one != path.names.end() ? one->second : Pointer{ now(SSA_NAME_VERSION(operand)), 0 };
	}
	case INTEGER_CST:
		return constant(integer_zerop(operand) ? NOTHING : tree_int_cst_sgn(operand) < 0 ||
				(POINTER_TYPE_P(TREE_TYPE(operand)) && tree_int_cst_sign_bit(operand)) ?
				NEGATIVE : POSITIVE);
	case ADDR_EXPR:
		return place(path, TREE_OPERAND(operand, 0));
	default:
		return { -1, 0 };
	}
}

/* Where a piece of memory is. */
Pointer PlainReader::place(const Path &path, tree ref)
{
	poly_int64 offset, size, max;
	bool reverse;
	HOST_WIDE_INT bits;

	if (!DECL_P(ref) && !handled_component_p(ref) && TREE_CODE(ref) != MEM_REF)
		return { -1, 0 };
	tree base = get_ref_base_and_extent(ref, &offset, &size, &max, &reverse);
	if (!offset.is_constant(&bits) || (handled_component_p(ref) && !known_eq(size, max)))
		bits = Pointer::SOMEWHERE;
	for (tree part = ref; handled_component_p(part); part = TREE_OPERAND(part, 0))
		if (TREE_CODE(part) == ARRAY_REF && TREE_CODE(TREE_OPERAND(part, 1)) != INTEGER_CST)
			bits = Pointer::SOMEWHERE;
	if (!base)
		return { -1, 0 };
	if (DECL_P(base))
		return { variable_id(base), bits };
	if (TREE_CODE(base) != MEM_REF)
		return { -1, 0 };
	Pointer behind = value(path, TREE_OPERAND(base, 0));
	HOST_WIDE_INT more = tree_fits_shwi_p(TREE_OPERAND(base, 1)) ?
		tree_to_shwi(TREE_OPERAND(base, 1)) * BITS_PER_UNIT : Pointer::SOMEWHERE;
	behind.offset = further(further(behind.offset, bits), more);
	return behind;
}

unsigned PlainReader::sign(const Path &path, const Pointer &pointer)
{
	if (pointer.id < -1)
		return -10 - pointer.id;
	if (pointer.offset || pointer.id == -1)
		return ANYTHING;
	if (pointer.id >= 1 << 28)
		return POSITIVE;
	auto one = path.signs.find(pointer.id);
	return one != path.signs.end() ? one->second : (unsigned)ANYTHING;
}

/* False: it cannot be so on this path. */
bool PlainReader::narrow(Path &path, const Pointer &pointer, unsigned to)
{
	unsigned left = sign(path, pointer) & to;

	if (pointer.id >= 0 && pointer.id < 1 << 28 && !pointer.offset)
		path.signs[pointer.id] = left;
	return left;
}

static unsigned mask_of(tree_code code, unsigned right)
{
	switch (code) {
	case EQ_EXPR: return right;
	case NE_EXPR: return right == NOTHING ? NEGATIVE | POSITIVE : (unsigned)ANYTHING;
	case LT_EXPR: return right & POSITIVE ? (unsigned)ANYTHING : (unsigned)NEGATIVE;
	case LE_EXPR: return right & POSITIVE ? (unsigned)ANYTHING : right & NOTHING ? NEGATIVE | NOTHING : (unsigned)NEGATIVE;
	case GT_EXPR: return right & NEGATIVE ? (unsigned)ANYTHING : (unsigned)POSITIVE;
	case GE_EXPR: return right & NEGATIVE ? (unsigned)ANYTHING : right & NOTHING ? POSITIVE | NOTHING : (unsigned)POSITIVE;
	default: return ANYTHING;
	}
}

/* What a value is called in the source, where it is compared more than once. */
static tree asked_of(tree name)
{
	for (int steps = 0; steps < 8 && TREE_CODE(name) == SSA_NAME; steps++) {
		gimple *def = SSA_NAME_DEF_STMT(name);
		if (gimple_assign_load_p(def)) {
			tree ref = gimple_assign_rhs1(def);
			return TREE_CODE(ref) == COMPONENT_REF ? TREE_OPERAND(ref, 1) : get_base_address(ref);
		}
		if (!is_gimple_assign(def) || !(CONVERT_EXPR_CODE_P(gimple_assign_rhs_code(def)) || gimple_assign_single_p(def)))
			return SSA_NAME_VAR(name) ? SSA_NAME_VAR(name) : name;
		name = gimple_assign_rhs1(def);
	}
	return TREE_CODE(name) == INTEGER_CST ? NULL_TREE : name;
}

static std::tuple<tree, tree, HOST_WIDE_INT> question(tree left, tree right)
{
	bool constant = TREE_CODE(right) == INTEGER_CST;

	return { asked_of(left), constant ? NULL_TREE : asked_of(right),
		 constant ? (HOST_WIDE_INT)TREE_INT_CST_LOW(right) : 0 };
}

void PlainReader::count(gimple *stmt)
{
	if (gswitch *choice = dyn_cast<gswitch *>(stmt))
		for (unsigned i = 1; i < gimple_switch_num_labels(choice); i++)
			times[question(gimple_switch_index(choice), CASE_LOW(gimple_switch_label(choice, i)))]++;
	if (gcond *cond = dyn_cast<gcond *>(stmt))
		times[question(gimple_cond_lhs(cond), gimple_cond_rhs(cond))]++;
	else if (is_gimple_assign(stmt) && (gimple_assign_rhs_code(stmt) == BIT_AND_EXPR ||
					    TREE_CODE_CLASS(gimple_assign_rhs_code(stmt)) == tcc_comparison))
		times[question(gimple_assign_rhs1(stmt), gimple_assign_rhs2(stmt))]++;
}

bool PlainReader::often(tree left, tree right)
{
	auto one = times.find(question(left, right));

	return one != times.end() && one->second > 1;
}

static bool holds(int code, HOST_WIDE_INT left, HOST_WIDE_INT right)
{
	return code == EQ_EXPR ? left == right : code == LT_EXPR ? left < right : left > right;
}

/* Is the answer to a comparison what it was before on this path? */
bool PlainReader::agrees(Path &path, tree_code code, tree left, tree right, const Pointer &l, const Pointer &r)
{
	bool constant = TREE_CODE(right) == INTEGER_CST;

	if (l.id < 0 || (!constant && r.id < 0))
		return true;
	bool truth = code != NE_EXPR && code != GE_EXPR && code != LE_EXPR;
	code = code == NE_EXPR ? EQ_EXPR : code == GE_EXPR ? LT_EXPR : code == LE_EXPR ? GT_EXPR : code;
	if (code != EQ_EXPR && code != LT_EXPR && code != GT_EXPR)
		return true;
	HOST_WIDE_INT number = constant ? (HOST_WIDE_INT)TREE_INT_CST_LOW(right) : 0;
	Asked question = { l, code, constant ? Pointer{ -1, 0 } : r, number };
	auto before = path.answers.find(question);
	if (before != path.answers.end())
		return before->second == truth;
	for (auto &one : path.answers)
		if (constant && number >= 0 && one.second && one.first.code == EQ_EXPR && one.first.left == l &&
		    one.first.right.id < 0)
			return holds(code, one.first.constant, number) == truth;
	if (often(left, right))
		path.answers[question] = truth;
	return true;
}

bool PlainReader::compare(Path &path, tree_code code, tree left, tree right, bool truth, int depth)
{
	Pointer l = value(path, left), r = value(path, right);

	if (!truth)
		code = invert_tree_comparison(code, false);
	if (integer_zerop(right) && (code == EQ_EXPR || code == NE_EXPR) && TREE_CODE(left) == SSA_NAME)
		return decide(path, left, code == NE_EXPR, depth + 1);
	/* The cursor of a walk that came to the head is the head. */
	auto head = path.ended.find(l.id);
	if (code == NE_EXPR && head != path.ended.end() && head->second.how == HEAD && head->second.offset == l.offset)
		return false;
	if (!agrees(path, code, left, right, l, r))
		return false;
	if (r.id >= -1)
		return !(l == r && l.id >= 0 && code == NE_EXPR);
	if (TYPE_UNSIGNED(TREE_TYPE(left)) && code != EQ_EXPR && code != NE_EXPR)
		return true;
	return narrow(path, l, mask_of(code, sign(path, r)));
}

bool PlainReader::decide(Path &path, tree name, bool truth, int depth)
{
	Pointer it = value(path, name);

	if (depth > 16 || TREE_CODE(name) != SSA_NAME || it.id < -1)
		return narrow(path, it, truth ? NEGATIVE | POSITIVE : (unsigned)NOTHING);
	/* A joined name is, on this path, one of those that were joined. */
	tree origin = it.id >= 0 && it.id < 1 << 28 && !(it.id & 1) && !it.offset ? ssa_name(it.id / 2) : name;
	if (!origin)
		origin = name;
	gimple *def = SSA_NAME_DEF_STMT(origin);
	if (!narrow(path, it, truth ? NEGATIVE | POSITIVE : (unsigned)NOTHING))
		return false;
	if (is_gimple_call(def)) {
		const char *called = callee_name(def);
		unsigned count = gimple_call_num_args(def);
		if (begins(called, "__builtin_expect") && count)
			return decide(path, gimple_call_arg(def, 0), truth, depth + 1);
		if (!strcmp(called, "IS_ERR") && count)
			return narrow(path, value(path, gimple_call_arg(def, 0)), truth ? (unsigned)NEGATIVE : NOTHING | POSITIVE);
		if (!strcmp(called, "IS_ERR_OR_NULL") && count)
			return narrow(path, value(path, gimple_call_arg(def, 0)), truth ? NEGATIVE | NOTHING : (unsigned)POSITIVE);
		if (!strcmp(called, "PTR_ERR_OR_ZERO") && count)
			return narrow(path, value(path, gimple_call_arg(def, 0)), truth ? (unsigned)NEGATIVE : NOTHING | POSITIVE);
		if (!strcmp(called, "list_is_head") && count == 2) {
			Pointer list = value(path, gimple_call_arg(def, 0));
			auto one = path.ended.find(list.id);
			bool head = one != path.ended.end() && one->second.how == HEAD && one->second.offset == list.offset;
			bool element = one != path.ended.end() && one->second.how == ELEMENT && one->second.offset == list.offset;
			if (truth ? element : head)
				return false;
			if (!truth && list.id >= 0 && list.offset != Pointer::SOMEWHERE && one == path.ended.end())
				path.ended[list.id] = { ELEMENT, gimple_location(def), list.offset };
			if (truth && list.id >= 0 && list.offset != Pointer::SOMEWHERE && one == path.ended.end())
				path.ended[list.id] = { HEAD, gimple_location(def), list.offset };
		}
		return true;
	}
	if (!is_gimple_assign(def))
		return true;
	tree_code code = gimple_assign_rhs_code(def);
	tree first = gimple_assign_rhs1(def);
	if (CONVERT_EXPR_CODE_P(code) && INTEGRAL_TYPE_P(TREE_TYPE(first)))
		return decide(path, first, truth, depth + 1);
	if (TREE_CODE_CLASS(code) == tcc_comparison)
		return compare(path, code, first, gimple_assign_rhs2(def), truth, depth + 1);
	if ((code == BIT_NOT_EXPR && TREE_CODE(TREE_TYPE(first)) == BOOLEAN_TYPE) ||
	    (code == BIT_XOR_EXPR && integer_onep(gimple_assign_rhs2(def))))
		return decide(path, first, !truth, depth + 1);
	return true;
}

bool PlainReader::decide(Path &path, gcond *cond, bool truth)
{
	return compare(path, gimple_cond_code(cond), gimple_cond_lhs(cond), gimple_cond_rhs(cond), truth, 0);
}

/* Can a switch go to this block on this path? */
bool PlainReader::decide(Path &path, gswitch *choice, basic_block to)
{
	tree index = gimple_switch_index(choice), single = NULL_TREE;
	unsigned ways = 0;
	bool other = label_to_block(fun, CASE_LABEL(gimple_switch_label(choice, 0))) == to;

	if (TREE_CODE(index) != SSA_NAME)
		return true;
	for (unsigned i = 1; i < gimple_switch_num_labels(choice); i++) {
		tree label = gimple_switch_label(choice, i);
		bool here = label_to_block(fun, CASE_LABEL(label)) == to;

		if (here) {
			ways += 1 + (CASE_HIGH(label) != NULL_TREE);
			single = CASE_LOW(label);
		} else if (other && !CASE_HIGH(label) && !compare(path, NE_EXPR, index, CASE_LOW(label), true, 0)) {
			return false;
		}
	}
	return other || ways != 1 || compare(path, EQ_EXPR, index, single, true, 0);
}

/* A name is defined again, in the next round of a loop: what has its old value keeps that. */
void PlainReader::renew(Path &path, int version)
{
	int from = now(version), to = from + 1;
	auto move = [&](Pointer &p) {
		if (p.id == to)
			p.id = -1;
		else if (p.id == from)
			p.id = to;
	};
	auto shift = [&](auto &map) {
		map.erase(to);
		auto one = map.find(from);
		if (one != map.end()) {
			auto value = one->second;
			map.erase(one);
			map[to] = value;
		}
	};

	path.names.erase(version);
	for (auto &one : path.names)
		move(one.second);
	shift(path.signs);
	shift(path.ended);
	shift(path.references);
	std::map<Pointer, Pointer> memory;
	for (auto one : path.memory) {
		Pointer where = one.first;
		move(where);
		move(one.second);
		if (where.id != -1 && one.second.id != -1)
			memory[where] = one.second;
	}
	path.memory.swap(memory);
	auto shift_all = [&](auto &map) {
		auto old = map;
		map.clear();
		for (auto one : old) {
			Asked question = one.first;
			move(question.left);
			if (question.right.id >= 0) {
				move(question.right);
				if (question.right.id == -1)
					continue;
			}
			if (question.left.id != -1)
				map.insert({ question, one.second });
		}
	};
	for (auto one = path.bits.begin(); one != path.bits.end();) {
		move(one->second);
		if (one->second.id == -1)
			one = path.bits.erase(one);
		else
			++one;
	}
	shift_all(path.bits);
	shift_all(path.answers);
}

/* What a statement writes: a name, or memory. */
void PlainReader::define(Path &path, gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt);
	Pointer made = { -1, 0 };
	Asked asked = { made, 0, made, 0 };
	bool load = gimple_assign_load_p(stmt);
	Pointer from = { -1, 0 };

	if (!lhs)
		return;
	if (is_gimple_assign(stmt)) {
		tree_code code = gimple_assign_rhs_code(stmt);
		tree first = gimple_assign_rhs1(stmt);
		if (load) {
			from = place(path, first);
			auto one = path.memory.find(from);
			/* What a list begins with is read anew: that is not where a walk has stopped. */
			auto head = one != path.memory.end() ? path.ended.find(one->second.id) : path.ended.end();
			if (one != path.memory.end() &&
			    (head == path.ended.end() || head->second.how != HEAD || from.id >= 1 << 28))
				made = one->second;
		} else if (code == BIT_AND_EXPR && TREE_CODE(gimple_assign_rhs2(stmt)) == INTEGER_CST &&
			   often(first, gimple_assign_rhs2(stmt))) {
			asked = { value(path, first), code, { -1, 0 },
				  (HOST_WIDE_INT)TREE_INT_CST_LOW(gimple_assign_rhs2(stmt)) };
			auto one = path.bits.find(asked);
			if (one != path.bits.end())
				made = one->second;
		} else if (code == POINTER_PLUS_EXPR) {
			made = value(path, first);
			tree by = gimple_assign_rhs2(stmt);
			made.offset = further(made.offset, TREE_CODE(by) == INTEGER_CST ?
					      (HOST_WIDE_INT)TREE_INT_CST_LOW(by) * BITS_PER_UNIT : Pointer::SOMEWHERE);
		} else if (gimple_assign_single_p(stmt) ||
			   (CONVERT_EXPR_CODE_P(code) && TREE_CODE(TREE_TYPE(lhs)) != BOOLEAN_TYPE)) {
			made = value(path, first);
		}
	} else if (is_gimple_call(stmt) && gimple_call_num_args(stmt) >= 1) {
		const char *name = callee_name(stmt);
		static const char *const same[] = { "PTR_ERR", "ERR_PTR", "ERR_CAST", "__must_check_fn" };
		for (const char *one : same)
			if (!strcmp(name, one))
				made = value(path, gimple_call_arg(stmt, 0));
		if (begins(name, "class_") && ends(name, "_constructor"))
			made = value(path, gimple_call_arg(stmt, 0));
	}
	if (TREE_CODE(lhs) == SSA_NAME) {
		int version = SSA_NAME_VERSION(lhs);
		renew(path, version);
		/* It may have been made from its own old value. */
		if (made.id == now(version))
			made.id++;
		if (from.id == now(version))
			from.id++;
		if (asked.left.id == now(version))
			asked.left.id++;
		if (asked.left.id >= 0 && made.id == -1)
			path.bits[asked] = { now(version), 0 };
		if (made.id != -1)
			path.names[version] = made;
		else if (plain_fails_with_errno(callee_name(stmt)))
			path.ended[now(version)] = { UNCHECKED, gimple_location(stmt), 0 };
		else if (load && from.id >= 0 && from.offset != Pointer::SOMEWHERE && is_gimple_reg_type(TREE_TYPE(lhs)) &&
			 !gimple_has_volatile_ops(stmt))
			path.memory[from] = { now(version), 0 };
		return;
	}
	Pointer to = place(path, lhs);
	/* Through an unknown pointer, or to an unknown member: any of that object's. */
	for (auto one = path.memory.begin(); one != path.memory.end();)
		if (to.id == one->first.id && (to.offset == Pointer::SOMEWHERE || to.offset == one->first.offset ||
					       !is_gimple_reg_type(TREE_TYPE(lhs))))
			one = path.memory.erase(one);
		else
			++one;
	if (to.id >= 0 && to.offset != Pointer::SOMEWHERE && made.id != -1)
		path.memory[to] = made;
}

/* What a call of an unknown function may have changed. */
void PlainReader::forget_memory(Path &path, gcall *call)
{
	std::set<int> passed;

	if (plain_leaves_memory(callee_name(call)))
		return;
	for (unsigned i = 0; i < gimple_call_num_args(call); i++)
		passed.insert(value(path, gimple_call_arg(call, i)).id);
	for (auto one = path.memory.begin(); one != path.memory.end();) {
		bool keeps = false;
		for (tree variable : cleaned)
			keeps |= variable_id(variable) == one->first.id && !passed.count(one->first.id);
		if (keeps)
			++one;
		else
			one = path.memory.erase(one);
	}
}
