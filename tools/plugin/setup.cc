// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rule published: what others use untested, because it is set once before they can see it, is
 * not set after a device was registered by which they do.
 */
#include "check.h"

static const char *const registering[] = {
	"misc_register", "cdev_add", "cdev_device_add", "__register_chrdev", "device_add", "device_register",
	"__platform_driver_register", "__pci_register_driver", "usb_register_driver", "proc_create",
	"debugfs_create_file", "debugfs_create_file_full", "sysfs_create_group",
};

static std::map<tree, bool> may_publish;

void forget_published()
{
	may_publish.clear();
}

/* Does a function register something, as far as can be seen? */
static bool publishes(tree fndecl)
{
	if (!fndecl)
		return false;
	for (const char *one : registering)
		if (!strcmp(name_of(fndecl), one))
			return true;
	if (!is_ssa_function(fndecl) || is_kernels(fndecl))
		return false;
	auto known = may_publish.find(fndecl);
	if (known != may_publish.end())
		return known->second;
	may_publish[fndecl] = false;	/* of itself nothing is known */
	basic_block bb;
	bool result = false;
	FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(fndecl))
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			result |= is_gimple_call(gsi_stmt(gsi)) && publishes(callee(gsi_stmt(gsi)));
	return may_publish[fndecl] = result;
}

/* The variable of the file that a call sets once, or none. */
static tree set_once(gimple *stmt)
{
	if (!is_gimple_call(stmt) || !ends(callee_name(stmt), "_set_once") || gimple_call_num_args(stmt) != 2)
		return NULL_TREE;
	tree where = gimple_call_arg(stmt, 0);
	if (TREE_CODE(where) != ADDR_EXPR)
		return NULL_TREE;
	tree base = get_base_address(TREE_OPERAND(where, 0));
	return base && VAR_P(base) && !is_local(base) ? base : NULL_TREE;
}

/* Is one statement on every path to another? */
static bool comes_first(gimple *first, gimple *then)
{
	if (gimple_bb(first) != gimple_bb(then))
		return dominated_by_p(CDI_DOMINATORS, gimple_bb(then), gimple_bb(first));
	for (auto gsi = gsi_for_stmt(first); !gsi_end_p(gsi); gsi_next(&gsi))
		if (gsi_stmt(gsi) == then)
			return true;
	return false;
}

void Checker::published()
{
	std::vector<gimple *> set, registered_at;
	basic_block bb;

	FOR_EACH_BB_FN(bb, fun)
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			if (set_once(gsi_stmt(gsi)))
				set.push_back(gsi_stmt(gsi));
			else if (is_gimple_call(gsi_stmt(gsi)) && publishes(callee(gsi_stmt(gsi))))
				registered_at.push_back(gsi_stmt(gsi));
		}
	if (set.empty() || registered_at.empty())
		return;
	calculate_dominance_info(CDI_DOMINATORS);
	for (gimple *one : set)
		for (gimple *before : registered_at)
			if (comes_first(before, one)) {
				report(one, "published", quoted(name_of(set_once(one))) +
				       " is set here, and what may use it was registered before",
				       gimple_location(before), "it was registered here; set it first");
				break;
			}
	free_dominance_info(CDI_DOMINATORS);
}
