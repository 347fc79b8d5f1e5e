// SPDX-License-Identifier: GPL-2.0-only
/* What --plain knows of the kernel's functions and macros, by name. */
#include "plain.h"

static const Registering frees[] = {
	{ "kfree", 0 }, { "kvfree", 0 }, { "vfree", 0 }, { "kfree_sensitive", 0 }, { "kvfree_sensitive", 0 },
	{ "kfree_const", 0 }, { "kmem_cache_free", 1 }, { "mempool_free", 0 }, { "devm_kfree", 1 },
	{ "kfree_skb", 0 }, { "consume_skb", 0 }, { "free_netdev", 0 },
};

template <size_t length> static bool among(const char *const (&table)[length], const char *name)
{
	for (const char *one : table)
		if (!strcmp(name, one))
			return true;
	return false;
}

int plain_freed(const char *name)
{
	for (auto &one : frees)
		if (!strcmp(name, one.name))
			return one.argument;
	return -1;
}

bool plain_puts(const char *name)
{
	static const char *const all[] = { "kref_put", "kref_put_mutex", "kref_put_lock" };

	return among(all, name);
}

bool plain_gets(const char *name)
{
	static const char *const all[] = { "kref_get", "kref_get_unless_zero" };

	return among(all, name);
}

/* These look at the pointer and not behind it. */
bool plain_no_use(const char *name)
{
	static const char *const all[] = {
		"IS_ERR", "IS_ERR_OR_NULL", "PTR_ERR", "PTR_ERR_OR_ZERO", "ERR_CAST", "list_is_head", "_printk",
		"__warn_printk", "__builtin_expect", "__builtin_constant_p", "__builtin_object_size",
		"__builtin_dynamic_object_size", "__must_check_fn", "is_vmalloc_addr",
	};

	return among(all, name) || begins(name, "_dev_") || begins(name, "trace_") ||
	       begins(name, "__dynamic_") || begins(name, "__trace_") ||
	       /* The release function of a kref tells it, and its caller ends the object. */
	       begins(name, "wait_for_completion");
}

/* These return an ERR_PTR() if they fail. */
bool plain_fails_with_errno(const char *name)
{
	static const char *const all[] = {
		"memdup_user", "memdup_user_nul", "vmemdup_user", "strndup_user", "memdup_array_user",
		"kthread_create_on_node", "kthread_create_on_cpu", "kthread_create_worker", "filp_open",
		"file_open_root", "dentry_open", "kern_path_create", "anon_inode_getfile", "eventfd_ctx_fdget",
		"eventfd_ctx_fileget", "class_create", "device_create", "device_create_with_groups",
		"platform_device_register_full", "clk_get", "devm_clk_get", "devm_clk_get_enabled",
		"regulator_get", "devm_regulator_get", "gpiod_get", "devm_gpiod_get", "devm_gpiod_get_optional",
		"devm_reset_control_get", "devm_platform_ioremap_resource", "devm_ioremap_resource",
		"devm_platform_get_and_ioremap_resource", "__devm_regmap_init_i2c", "__devm_regmap_init_spi",
		"__devm_regmap_init_mmio_clk", "syscon_regmap_lookup_by_phandle", "crypto_alloc_shash",
		"crypto_alloc_ahash", "crypto_alloc_skcipher", "crypto_alloc_aead", "dma_request_chan",
		"dma_buf_get",
	};

	return among(all, name);
}

/* Behind a call of these, memory is what it was. */
bool plain_leaves_memory(const char *name)
{
	static const char *const all[] = {
		"ERR_PTR", "kref_get", "kref_put", "kref_init", "mutex_lock", "mutex_unlock", "kmalloc_noprof",
		"kzalloc_noprof", "__kmalloc_noprof", "kmemdup_noprof", "kstrdup_noprof", "msleep",
	};

	return plain_freed(name) >= 0 || plain_no_use(name) || among(all, name) || begins(name, "__free_");
}

/* Was this made by a macro whose name begins so? */
bool in_macro(location_t where, const char *with)
{
	while (linemap_macro_expansion_map_p(linemap_lookup(line_table, where))) {
		const line_map *map = linemap_lookup(line_table, where);

		if (begins(linemap_map_get_macro_name(linemap_check_macro(map)), with))
			return true;
		where = linemap_unwind_toward_expansion(line_table, where, &map);
	}
	return false;
}

/* Does the function behind a __free() test for ERR_PTR()? */
bool knows_error_pointers(tree destructor)
{
	basic_block bb;

	if (!is_ssa_function(destructor))
		return true;
	FOR_EACH_BB_FN(bb, DECL_STRUCT_FUNCTION(destructor))
		for (auto gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			if (begins(callee_name(gsi_stmt(gsi)), "IS_ERR"))
				return true;
	return false;
}

static std::map<tree, Ends> known;

/* The parameters whose objects a function of this file ends whatever happens. */
Ends plain_ends(tree fndecl)
{
	if (!is_ssa_function(fndecl) || is_kernels(fndecl) || is_library(fndecl))
		return {};
	auto one = known.find(fndecl);
	if (one != known.end())
		return one->second;
	known[fndecl] = {};
	push_cfun(DECL_STRUCT_FUNCTION(fndecl));
	Ends ends = PlainReader(fndecl, true).ends_parameters();
	pop_cfun();
	return known[fndecl] = ends;
}

void forget_plain()
{
	known.clear();
}
