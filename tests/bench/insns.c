// SPDX-License-Identifier: GPL-2.0-only
/*
 * A plugin for QEMU's user mode (qemu-x86_64 -plugin) that counts the instructions that a program
 * executes, and writes the number into out=FILE at its end. A program that does the same has the
 * same count again, however busy the machine is.
 */
#include <string.h>

#include "plugin.h"

static FILE *out;
static unsigned long executed;

static void count(unsigned int cpu, void *instructions)
{
	(void)cpu;
	executed += (unsigned long)instructions;
}

static void translated(uint64_t id, struct qemu_plugin_tb *block)
{
	(void)id;
	qemu_plugin_register_vcpu_tb_exec_cb(block, count, 0,
					     (void *)qemu_plugin_tb_n_insns(block));
}

static void tell(uint64_t id, void *data)
{
	(void)id;
	(void)data;
	fprintf(out, "%lu\n", executed);
	fclose(out);
}

EXPORT int qemu_plugin_install(uint64_t id, const void *info, int argc, char **argv)
{
	(void)info;
	if (argc != 1 || strncmp(argv[0], "out=", 4))
		return -1;
	out = fopen(argv[0] + 4, "w");
	if (!out)
		return -1;
	qemu_plugin_register_atexit_cb(id, tell, NULL);
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	return 0;
}
