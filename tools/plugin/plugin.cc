// SPDX-License-Identifier: GPL-2.0-only
/* The plugin: its options, its attributes, and where its pass stands. */
#include "plain.h"
#include "plugin-version.h"
#include "diagnostic.h"

int plugin_is_GPL_compatible;
Options options;

namespace {

const pass_data own_check_data = {
	SIMPLE_IPA_PASS, "own_check", OPTGROUP_NONE, TV_NONE, 0, 0, 0, 0, 0,
};

class own_check_pass : public simple_ipa_opt_pass {
public:
	own_check_pass() : simple_ipa_opt_pass(own_check_data, g) { }
	unsigned int execute(function *) final override
	{
		cgraph_node *node;

		if (in_lto_p)
			return 0;
		read_plain();
		if (options.plain) {
			/* Nothing is wanted of what gcc does from here on, which is most of its work. */
			diagnostic_finish(global_dc);
			exit(seen_error() ? FATAL_EXIT_CODE : SUCCESS_EXIT_CODE);
		}
		FOR_EACH_FUNCTION_WITH_GIMPLE_BODY(node)
			if (is_ssa_function(node->decl) && !is_kernels(node->decl)) {
				find_handlers(node->decl);
				find_optional(node->decl);
				find_counted(node->decl);
				find_ends(node->decl);
			}
		find_irqchips();
		find_static_handlers();
		FOR_EACH_FUNCTION_WITH_GIMPLE_BODY(node) {
			tree fndecl = node->decl;
			if (!is_ssa_function(fndecl) || is_library(fndecl))
				continue;
			if (is_kernels(fndecl))
				continue;
			push_cfun(DECL_STRUCT_FUNCTION(fndecl));
			Checker(fndecl, false).check();
			pop_cfun();
		}
		never_begun();
		forget_summaries();
		forget_atomic();
		forget_irqchips();
		forget_published();
		forget_optional();
		forget_counted();
		forget_ends();
		return 0;
	}
};

} // namespace

static const attribute_spec attributes[] = {
	{ "own_role", 1, 1, false, false, false, false, NULL, NULL },
	{ "own_lent_by", 1, 1, true, false, false, false, NULL, NULL },
	{ "own_lends", 1, 1, true, false, false, false, NULL, NULL },
	{ "own_contract", 2, 2, true, false, false, false, NULL, NULL },
};

/* What the library makes of a type is looked at in each file, whether or not that file uses it. */
static void keep_ends(void *data, void *)
{
	tree fndecl = (tree)data;

	if (TREE_CODE(fndecl) == FUNCTION_DECL)
		note_init(fndecl);
	tree p = TREE_CODE(fndecl) == FUNCTION_DECL ? DECL_ARGUMENTS(fndecl) : NULL_TREE;

	if (p && (has_role(fndecl, "drop") || has_role(fndecl, "get") || has_role(p, "ending")))
		if (cgraph_node *node = cgraph_node::get(fndecl))
			node->mark_force_output();
}

static void register_attributes(void *, void *)
{
	for (auto &one : attributes)
		register_attribute(&one);
}

int plugin_init(plugin_name_args *info, plugin_gcc_version *version)
{
	if (!plugin_default_version_check(version, &gcc_version)) {
		error("own-check was built for another gcc");
		return 1;
	}
	for (int i = 0; i < info->argc; i++) {
		if (!strcmp(info->argv[i].key, "no-peek"))
			options.peek = false;
		else if (!strcmp(info->argv[i].key, "unsure"))
			options.unsure = true;
		else if (!strcmp(info->argv[i].key, "plain"))
			options.plain = true;
		else if (!strcmp(info->argv[i].key, "graph") && info->argv[i].value &&
			 strchr(info->argv[i].value, ':')) {
			const char *colon = strchr(info->argv[i].value, ':');
			options.graph_function.assign(info->argv[i].value, colon - info->argv[i].value);
			options.graph_file = colon + 1;
		} else {
			error("own-check has no option %qs", info->argv[i].key);
			return 1;
		}
	}
	register_pass_info pass;
	pass.pass = new own_check_pass();
	pass.reference_pass_name = "build_ssa_passes";
	pass.ref_pass_instance_number = 1;
	pass.pos_op = PASS_POS_INSERT_AFTER;
	register_callback(info->base_name, PLUGIN_PASS_MANAGER_SETUP, NULL, &pass);
	register_callback(info->base_name, PLUGIN_PRE_GENERICIZE, read_breaks, NULL);
	register_callback(info->base_name, PLUGIN_FINISH_PARSE_FUNCTION, keep_ends, NULL);
	register_callback(info->base_name, PLUGIN_ATTRIBUTES, register_attributes, NULL);
	return 0;
}
