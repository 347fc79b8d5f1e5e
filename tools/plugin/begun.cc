// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rule init: what has a name_init() is initialised before it is used. Only of what is defined in the file
 * itself, because then nobody else can call that function; of a kind, not of one object; and only where
 * objects are made.
 */
#include "check.h"

static std::map<std::string, bool> inits;	/* name -> is its name_init() called? */

/* Behind the parser, because gcc throws away what nobody calls. */
void note_init(tree fndecl)
{
	std::string name = name_of(fndecl);
	location_t where = user_line(DECL_SOURCE_LOCATION(fndecl));

	if (has_role(fndecl, "init") && ends(name.c_str(), "_init") && LOCATION_FILE(where) &&
	    !strcmp(LOCATION_FILE(where), main_input_filename))
		inits[name.substr(0, name.size() - strlen("_init"))] = false;
}

/* Of which of them is this a function, by its name or by what it is given? */
static std::string one_of(gimple *call)
{
	std::string name = callee_name(call), found;

	if (gimple_call_num_args(call))
		if (std::string type = type_name(pointed_to(gimple_call_arg(call, 0))); inits.count(type))
			return type;
	for (auto &one : inits)
		for (const char *prefix : { "", "__" })
			if (begins(name.c_str(), (prefix + one.first + "_").c_str()) && one.first.size() > found.size())
				found = one.first;
	return found;
}

void never_begun()
{
	std::map<std::string, gimple *> uses;
	cgraph_node *node;
	basic_block bb;
	bool made = false;

	if (inits.empty())
		return;
	FOR_EACH_FUNCTION_WITH_GIMPLE_BODY(node) {
		tree fndecl = node->decl;

		if (!is_ssa_function(fndecl) || is_kernels(fndecl))
			continue;
		FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(fndecl))
			for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
				gimple *stmt = gsi_stmt(gsi);
				tree fn = callee(stmt);

				/* By whatever way: a pointer to it, too. */
				for (unsigned i = 0; i < gimple_num_ops(stmt); i++)
					if (tree operand = gimple_op(stmt, i); operand && TREE_CODE(operand) == ADDR_EXPR &&
					    TREE_CODE(TREE_OPERAND(operand, 0)) == FUNCTION_DECL && has_role(TREE_OPERAND(operand, 0), "init")) {
						std::string its = name_of(TREE_OPERAND(operand, 0));
						if (ends(its.c_str(), "_init"))
							inits[its.substr(0, its.size() - strlen("_init"))] = true;
					}
				if (!fn || has_role(fn, "init") || is_library(fndecl) || !is_library(fn))
					continue;
				made |= ends(name_of(fn), "_memory");	/* own_alloc() */
				if (std::string one = one_of(stmt); !one.empty() && !uses.count(one))
					uses[one] = stmt;
			}
	}
	for (auto &one : uses)
		if (made && !inits[one.first])
			warning_at(user_line(gimple_location(one.second)), 0, "own: %qs is used here, and nothing in this file calls "
				   "%<%s_init()%>, without which it does not work (like Rust E0381) [own-check=init]",
				   one.first.c_str(), one.first.c_str());
	inits.clear();
}
