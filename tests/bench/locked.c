// SPDX-License-Identifier: GPL-2.0-only
/*
 * A plugin for QEMU (tools/vm/vm run --plugin) that counts locked operations and full barriers
 * that the machine executes, kernel and modules alike, from one mark_begin() of bench.c to the
 * next mark_end(). Each mark_end() adds a line with both numbers to the file out=FILE. With
 * where=FILE it also writes there, at the end, how often it saw each instruction between marks.
 *
 * locked	an instruction with a lock prefix, or an exchange with memory, which is locked
 *		without one
 * barrier	mfence, or what smp_mb() is on x86: a locked addition of 0 to the stack
 *
 * The kernel must boot with noreplace-smp: on a machine with one processor it would overwrite the
 * lock prefixes.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "plugin.h"

static FILE *out, *where;
static unsigned long locked, barriers;
static bool between;			/* the marks */

/* How often the instruction at an address was executed: a hash table with room to spare. */
static struct place {
	uint64_t address;
	unsigned long times;
} places[1 << 22];

#define NR_PLACES	(sizeof(places) / sizeof(places[0]))

static void count(unsigned int cpu, void *counter)
{
	(void)cpu;
	++*(unsigned long *)counter;
}

static void begin(unsigned int cpu, void *data)
{
	(void)cpu;
	(void)data;
	locked = 0;
	barriers = 0;
	between = true;
}

static void end(unsigned int cpu, void *data)
{
	(void)cpu;
	(void)data;
	fprintf(out, "%lu %lu\n", locked, barriers);
	fflush(out);
	between = false;
}

static void visit(unsigned int cpu, void *data)
{
	struct place *place = data;

	(void)cpu;
	place->times += between;
}

static struct place *find_place(uint64_t address)
{
	size_t i = address * 0x9e3779b97f4a7c15 >> 42;

	while (places[i].address && places[i].address != address)
		i = (i + 1) % NR_PLACES;
	places[i].address = address;
	return &places[i];
}

static void tell_where(uint64_t id, void *data)
{
	(void)id;
	(void)data;
	for (size_t i = 0; i < NR_PLACES; i++) {
		if (places[i].times)
			fprintf(where, "%lx %lu\n", places[i].address, places[i].times);
	}
	fclose(where);
}

/* What is to be called when this instruction is executed, and with what. */
static void (*examine(const uint8_t *code, size_t size, void **data))(unsigned int, void *)
{
	int number;

	switch (kind_of(code, size, &number)) {
	case MARK:
		return number == 1 ? begin : number == 2 ? end : NULL;
	case BARRIER:
		*data = &barriers;
		return count;
	case LOCKED:
		*data = &locked;
		return count;
	default:
		return NULL;
	}
}

static void translated(uint64_t id, struct qemu_plugin_tb *block)
{
	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); i++) {
		struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(block, i);
		void (*callback)(unsigned int cpu, void *data);
		uint8_t code[MOST_CODE] = { };
		size_t size = code_of(instruction, code);
		void *data = NULL;

		if (!size)
			continue;
		if (where) {
			data = find_place(qemu_plugin_insn_vaddr(instruction));
			qemu_plugin_register_vcpu_insn_exec_cb(instruction, visit, 0, data);
		}
		callback = examine(code, size, &data);
		if (callback)
			qemu_plugin_register_vcpu_insn_exec_cb(instruction, callback, 0, data);
	}
}

EXPORT int qemu_plugin_install(uint64_t id, const void *info, int argc, char **argv)
{
	(void)info;
	for (int i = 0; i < argc; i++) {
		if (!strncmp(argv[i], "out=", 4))
			out = fopen(argv[i] + 4, "w");
		else if (!strncmp(argv[i], "where=", 6))
			where = fopen(argv[i] + 6, "w");
	}
	if (!out || (argc > 1 && !where))
		return -1;
	if (where)
		qemu_plugin_register_atexit_cb(id, tell_where, NULL);
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	return 0;
}
