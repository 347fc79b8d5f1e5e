// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rule plain-break: scoped_guard() is a loop that runs once, so break and continue in it leave
 * the guard and not the loop around. Looked for before gcc makes gotos of them.
 */
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gcc-plugin.h"
#include "tree.h"
/* Goes before what check.h includes. */
#include "c-family/c-common.h"
#include "tree-iterator.h"
#include "plain.h"

namespace {

struct Around {
	char what;		/* 'g': a guard, 'l': a loop, 's': a switch, 0 */
	char outer;		/* around the guard: 'l', 's', 0 */
	bool last;		/* nothing follows in the loop's body */
	bool guard_last;	/* nor behind the guard */
	location_t guard;
};

bool by_guard(location_t where)
{
	return in_macro(where, "scoped_guard") || in_macro(where, "scoped_cond_guard");
}

void say(tree stmt, const char *word, const Around &around)
{
	location_t where = EXPR_LOCATION(stmt);

	if (by_guard(where))
		return;
	auto_diagnostic_group group;
	std::string text = std::string("own: likely: '") + word + "' leaves scoped_guard() and not the " +
		(around.outer == 'l' ? "loop" : "switch") + " around it [own-check=plain-break]";
	if (warning_at(user_line(where), 0, "%s", text.c_str()))
		inform(user_line(around.guard), "the guard is here");
}

void walk(tree stmt, Around around);

/* Statements that follow one another: is there something behind? */
void walk_list(tree list, const Around &around)
{
	std::vector<tree> all;

	for (auto i = tsi_start(list); !tsi_end_p(i); tsi_next(&i))
		all.push_back(tsi_stmt(i));
	for (size_t i = 0; i < all.size(); i++) {
		Around inner = around;
		for (size_t k = i + 1; k < all.size(); k++) {
			tree next = all[k];
			if (TREE_CODE(next) == LABEL_EXPR || TREE_CODE(next) == DECL_EXPR)
				continue;
			/* Out of the loop or switch either way, or on to its next round. */
			if (around.what == 's' && (TREE_CODE(next) == BREAK_STMT || TREE_CODE(next) == RETURN_EXPR))
				inner.last = true;
			else if (TREE_CODE(next) != CONTINUE_STMT || around.what == 'g')
				inner.last = false;
			break;
		}
		walk(all[i], inner);
	}
}

void walk_loop(tree body, char what)
{
	walk(body, { what, 0, what == 'l', false, UNKNOWN_LOCATION });
}

void walk(tree stmt, Around around)
{
	if (!stmt)
		return;
	switch (TREE_CODE(stmt)) {
	case STATEMENT_LIST:
		walk_list(stmt, around);
		break;
	case BIND_EXPR:
		walk(BIND_EXPR_BODY(stmt), around);
		break;
	case TRY_FINALLY_EXPR: case CLEANUP_POINT_EXPR:
		walk(TREE_OPERAND(stmt, 0), around);
		break;
	case COND_EXPR:
		walk(COND_EXPR_THEN(stmt), around);
		walk(COND_EXPR_ELSE(stmt), around);
		break;
	case FOR_STMT:
		if (by_guard(EXPR_LOCATION(stmt))) {
			Around inner = around;
			if (around.what != 'g') {
				inner.outer = around.what;
				inner.guard_last = around.last;
			}
			inner.what = 'g';
			inner.guard = EXPR_LOCATION(stmt);
			walk(FOR_BODY(stmt), inner);
		} else {
			walk_loop(FOR_BODY(stmt), 'l');
		}
		break;
	case WHILE_STMT:
		walk_loop(WHILE_BODY(stmt), 'l');
		break;
	case DO_STMT:
		/* Of a macro: it is no loop that a reader thinks of. */
		walk_loop(DO_BODY(stmt), DO_COND(stmt) && integer_zerop(DO_COND(stmt)) ? 0 : 'l');
		break;
	case SWITCH_STMT:
		walk_loop(SWITCH_STMT_BODY(stmt), 's');
		break;
	case BREAK_STMT:
		if (around.what == 'g' && (around.outer == 'l' || (around.outer == 's' && !around.guard_last)))
			say(stmt, "break", around);
		break;
	case CONTINUE_STMT:
		if (around.what == 'g' && around.outer == 'l' && !around.guard_last)
			say(stmt, "continue", around);
		break;
	default:
		break;
	}
}

} // namespace

void read_breaks(void *fndecl, void *)
{
	tree decl = (tree)fndecl;

	if (TREE_CODE(decl) == FUNCTION_DECL && DECL_SAVED_TREE(decl) && !is_kernels(decl))
		walk(DECL_SAVED_TREE(decl), { 0, 0, false, false, UNKNOWN_LOCATION });
}
