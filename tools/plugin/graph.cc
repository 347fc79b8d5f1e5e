// SPDX-License-Identifier: GPL-2.0-only
/* The loans of one function as a picture for graphviz: who lends, and which variables have it. */
#include "check.h"

void Checker::graph()
{
	if (options.graph_function.empty() || options.graph_function != name_of(decl))
		return;
	FILE *file = fopen(options.graph_file.c_str(), "w");
	if (!file) {
		error("own-check cannot write %qs", options.graph_file.c_str());
		return;
	}
	std::set<std::string> edges;
	for (auto &one : value_of_ssa) {
		tree variable = TREE_CODE(one.first) == SSA_NAME ? SSA_NAME_VAR(one.first) : NULL_TREE;

		/* Only what the user wrote has a name that says something. */
		if (!variable || !*name_of(variable) || spelt_in_own(DECL_SOURCE_LOCATION(variable)))
			continue;
		for (int o : from[one.second])
			edges.insert("\t\"" + lender(origins[o]) + "\" -> \"" + name_of(variable) + "\" [label=\"line " +
				     std::to_string(expand_location(user_line(made[one.second])).line) + "\"];\n");
	}
	fprintf(file, "digraph \"%s\" {\n\trankdir=LR;\n\tnode [shape=box];\n", name_of(decl));
	for (auto &one : edges)
		fputs(one.c_str(), file);
	fputs("}\n", file);
	fclose(file);
}
