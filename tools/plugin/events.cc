// SPDX-License-Identifier: GPL-2.0-only
/* What a call ends, registers and takes back. */
#include "check.h"

void Checker::kill(State &st, int o, location_t where, const std::string &text, tree but)
{
	int spared = but && TREE_CODE(but) == SSA_NAME && value_of_ssa.count(but) ? value_of_ssa[but] : -1;

	if (!where)
		where = DECL_SOURCE_LOCATION(decl);
	why[where] = text;
	for (int v : derived[o])
		if (!st.at[v] && v != spared && !(holds.count(v) && !st.at[holds[v]]))
			st.at[v] = where;
}

void Checker::kill_decl(State &st, Kind kind, tree variable, location_t where, const std::string &text)
{
	for (size_t o = 0; o < origins.size(); o++) {
		/* What another reference was made of before may live on by that. */
		auto shared = shared_on.find(o);
		bool lives = shared != shared_on.end() && st.at[shared->second];
		if (origins[o].kind == kind && origins[o].decl == variable && !lives)
			kill(st, o, where, text);
	}
}

/*
 * The place itself stays where it is: a cursor that was had from an earlier element is
 * not killed by what happens to the slot that it points to.
 */
void Checker::kill_place(State &st, const Place &place, Kind kind, location_t where, const char *text)
{
	for (size_t o = 0; o < origins.size(); o++)
		if (origins[o].kind == kind && origins[o].place == place)
			kill(st, o, where, text, place.root);
	if (kind != WALK)
		for (auto &one : may_be_empty)
			if (one.first == place)
				st.at[one.second] = where ? where : 1;
}

/* What a call ends, registers and takes back. */
void Checker::events(gcall *call, State &st)
{
	const char *name = callee_name(call);
	location_t where = gimple_location(call);
	unsigned count = gimple_call_num_args(call);

	errno_of_taken(call, st);
	pushed_again(call, st);
	if (does(call, "get") && count) {
		std::vector<int> in;
		sources(gimple_call_arg(call, 0), in);
		for (int v : in)
			for (int o : from[v])
				if (!st.at[v] && shared_on.count(o))
					st.at[shared_on[o]] = where ? where : 1;
	}
	bool ends_scope = does(call, "drop_at_end") || does(call, "leave");

	if (ends(name, "_constructor"))
		return;
	for (unsigned i = 0; i < count; i++) {
		tree variable = address_of_local(gimple_call_arg(call, i));
		if (!variable)
			continue;
		if (held.count(variable) && (does(call, "end") || ends(name, "_destructor")))
			st.at[held[variable]] = 0;
		if (is_owner(TREE_TYPE(variable)) && ends_scope) {
			int error = error_flag(variable);
			bool empty = error >= 0 && st.flag(error) == NONZERO;
			if (!empty) {
				kill_decl(st, OWNER, variable, where,
					  quoted(name_of(variable)) + " goes out of scope here and drops its object");
				if (mouth && does(call, "drop_at_end") && st.at[registered[variable]])
					report(call, "registered", "the object of " + quoted(name_of(variable)) +
					       " is dropped at the end of this scope while the kernel still has a pointer to it",
					       st.at[registered[variable]], "the kernel was given it here");
			}
		} else if (guards.count(variable) && (does(call, "end") || ends(name, "_destructor"))) {
			kill_decl(st, GUARD, variable, where, "the scope of the guard ends here, and with it what it lent");
			auto lent = companion.find(variable);
			if (lent != companion.end())
				kill_decl(st, OWNER, lent->second, where, quoted(name_of(lent->second)) + " goes back here");
		}
	}
	if (count) {
		tree argument = gimple_call_arg(call, 0);
		tree type = pointed_to(argument);
		if (is_queue(type)) {
			Place place = place_behind(argument);
			if (does(call, "pop") || does(call, "remove")) {
				if (mouth && does(call, "remove") && count > 1)
					removed(call, st, place);
				kill_place(st, place, QUEUE, where, "a queue loses elements here");
				kill_place(st, place, WALK, where, "a queue loses elements here");
			} else if (does(call, "push")) {
				for (auto &one : may_be_empty)
					if (one.first == place)
						st.at[one.second] = 0;
				kill_place(st, place, WALK, where, "a queue that is walked over gets another element here");
			}
		} else if (is_slot(type) && (does(call, "swap") || does(call, "pop") || does(call, "remove"))) {
			Place place = place_behind(argument);
			kill_place(st, place, SLOT, where, "a slot is emptied or gets another object here");
			if (does(call, "swap"))
				for (auto &one : may_be_empty)
					if (one.first == place)
						st.at[one.second] = 0;
		}
		if (is_ssa_function(callee(call)) && !is_library(callee(call))) {
			Summary does = summary_of(callee(call));
			/* What it returns may undo it when it is dropped. */
			if (RECORD_OR_UNION_TYPE_P(TREE_TYPE(TREE_TYPE(callee(call)))))
				does.registers = 0;
			for (unsigned i = 0; i < count && i < 32; i++) {
				std::vector<int> in;
				if ((does.keeps | does.registers) >> i & 1)
					sources(gimple_call_arg(call, i), in);
				for (int v : in)
					for (int o : from[v]) {
						bool ours = origins[o].kind == OWNER || origins[o].kind == GUARD;
						if (mouth && ours && does.keeps >> i & 1)
							report(call, "escape", "a pointer that was had from " + lender(origins[o]) +
							       " is stored by this function into a variable that outlives it (like Rust E0597)",
							       made[v], "it was had here");
						if (origins[o].kind == OWNER && does.registers >> i & 1 && !shared_on.count(o) &&
						    registered.count(origins[o].decl) && !is_lent_record(TREE_TYPE(origins[o].decl))) {
							int bit = registered[origins[o].decl];
							tree answer = gimple_call_lhs(call);
							st.at[bit] = where;
							if (answer && TREE_CODE(TREE_TYPE(answer)) == INTEGER_TYPE)
								registered_if[answer].insert(bit);
						}
					}
				if (does.changes >> i & 1) {
					Place place = place_behind(gimple_call_arg(call, i));
					bool queue = is_queue(pointed_to(gimple_call_arg(call, i)));
					kill_place(st, place, queue ? QUEUE : SLOT, where, queue ?
						   "a queue loses elements in this call" : "a slot is emptied in this call");
					if (queue)
						kill_place(st, place, WALK, where, "a queue loses elements in this call");
				}
			}
		}
		/* own_drop(): the object was taken by the statements before. */
		if (does(call, "drop") && TREE_CODE(argument) == SSA_NAME) {
			tree pointer = argument;
			for (int k = 0; k < 8 && definition(pointer) && is_gimple_assign(definition(pointer)) &&
			     TREE_CODE(gimple_assign_rhs1(definition(pointer))) == SSA_NAME; k++)
				pointer = gimple_assign_rhs1(definition(pointer));
			tree owner = owner_loaded(definition(pointer));
			if (mouth && owner && registered.count(owner) && st.at[registered[owner]])
				report(call, "registered", "the object of " + quoted(name_of(owner)) +
				       " is dropped here while the kernel still has a pointer to it",
				       st.at[registered[owner]], "the kernel was given it here");
		}
	}
	auto concerned = [&](int o, location_t mark) {
		if (!registered.count(origins[o].decl))
			return false;
		if (origins[o].kind == LOCAL)
			return !mark || comes_back(name);
		/* What another reference was taken of may live on by that. */
		return origins[o].kind == OWNER && !(mark && shared_on.count(o)) &&
		       !is_lent_record(TREE_TYPE(origins[o].decl));
	};
	auto known_to_kernel = [&](int kept, location_t mark) {
		if (kept < 0 || kept >= (int)count)
			return;
		std::vector<int> in;
		sources(gimple_call_arg(call, kept), in);
		for (int v : in)
			for (int o : from[v])
				if (concerned(o, mark)) {
					int bit = registered[origins[o].decl];
					tree answer = gimple_call_lhs(call);
					st.at[bit] = mark;
					if (mark && answer && !VOID_TYPE_P(TREE_TYPE(answer)))
						registered_if[answer].insert(bit);
				}
	};
	known_to_kernel(kept_by(name), where);
	unsigned keeps = contract_mask(callee(call), "keeps");
	for (unsigned i = 0; i < count && i < 32; i++)
		if (keeps >> i & 1)
			known_to_kernel(i, where);
	known_to_kernel(let_go_by(name), 0);
	if (forgets_all(name))
		for (auto &r : registered)
			st.at[r.second] = 0;
	/* One object as two arguments, of which one may be changed. */
	if (mouth && !is_library(decl) && callee(call) && !begins(name, "__"))
		for (unsigned i = 0; i < count; i++)
			for (unsigned j = i + 1; j < count; j++) {
				tree a = gimple_call_arg(call, i), b = gimple_call_arg(call, j);
				tree one = owner_loaded(definition(a)), two = owner_loaded(definition(b));
				if (!one || one != two || counted_owner(one) || is_lent_record(TREE_TYPE(one)))
					continue;
				tree types = TYPE_ARG_TYPES(TREE_TYPE(callee(call)));
				bool mut = false;
				unsigned k = 0;
				for (tree t = types; t && k < count; t = TREE_CHAIN(t), k++)
					if ((k == i || k == j) && POINTER_TYPE_P(TREE_VALUE(t)) &&
					    !TYPE_READONLY(TREE_TYPE(TREE_VALUE(t))))
						mut = true;
				if (mut)
					report(call, "alias", "the object of " + quoted(name_of(one)) +
					       " is passed twice, and the function may change it (like Rust E0499, E0502)");
			}
}
