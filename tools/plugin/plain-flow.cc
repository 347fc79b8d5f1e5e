// SPDX-License-Identifier: GPL-2.0-only
/* The paths of a function, one by one, as far as they differ in something that is alive. */
#include "plain.h"

/* So many states of blocks, then a function is left. */
static const unsigned enough = 20000;

/* Which names are used later, at the beginning of each block. */
void PlainReader::find_alive()
{
	basic_block bb;
	bool more;

	alive.assign(last_basic_block_for_fn(fun), {});
	do {
		more = false;
		FOR_EACH_BB_REVERSE_FN(bb, fun) {
			std::set<int> live;
			edge e;
			edge_iterator ei;
			FOR_EACH_EDGE(e, ei, bb->succs) {
				if (e->dest == EXIT_BLOCK_PTR_FOR_FN(fun))
					continue;
				live.insert(alive[e->dest->index].begin(), alive[e->dest->index].end());
				for (auto gsi = gsi_start_phis(e->dest); !gsi_end_p(gsi); gsi_next(&gsi)) {
					tree argument = gimple_phi_arg_def(gsi.phi(), e->dest_idx);
					if (TREE_CODE(argument) == SSA_NAME && !virtual_operand_p(argument))
						live.insert(SSA_NAME_VERSION(argument));
				}
			}
			for (auto gsi = gsi_last_bb(bb); !gsi_end_p(gsi); gsi_prev(&gsi)) {
				tree name;
				ssa_op_iter it;
				FOR_EACH_SSA_TREE_OPERAND(name, gsi_stmt(gsi), it, SSA_OP_DEF)
					live.erase(SSA_NAME_VERSION(name));
				FOR_EACH_SSA_TREE_OPERAND(name, gsi_stmt(gsi), it, SSA_OP_USE)
					live.insert(SSA_NAME_VERSION(name));
			}
			/* What a PHI defines is alive behind it, where paths are compared. */
			if (live != alive[bb->index]) {
				alive[bb->index].swap(live);
				more = true;
			}
		}
	} while (more);
}

/* Only what is alive makes two paths different. */
void PlainReader::prune(Path &path, basic_block bb)
{
	std::set<int> ids;
	auto &live = alive[bb->index];

	for (auto one = path.names.begin(); one != path.names.end();)
		if (live.count(one->first)) {
			ids.insert(one->second.id);
			++one;
		} else {
			one = path.names.erase(one);
		}
	for (int version : live)
		if (!path.names.count(version))
			ids.insert(2 * version);
	for (int round = 0; round < 3; round++)
		for (auto &one : path.memory)
			if (one.first.id >= 1 << 28 || ids.count(one.first.id))
				ids.insert(one.second.id);
	auto keep = [&](auto &map) {
		for (auto one = map.begin(); one != map.end();)
			if (one->first >= 1 << 28 || ids.count(one->first))
				++one;
			else
				one = map.erase(one);
	};
	for (auto one = path.memory.begin(); one != path.memory.end();)
		if (one->first.id >= 1 << 28 || ids.count(one->first.id))
			++one;
		else
			one = path.memory.erase(one);
	for (auto one = path.bits.begin(); one != path.bits.end();)
		if (ids.count(one->first.left.id)) {
			ids.insert(one->second.id);
			++one;
		} else {
			one = path.bits.erase(one);
		}
	for (auto one = path.answers.begin(); one != path.answers.end();)
		if (ids.count(one->first.left.id) && (one->first.right.id < 0 || ids.count(one->first.right.id)))
			++one;
		else
			one = path.answers.erase(one);
	keep(path.signs);
	keep(path.ended);
	keep(path.references);
}

void PlainReader::explore()
{
	std::vector<std::set<Path>> seen(last_basic_block_for_fn(fun));
	std::vector<std::pair<basic_block, Path>> todo;
	unsigned count = 0;

	todo.emplace_back(single_succ(ENTRY_BLOCK_PTR_FOR_FN(fun)), Path());
	while (!todo.empty()) {
		basic_block bb = todo.back().first;
		Path path = std::move(todo.back().second);
		todo.pop_back();
		if (bb == EXIT_BLOCK_PTR_FOR_FN(fun))
			continue;
		prune(path, bb);
		if (!seen[bb->index].insert(path).second)
			continue;
		if (++count > enough) {
			cut_short = true;
			return;
		}
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			step(path, gsi_stmt(gsi));
		gimple_stmt_iterator last = gsi_last_nondebug_bb(bb);
		gcond *cond = gsi_end_p(last) ? NULL : dyn_cast<gcond *>(gsi_stmt(last));
		gswitch *choice = gsi_end_p(last) ? NULL : dyn_cast<gswitch *>(gsi_stmt(last));
		edge e;
		edge_iterator ei;
		FOR_EACH_EDGE(e, ei, bb->succs) {
			Path next = path;
			if (cond && !decide(next, cond, e->flags & EDGE_TRUE_VALUE))
				continue;
			if (choice && !decide(next, choice, e->dest))
				continue;
			std::vector<std::pair<int, Pointer>> joined;
			for (auto gsi = gsi_start_phis(e->dest); !gsi_end_p(gsi); gsi_next(&gsi)) {
				tree result = gimple_phi_result(gsi.phi());
				if (result == answer)
					next.came = gimple_phi_arg_location(gsi.phi(), e->dest_idx);
				if (!virtual_operand_p(result))
					joined.emplace_back(SSA_NAME_VERSION(result),
							    value(next, gimple_phi_arg_def(gsi.phi(), e->dest_idx)));
			}
			for (auto &one : joined) {
				renew(next, one.first);
				for (auto &other : joined)
					if (other.second.id == 2 * one.first)
						other.second.id++;
					else if (other.second.id == 2 * one.first + 1)
						other.second.id = -1;
			}
			for (auto &one : joined)
				if (one.second.id != -1)
					next.names[one.first] = one.second;
			todo.emplace_back(e->dest, std::move(next));
		}
	}
}

/* Is there anything in this function that a rule is about? */
bool PlainReader::worth_it()
{
	basic_block bb;
	bool worth = false;

	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			gimple *stmt = gsi_stmt(gsi);
			const char *name = callee_name(stmt);
			count(stmt);
			if (greturn *last = dyn_cast<greturn *>(stmt))
				answer = gimple_return_retval(last);
			if (!is_gimple_call(stmt))
				continue;
			worth |= plain_freed(name) >= 0 || plain_puts(name) || plain_fails_with_errno(name) ||
				 (!only_summary && (!strcmp(name, "list_is_head") || plain_ends(callee(stmt)).put));
			/* What own's cleanups do its own rules know. */
			bool ends_scope = begins(name, "__free_") || (begins(name, "class_") && ends(name, "_destructor"));
			for (unsigned i = 0; ends_scope && i < gimple_call_num_args(stmt); i++)
				if (tree variable = address_of_local(gimple_call_arg(stmt, i)))
					if (lookup_attribute("cleanup", DECL_ATTRIBUTES(variable))) {
						cleaned.insert(variable);
						worth = true;
					}
		}
	return worth;
}

void PlainReader::read()
{
	if (!worth_it())
		return;
	find_alive();
	explore();
	if (cut_short && options.unsure)
		inform(DECL_SOURCE_LOCATION(decl), "own-check does not follow all paths of %qs", name_of(decl));
}

Ends PlainReader::ends_parameters()
{
	if (!worth_it())
		return {};
	find_alive();
	/* What came as a parameter stays alive to the end. */
	for (tree p = DECL_ARGUMENTS(decl); p; p = DECL_CHAIN(p))
		if (tree name = is_gimple_reg(p) ? ssa_default_def(fun, p) : NULL_TREE)
			for (auto &live : alive)
				live.insert(SSA_NAME_VERSION(name));
	explore();
	return cut_short || !returned ? Ends() : ending;
}

void read_plain()
{
	cgraph_node *node;

	FOR_EACH_FUNCTION_WITH_GIMPLE_BODY(node) {
		tree fndecl = node->decl;
		if (!is_ssa_function(fndecl) || is_library(fndecl) || is_kernels(fndecl))
			continue;
		push_cfun(DECL_STRUCT_FUNCTION(fndecl));
		PlainReader(fndecl, false).read();
		pop_cfun();
	}
	forget_plain();
}
