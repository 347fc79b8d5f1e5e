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
 *
 * QEMU's header for plugins is not packaged everywhere; what is used of it is declared here, as
 * of its first version, and of the fourth where PLUGIN_VERSION says so.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifndef PLUGIN_VERSION
# define PLUGIN_VERSION 1
#endif

#define EXPORT __attribute__((visibility("default")))

struct qemu_plugin_tb;
struct qemu_plugin_insn;

void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t id,
					   void (*callback)(uint64_t id,
							    struct qemu_plugin_tb *block));
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *instruction);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *instruction);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *instruction,
					    void (*callback)(unsigned int cpu, void *data),
					    int flags, void *data);
void qemu_plugin_register_atexit_cb(uint64_t id, void (*callback)(uint64_t id, void *data),
				    void *data);
#if PLUGIN_VERSION >= 3
size_t qemu_plugin_insn_data(const struct qemu_plugin_insn *instruction, void *to, size_t size);
#else
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *instruction);
#endif

EXPORT int qemu_plugin_version = PLUGIN_VERSION;

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
	static const uint8_t mark[] = { 0x0f, 0x1f, 0x84, 0x00 };
	static const uint8_t mfence[] = { 0x0f, 0xae, 0xf0 };
	bool lock = false;
	size_t i = 0;

	if (size == 8 && !memcmp(code, mark, sizeof(mark)) && !memcmp(code + 5, "nwo", 3))
		return code[4] == 1 ? begin : end;
	*data = &barriers;
	if (size == sizeof(mfence) && !memcmp(code, mfence, sizeof(mfence)))
		return count;

	for (; i < size; i++) {
		if (code[i] == 0xf0)
			lock = true;
		else if (!memchr("\x26\x2e\x36\x3e\x64\x65\x66\x67\xf2\xf3", code[i], 10))
			break;
	}
	if (i < size && (code[i] & 0xf0) == 0x40)
		i++;				/* REX */
	/* add[lq] $0, displacement(%rsp) */
	if (lock && size - i >= 5 && code[i] == 0x83 && (code[i + 1] & 0x38) == 0 &&
	    (code[i + 1] & 0x07) == 4 && code[i + 2] == 0x24 && code[size - 1] == 0)
		return count;
	*data = &locked;
	if (lock)
		return count;
	/* xchg with memory */
	if (size - i >= 2 && (code[i] & 0xfe) == 0x86 && code[i + 1] < 0xc0)
		return count;
	return NULL;
}

static void translated(uint64_t id, struct qemu_plugin_tb *block)
{
	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); i++) {
		struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(block, i);
		size_t size = qemu_plugin_insn_size(instruction);
		void (*callback)(unsigned int cpu, void *data);
		uint8_t code[16] = { };
		void *data = NULL;

		if (size > sizeof(code))
			continue;
#if PLUGIN_VERSION >= 3
		qemu_plugin_insn_data(instruction, code, size);
#else
		memcpy(code, qemu_plugin_insn_data(instruction), size);
#endif
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
