// SPDX-License-Identifier: GPL-2.0-only
/* What is likely wrong: what a statement ends on a path, and what it uses that has ended. */
#include "plain.h"

static const int taken_from = 1 << 29;

void PlainReader::report(gimple *stmt, const char *rule, const std::string &text, location_t since,
			 const std::string &note, location_t where)
{
	where = user_line(where ? where : gimple_location(stmt));
	if (where <= BUILTINS_LOCATION)
		where = came ? user_line(came) : since ? user_line(since) : DECL_SOURCE_LOCATION(decl);
	if (only_summary || !said.insert({ where, since }).second)
		return;
	auto_diagnostic_group group;
	if (warning_at(where, 0, "own: likely: %s [own-check=plain-%s]", text.c_str(), rule) && since)
		inform(user_line(since), "%s", note.c_str());
}

void PlainReader::use(Path &path, gimple *stmt, const Pointer &pointer, const char *how, bool behind)
{
	auto one = path.ended.find(pointer.id);

	if (one == path.ended.end() || pointer.id == -1)
		return;
	Ended ended = one->second;
	location_t where = gimple_location(stmt);
	if (ended.how == MOVED) {
		report(stmt, "taken", std::string("this is NULL, for no_free_ptr() was used on it, and is ") + how,
		       ended.at, "it was taken here");
		return;
	}
	if (ended.how == HEAD) {
		/* The list's head itself may be looked at, and is a place to add at. */
		bool in_head = pointer.offset == Pointer::SOMEWHERE ||
			(pointer.offset >= ended.offset && pointer.offset < ended.offset + 2 * (HOST_WIDE_INT)POINTER_SIZE);
		if (!in_head)
			report(stmt, "iterator", std::string("the cursor of list_for_each_entry() is ") + how +
			       " behind the loop, where it points to no element", ended.at, "the loop ended here");
		return;
	}
	if (ended.how == ELEMENT)
		return;
	if (ended.how == UNCHECKED) {
		if (behind && sign(path, { pointer.id, 0 }) & NEGATIVE) {
			report(stmt, "unchecked", std::string("what may be an ERR_PTR() is ") + how + " without IS_ERR()",
			       ended.at, "it was had here");
			path.ended.erase(one);
		}
		return;
	}
	if (!(sign(path, { pointer.id, 0 }) & POSITIVE))
		return;
	if (ended.how == PUT) {
		report(stmt, "put", std::string("an object is ") + how + " after this function gave back its reference",
		       ended.at, "it was put here");
		return;
	}
	if (behind && in_macro(where, "list_for_each_entry") && !in_macro(where, "list_for_each_entry_safe"))
		report(stmt, "walk", "the element of list_for_each_entry() is freed in the loop, which then reads "
		       "where the next one is: use list_for_each_entry_safe()", ended.at, "it was freed here");
	else
		report(stmt, "freed", std::string("an object is ") + how + " after it was freed", ended.at,
		       "it was freed here");
}

void PlainReader::look_behind(Path &path, gimple *stmt, tree ref)
{
	tree base = get_base_address(ref);

	if (base && TREE_CODE(base) == MEM_REF && TREE_CODE(TREE_OPERAND(base, 0)) == SSA_NAME)
		use(path, stmt, place(path, ref), "used", true);
}

void PlainReader::end(Path &path, gimple *stmt, const Pointer &pointer, End how)
{
	auto one = path.ended.find(pointer.id);

	if (pointer.id < 0 || pointer.id >= 1 << 28)
		return;
	/* Nobody frees the middle of an object: on this path, which cannot be, it is another. */
	if (how == FREED && pointer.offset > 0)
		return;
	if (!(sign(path, { pointer.id, 0 }) & POSITIVE) || !(sign(path, pointer) & POSITIVE))
		return;
	if (one != path.ended.end() && one->second.how == UNCHECKED && how == FREED &&
	    sign(path, pointer) & NEGATIVE)
		report(stmt, "unchecked", "what may be an ERR_PTR() is freed without IS_ERR()", one->second.at,
		       "it was had here");
	if (one != path.ended.end() && one->second.how == FREED && how == FREED)
		report(stmt, "double", "an object is freed a second time", one->second.at, "it was freed here first");
	else if (one != path.ended.end() && (one->second.how == FREED || one->second.how == PUT))
		report(stmt, "put", how == PUT ? "a reference is given back that this function no longer has" :
		       "an object is freed after this function gave back its reference", one->second.at,
		       "it was given back here");
	path.ended[pointer.id] = { how, gimple_location(stmt), 0 };
}

/* The end of the scope of a variable with __free() or of a guard. */
void PlainReader::clean(Path &path, gcall *call, tree variable)
{
	const char *name = callee_name(call);
	bool guard = begins(name, "class_");
	Pointer where = place(path, variable);
	auto found = path.memory.find(where);
	location_t declared = DECL_SOURCE_LOCATION(variable);

	if (!path.filled.count(DECL_UID(variable))) {
		/* A goto over its declaration, or no value at all. */
		report(call, guard ? "jumped" : "uninit", guard ?
		       "a guard ends that was never taken, on a path that goes over its declaration" :
		       quoted(name_of(variable)) + " has no value on some path to the end of its scope, where __free() "
		       "uses it", 0, "", declared);
		return;
	}
	if (found == path.memory.end())
		return;
	Pointer held = found->second;
	auto one = path.ended.find(held.id);
	if (guard) {
		if (one != path.ended.end() && one->second.how <= PUT &&
		    sign(path, { held.id, 0 }) & POSITIVE)
			report(call, "guard", "an object goes away under a guard of its own lock", one->second.at,
			       "it went here", declared);
		return;
	}
	if (sign(path, held) == NEGATIVE && !knows_error_pointers(callee(call)))
		report(call, "errptr", quoted(name_of(variable)) + " is an ERR_PTR() at the end of its scope, and its "
		       "__free() does not know those", 0, "", declared);
	else if (one != path.ended.end() && one->second.how == FREED && sign(path, held) & POSITIVE)
		report(call, "double", quoted(name_of(variable)) + " is freed by hand, and again by __free() at the end "
		       "of its scope", one->second.at, "it was freed here first", declared);
	else if (sign(path, held) & POSITIVE && held.id >= 0 && held.id < 1 << 28 &&
		 (one == path.ended.end() || one->second.how >= UNCHECKED))
		path.ended[held.id] = { FREED, declared, 0 };
}

void PlainReader::call(Path &path, gcall *call)
{
	const char *name = callee_name(call);
	unsigned count = gimple_call_num_args(call);
	tree first = count ? address_of_local(gimple_call_arg(call, 0)) : NULL_TREE;
	int freed = plain_freed(name);
	Ends ends = plain_ends(callee(call));

	if (first && cleaned.count(first) && (begins(name, "__free_") || (begins(name, "class_") && ::ends(name, "_destructor")))) {
		clean(path, call, first);
		return;
	}
	for (unsigned i = 0; i < count; i++) {
		tree argument = gimple_call_arg(call, i);
		if (!POINTER_TYPE_P(TREE_TYPE(argument)))
			continue;
		Pointer pointer = value(path, argument);
		if (tree variable = address_of_local(argument))
			path.filled.insert(DECL_UID(variable));
		if ((int)i == freed || ends.freed >> i & 1)
			end(path, call, pointer, FREED);
		else if ((plain_puts(name) && i == 0) || ends.put >> i & 1) {
			/* Who puts what a __free() puts again has two. */
			bool twice = false;
			for (tree one : cleaned) {
				auto held = path.memory.find(place(path, one));
				twice |= held != path.memory.end() && held->second == pointer;
			}
			auto had = path.references.insert({ pointer.id, 1 + twice }).first;
			if (--had->second <= 0)
				end(path, call, pointer, PUT);
		} else if ((plain_gets(name) || !strcmp(name, "kref_init")) && i == 0) {
			auto had = path.references.insert({ pointer.id, 1 }).first;
			use(path, call, pointer, "used", false);
			had->second += plain_gets(name);
		} else if (!plain_no_use(name) && freed < 0) {
			use(path, call, pointer, "passed on", false);
		}
	}
	forget_memory(path, call);
}

void PlainReader::leave(Path &path, greturn *stmt)
{
	Ends mask;
	unsigned i = 0;

	came = path.came;
	if (answer && TREE_CODE(answer) == SSA_NAME && POINTER_TYPE_P(TREE_TYPE(answer)))
		use(path, stmt, value(path, answer), "returned", false);
	came = 0;
	returned = true;
	for (tree p = DECL_ARGUMENTS(decl); p && i < 32; p = DECL_CHAIN(p), i++) {
		tree name = is_gimple_reg(p) && POINTER_TYPE_P(TREE_TYPE(p)) ? ssa_default_def(fun, p) : NULL_TREE;
		if (!name)
			continue;
		Pointer it = value(path, name);
		auto one = path.ended.find(it.id);
		bool none = !(sign(path, it) & POSITIVE), ended = one != path.ended.end();
		if (none || (ended && one->second.how == FREED))
			mask.freed |= 1u << i;
		if (none || (ended && (one->second.how == FREED || one->second.how == PUT)))
			mask.put |= 1u << i;
	}
	ending.freed &= mask.freed;
	ending.put &= mask.put;
}

static bool made_by_compiler(gimple *stmt)
{
	gimple *made = stmt;

	if (gimple_assign_single_p(stmt) && TREE_CODE(gimple_assign_rhs1(stmt)) == SSA_NAME)
		made = SSA_NAME_DEF_STMT(gimple_assign_rhs1(stmt));
	return gimple_call_internal_p(made, IFN_DEFERRED_INIT);
}

void PlainReader::step(Path &path, gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt);
	tree variable = lhs && !SSA_VAR_P(lhs) ? get_base_address(lhs) : lhs;

	if (is_gimple_debug(stmt) || gimple_code(stmt) == GIMPLE_NOP)
		return;
	if (gimple_clobber_p(stmt)) {
		if (variable && DECL_P(variable)) {
			path.filled.erase(DECL_UID(variable));
			path.memory.erase(place(path, variable));
		}
		return;
	}
	if (greturn *last = dyn_cast<greturn *>(stmt)) {
		leave(path, last);
		return;
	}
	if (gimple_assign_load_p(stmt))
		look_behind(path, stmt, gimple_assign_rhs1(stmt));
	if (lhs && TREE_CODE(lhs) != SSA_NAME)
		look_behind(path, stmt, lhs);
	/* What -ftrivial-auto-var-init stores is no value that anybody chose. */
	if (made_by_compiler(stmt))
		return;
	if (gcall *one = dyn_cast<gcall *>(stmt))
		call(path, one);
	if (lhs && TREE_CODE(lhs) != SSA_NAME && gimple_assign_single_p(stmt) && POINTER_TYPE_P(TREE_TYPE(lhs)) &&
	    !(variable && DECL_P(variable) && is_local(variable))) {
		Pointer to = place(path, lhs);
		auto one = path.ended.find(to.id);
		if (one == path.ended.end() || one->second.how >= UNCHECKED)
			use(path, stmt, value(path, gimple_assign_rhs1(stmt)), "stored", false);
	}
	define(path, stmt);
	if (!lhs || TREE_CODE(lhs) == SSA_NAME)
		return;
	Pointer to = place(path, lhs);
	for (tree one : cleaned) {
		Pointer whole = place(path, one);
		if (to.id != whole.id)
			continue;
		path.filled.insert(DECL_UID(one));
		path.ended.erase(taken_from + DECL_UID(one));
		auto now = path.memory.find(whole);
		if (now != path.memory.end() && sign(path, now->second) == NOTHING &&
		    in_macro(gimple_location(stmt), "__get_and_null")) {
			int id = taken_from + DECL_UID(one);
			now->second = { id, 0 };
			path.ended[id] = { MOVED, gimple_location(stmt), 0 };
		}
	}
}
