// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rules escape, registered, taken and queue, of what a function has itself: a variable that is returned or
 * that the kernel comes back to, an owner asked why it is empty, an object that is on a queue.
 */
#include "plain.h"

/* What points to a variable of this function, or was read under its guard, leaves it. */
void Checker::returned_local(int v, gimple *stmt, State &st, location_t where)
{
	if (!mouth || st.at[v])
		return;
	for (int o : from[v])
		if (origins[o].kind == LOCAL)
			report(stmt, "escape", quoted(origins[o].name.c_str()) + " ends with this function, and a pointer to it "
			       "is returned (like Rust E0515)", made[v], "this is where it is", 0, "", where);
		else if (origins[o].kind == INSIDE)
			report(stmt, "escape", "a pointer that was read out of locked data is returned out of its guard; what "
			       "it points to may change or go without the lock (like Rust E0515)", made[v], "it was read here",
			       0, "", where);
}

/* The kernel still has a pointer to a variable when its function returns. */
void Checker::local_kept(gimple *stmt, State &st)
{
	if (!mouth)
		return;
	for (auto &one : origins)
		if (one.kind == LOCAL && st.at[registered[one.decl]])
			/* Returns that were joined have no line of their own. */
			report(stmt, "registered", quoted(one.name.c_str()) + " is given to the kernel here, and on some path "
			       "ends with this function before the kernel gave it back (like Rust E0373)",
			       DECL_SOURCE_LOCATION(one.decl), "it is a variable of this function", 0, "",
			       st.at[registered[one.decl]]);
}

/* What a store to an owner says of whether its object was taken. */
void Checker::took(tree variable, gimple *stmt, State &st)
{
	tree lhs = gimple_get_lhs(stmt);

	if (!taken.count(variable))
		return;
	bool part = TREE_CODE(lhs) == COMPONENT_REF;
	if (part && !has_role(TREE_OPERAND(lhs, 1), "error") && !has_role(TREE_OPERAND(lhs, 1), "asked"))
		return;
	tree value = gimple_assign_single_p(stmt) ? gimple_assign_rhs1(stmt) : NULL_TREE;
	bool empty = part && has_role(TREE_OPERAND(lhs, 1), "error") && value && TREE_CODE(value) == INTEGER_CST &&
		     tree_int_cst_sgn(value) > 0;
	st.at[taken[variable]] = empty ? gimple_location(stmt) : 0;
	/* Filled anew, or empty: what was pushed was another object. */
	if (!part)
		for (auto &one : pushed)
			if (one.first.first == variable)
				st.at[one.second] = 0;
}

/* own_err() of an owner that was taken, as if something had failed. */
void Checker::errno_of_taken(gcall *call, State &st)
{
	if (!mouth || !does(call, "why") || gimple_call_num_args(call) != 1)
		return;
	tree owner = address_of_local(gimple_call_arg(call, 0));
	if (owner && taken.count(owner) && st.at[taken[owner]])
		report(call, "taken", quoted(name_of(owner)) + " is asked for an errno here, and on some path its object was "
		       "taken before: that is no failure (like Rust E0382)", st.at[taken[owner]], "it was taken here");
}

/* A message that is compiled away uses what was taken: no compiler sees it until DEBUG is defined. */
void Checker::unproved_message(gimple *stmt, State &st)
{
	location_t where = gimple_location(stmt);

	if (!mouth || !(in_macro(where, "no_printk") || in_macro(where, "dev_no_printk")))
		return;
	basic_block bb = gimple_bb(stmt);
	for (int steps = 0; steps < 6 && single_pred_p(bb); steps++) {
		bb = single_pred(bb);
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			tree ref = gimple_assign_load_p(gsi_stmt(gsi)) ? gimple_assign_rhs1(gsi_stmt(gsi)) : NULL_TREE;
			if (!ref || TREE_CODE(ref) != COMPONENT_REF || !has_role(TREE_OPERAND(ref, 1), "error"))
				continue;
			auto owner = taken.find(TREE_OPERAND(ref, 0));
			if (owner == taken.end() || !st.at[owner->second])
				continue;
			if (!said_dead.insert(std::make_pair(user_line(where), st.at[owner->second])).second)
				return;
			report(stmt, "taken", quoted(name_of(owner->first)) + " is used in this message, and on some path its "
			       "object was taken before; with DEBUG the message is there (like Rust E0382)",
			       st.at[owner->second], "it was taken here");
			return;
		}
	}
}

/* The local owner whose object a call puts on a queue, by a reference more or as it is. */
tree Checker::pushed_object(gcall *call)
{
	if (!does(call, "push") || gimple_call_num_args(call) != 2)
		return NULL_TREE;
	tree value = gimple_call_arg(call, 1);
	gimple *made = made_by(value, call);
	if (!made)
		return NULL_TREE;
	if (!does(made, "get"))
		return taken_for(value, call);
	std::vector<int> in;
	sources(gimple_call_arg(made, 0), in);
	for (int v : in)
		for (int o : from[v])
			if (origins[o].kind == OWNER)
				return origins[o].decl;
	return NULL_TREE;
}

/* Each type of queue has one list_head in an object. */
void Checker::pushed_again(gcall *call, State &st)
{
	if ((does(call, "pop") || does(call, "remove")) && gimple_call_num_args(call)) {
		for (auto &one : pushed)
			if (one.first.second == pointed_to(gimple_call_arg(call, 0)))
				st.at[one.second] = 0;
		return;
	}
	tree object = pushed_object(call);
	if (!object)
		return;
	auto one = pushed.find(std::make_pair(object, pointed_to(gimple_call_arg(call, 0))));
	if (one == pushed.end())
		return;
	if (mouth && st.at[one->second])
		report(call, "queue", "the object of " + quoted(name_of(object)) + " is put on a queue here, and is on one of "
		       "this type already (like Rust E0382)", st.at[one->second], "it was put there here");
	/* After own_take() the owner has it no more, which the compilers see to. */
	if (does(made_by(gimple_call_arg(call, 1), call), "get"))
		st.at[one->second] = gimple_location(call);
}
