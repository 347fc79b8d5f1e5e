// SPDX-License-Identifier: GPL-2.0-only
/* The flow of "may be" through a function, and how a statement changes it. */
#include "check.h"

/* What becomes of the value, flag or piece that a statement defines. */
void Checker::define(tree lhs, gimple *stmt, State &st)
{
	std::vector<int> in;
	int o = -1;

	if (gcall *call = dyn_cast<gcall *>(stmt))
		call_sources(call, in, &o);
	else if (moves(stmt) || (owner_loaded(stmt) && !is_lent_record(TREE_TYPE(owner_loaded(stmt)))))
		;
	else if (tree base = gimple_assign_load_p(stmt) ? list_walked(stmt) : NULL_TREE)
		in.push_back(value(base));
	else if (is_gimple_assign(stmt))
		for (unsigned i = 1; i < gimple_num_ops(stmt); i++)
			if (gimple_op(stmt, i))
				sources(gimple_op(stmt, i), in);
	location_t dead = 0;
	for (int v : in)
		if (v < (int)st.at.size() && st.at[v] && !from[v].empty())
			dead = st.at[v];

	if (TREE_CODE(lhs) == SSA_NAME) {
		auto one = value_of_ssa.find(lhs);
		if (one != value_of_ssa.end())
			st.at[one->second] = dead;
		if (untested.count(lhs) && is_peek(stmt)) {
			int empty = empty_slot(place_behind(gimple_call_arg(stmt, 0)));
			st.at[untested[lhs]] = empty < 0 || st.at[empty] ? gimple_location(stmt) : 0;
		}
		auto flag = flag_of_ssa.find(lhs);
		if (flag != flag_of_ssa.end()) {
			Known k = ANY;
			if (gimple_assign_single_p(stmt)) {
				tree variable, rhs = gimple_assign_rhs1(stmt);
				HOST_WIDE_INT offset, size;
				if (gimple_assign_load_p(stmt) && local_ref(rhs, &variable, &offset, &size)) {
					auto p = flag_of_piece.find(std::make_pair(variable, offset));
					if (p != flag_of_piece.end())
						k = st.flag(p->second);
				} else if (TREE_CODE(rhs) == INTEGER_CST) {
					k = known(st, rhs);
				}
			}
			st.set_flag(flag->second, k);
		}
		return;
	}
	tree variable, other;
	HOST_WIDE_INT offset, size, at, length;
	if (!local_ref(lhs, &variable, &offset, &size))
		return;
	/* Flags that are stored to. */
	for (auto &one : flag_of_piece)
		if (one.first.first == variable &&
		    (offset < 0 || (one.first.second >= offset && one.first.second < offset + size))) {
			Known k = ANY;
			if (gimple_assign_single_p(stmt) && one.first.second == offset)
				k = known(st, gimple_assign_rhs1(stmt));
			else if (is_gimple_call(stmt) && does(stmt, "begin"))
				k = ZERO;
			st.set_flag(one.second, k);
		}
	/* Crossing values that are written anew. */
	for (auto &one : moved)
		if (one.first.first == variable && offset >= 0 && one.first.second >= offset &&
		    one.first.second < offset + size)
			st.at[one.second] = 0;
	took(variable, stmt, st);
	if (is_owner(TREE_TYPE(variable))) {
		tree object = field_with_role(TREE_TYPE(variable), "object");
		HOST_WIDE_INT where = int_bit_position(object);
		if (offset == 0 && size > (HOST_WIDE_INT)POINTER_SIZE)
			st.at[registered[variable]] = 0;
		/* What it starts from is no death. */
		if (!is_gimple_call(stmt) && (offset < 0 || (where >= offset && where < offset + size)))
			kill_decl(st, OWNER, variable, gimple_location(stmt),
				  quoted(name_of(variable)) + " is taken, dropped or filled again here");
		if (!is_lent_record(TREE_TYPE(variable)))
			return;
	}
	if (gimple_assign_load_p(stmt) && local_ref(gimple_assign_rhs1(stmt), &other, &at, &length) &&
	    offset >= 0 && at >= 0 && !is_gimple_reg_type(TREE_TYPE(lhs))) {
		std::vector<std::pair<int, location_t>> todo;
		for (auto &one : pieces[variable]) {
			if (one.first >= 0 && (one.first < offset || one.first >= offset + size))
				continue;
			location_t d = one.first < 0 && !(offset == 0) ? st.at[one.second] : 0;
			for (auto &src : pieces[other])
				if (st.at[src.second] && (src.first < 0 ? one.first < 0 : src.first - at + offset == one.first))
					d = st.at[src.second];
			todo.push_back(std::make_pair(one.second, d));
		}
		for (auto &one : todo) {
			st.at[one.first] = one.second;
			st.at[holds[one.first]] = 1;
		}
		return;
	}
	bool whole = is_gimple_call(stmt) && !is_gimple_reg_type(TREE_TYPE(lhs));
	/* Of the author's own variables only: what a look found is marked by own_take(), and a guard stays. */
	bool lent = o >= 0 || is_owner(TREE_TYPE(variable)) || guards.count(variable) ||
		    !*name_of(variable) || begins(name_of(variable), "__");
	for (int v : in)
		lent |= !from[v].empty();
	for (auto &one : pieces[variable]) {
		bool covered = offset >= 0 && one.first >= offset && one.first < offset + size;
		if (covered || lent)
			st.at[holds[one.second]] = lent;
		if (whole ? one.first < 0 || covered : covered)
			st.at[one.second] = one.first < 0 || !whole ? dead : 0;
		else if (offset < 0 && dead)
			st.at[one.second] = dead;
	}
}

/* False: the path ends here. */
bool Checker::transfer(gimple *stmt, State &st)
{
	if (is_gimple_debug(stmt) || gimple_code(stmt) == GIMPLE_NOP)
		return true;
	if (is_unproved(stmt)) {
		unproved_message(stmt, st);
		return false;
	}
	if (gimple_clobber_p(stmt)) {
		tree variable = gimple_assign_lhs(stmt);
		if (!DECL_P(variable))
			return true;
		for (auto &one : pieces[variable])
			st.at[one.second] = 0;
		for (auto &one : moved)
			if (one.first.first == variable)
				st.at[one.second] = 0;
		for (auto &one : shared_on)
			if (origins[one.first].decl == variable)
				st.at[one.second] = 0;
		return true;
	}
	uses(stmt, st);
	if (gimple_assign_load_p(stmt))
		read_value(gimple_assign_rhs1(stmt), stmt, st);
	store(stmt, st);
	sleep_in_atomic(stmt, st);
	if (gcall *call = dyn_cast<gcall *>(stmt)) {
		if (gimple_call_internal_p(call))
			return true;
		for (unsigned i = 0; i < gimple_call_num_args(call); i++)
			read_value(gimple_call_arg(call, i), stmt, st);
		if (options.unsure && mouth)
			not_followed(call);
		events(call, st);
		lock_by_hand(call, st);
		handed_out(call, &st);
	}
	if (tree lhs = gimple_get_lhs(stmt)) {
		define(lhs, stmt, st);
		auto guard = held.find(lhs);
		if (guard != held.end())
			st.at[guard->second] = takes_spinning(stmt) ? gimple_location(stmt) : 0;
	}
	return true;
}

static void add_state(States &states, const State &st)
{
	auto one = states.find(st.flags);
	if (one == states.end())
		states[st.flags] = st;
	else
		one->second.join(st);
}

/* Too many: forget the flags in which they differ. */
static void limit(States &states)
{
	if (states.size() <= 48)
		return;
	unsigned long long same = ~0ull;
	auto first = states.begin();
	for (auto &one : states)
		for (int i = 0; i < 32; i++)
			if ((one.first ^ first->first) >> (2 * i) & 3)
				same &= ~(3ull << (2 * i));
	State all = first->second;
	for (auto &one : states)
		all.join(one.second);
	all.flags &= same;
	states.clear();
	states[all.flags] = all;
}

void Checker::block(basic_block bb)
{
	States in;
	edge e;
	edge_iterator ei;

	if (single_pred_p(bb) && single_pred(bb) == ENTRY_BLOCK_PTR_FOR_FN(fun)) {
		State start;
		start.at.assign(width, 0);
		for (auto &one : may_be_empty)
			start.at[one.second] = 1;
		for (auto &one : by_hand)
			start.at[one.bit] = 1;
		for (auto &one : holds)
			start.at[one.second] = 1;
		in[0] = start;
	}
	FOR_EACH_EDGE(e, ei, bb->preds) {
		auto found = out.find(e);
		if (found == out.end())
			continue;
		for (auto &before : found->second) {
			State st = before.second;
			const State &old = before.second;
			for (auto gsi = gsi_start_phis(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
				tree result = gimple_phi_result(gsi.phi());
				if (virtual_operand_p(result))
					continue;
				tree argument = gimple_phi_arg_def(gsi.phi(), e->dest_idx);
				auto v = value_of_ssa.find(result);
				if (v != value_of_ssa.end()) {
					std::vector<int> src;
					location_t dead = 0;
					sources(argument, src);
					for (int one : src)
						if (one < (int)from.size() && one < (int)old.at.size() && !from[one].empty() && old.at[one])
							dead = old.at[one];
					st.at[v->second] = dead;
				}
				auto flag = flag_of_ssa.find(result);
				if (flag != flag_of_ssa.end())
					st.set_flag(flag->second, known(old, argument));
				auto u = untested.find(result);
				if (u != untested.end()) {
					tree root = TREE_CODE(argument) == SSA_NAME ? peek_root(argument) : NULL_TREE;
					st.at[u->second] = root ? old.at[untested[root]] : 0;
				}
			}
			add_state(in, st);
		}
	}
	limit(in);
	States done;
	for (auto &one : in) {
		State st = one.second;
		bool alive = true;
		for (auto gsi = gsi_start_bb(bb); alive && !gsi_end_p(gsi); gsi_next(&gsi))
			alive = transfer(gsi_stmt(gsi), st);
		if (alive)
			add_state(done, st);
	}
	if (mouth)
		return;
	gimple_stmt_iterator end = gsi_last_nondebug_bb(bb);
	gcond *cond = gsi_end_p(end) ? NULL : dyn_cast<gcond *>(gsi_stmt(end));
	FOR_EACH_EDGE(e, ei, bb->succs) {
		States next;
		for (auto &one : done) {
			State st = one.second;
			if (!cond || refine(st, cond, e->flags & EDGE_TRUE_VALUE))
				add_state(next, st);
		}
		States &now = out[e];
		for (auto &one : next) {
			auto old = now.find(one.first);
			if (old == now.end()) {
				now[one.first] = one.second;
				changed = true;
			} else if (old->second.join(one.second)) {
				changed = true;
			}
		}
	}
}

void Checker::flow()
{
	std::vector<int> order(n_basic_blocks_for_fn(fun));
	int count = pre_and_rev_post_order_compute_fn(fun, NULL, order.data(), false);
	int rounds = 0;

	do {
		changed = false;
		for (int i = 0; i < count; i++)
			block(BASIC_BLOCK_FOR_FN(fun, order[i]));
	} while (changed && ++rounds < 60);
	mouth = true;
	for (int i = 0; i < count; i++)
		block(BASIC_BLOCK_FOR_FN(fun, order[i]));
}

void Checker::check()
{
	basic_block bb;
	bool relevant = false;

	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			copies(gsi_stmt(gsi));
			compared(gsi_stmt(gsi));
			lent_is_kept(gsi_stmt(gsi));
		}
	published();
	untested_callback();
	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			if (gcall *call = dyn_cast<gcall *>(gsi_stmt(gsi))) {
				spin_in_raw(call);
				reference_of_raw(call);
				misc_of_open_file(call);
				if (gimple_call_num_args(call) > 1)
					order(call);
			}
	propagate();
	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			changed_behind(gsi_stmt(gsi));
	graph();
	relevant = !origins.empty();
	layout();
	relevant |= handler_at(decl) || !held.empty() || !by_hand.empty() || !moved.empty() || !may_be_empty.empty() || !untested.empty();
	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !relevant && !gsi_end_p(gsi); gsi_next(&gsi)) {
			gimple *stmt = gsi_stmt(gsi);
			if (gimple_assign_load_p(stmt))
				relevant |= is_crossing(TREE_TYPE(gimple_assign_rhs1(stmt)));
			for (unsigned k = 0; is_gimple_call(stmt) && k < gimple_call_num_args(stmt); k++)
				relevant |= is_crossing(TREE_TYPE(gimple_call_arg(stmt, k)));
		}
	if (relevant)
		flow();
}
