// SPDX-License-Identifier: GPL-2.0-only
/* Where something stands in the source, and whose code it is. */
#include "check.h"

/* The line that the user wrote. */
location_t user_line(location_t where)
{
	return linemap_resolve_location(line_table, where, LRK_MACRO_EXPANSION_POINT, NULL);
}

bool spelt_in_own(location_t where)
{
	location_t spelling = linemap_resolve_location(line_table, where, LRK_SPELLING_LOCATION, NULL);
	const char *file = LOCATION_FILE(spelling);

	return file && strstr(file, "own/") && strstr(file, "include/own/");
}

/* A function that a macro of the library made, or that is in its headers. */
bool is_library(tree fndecl)
{
	function *fun = DECL_STRUCT_FUNCTION(fndecl);

	return spelt_in_own(fun ? fun->function_end_locus : DECL_SOURCE_LOCATION(fndecl)) ||
	       spelt_in_own(DECL_SOURCE_LOCATION(fndecl));
}

bool is_local(tree decl)
{
	return TREE_CODE(decl) == PARM_DECL || TREE_CODE(decl) == RESULT_DECL ||
	       (VAR_P(decl) && !TREE_STATIC(decl) && !DECL_EXTERNAL(decl));
}

bool is_ssa_function(tree fndecl)
{
	function *fun = fndecl ? DECL_STRUCT_FUNCTION(fndecl) : NULL;

	return fun && fun->cfg && gimple_in_ssa_p(fun);
}

std::string quoted(const char *name)
{
	return std::string("'") + (*name ? name : "?") + "'";
}

/* The kernel's own inline functions have nothing of ours. */
bool is_kernels(tree fndecl)
{
	expanded_location at = expand_location(DECL_SOURCE_LOCATION(fndecl));

	return at.file && (strstr(at.file, "/include/linux/") || strstr(at.file, "/include/asm") ||
			   strstr(at.file, "/arch/x86/include/"));
}
