// SPDX-License-Identifier: GPL-2.0-only
/*
 * A plugin for QEMU (tools/vm/vm run --icount --plugin) that tells what is done with preemption
 * off, that is under a spinlock, and what waiting costs. Each mark_end() adds a line to the file
 * out=FILE, of what was between the marks on the processors that said mark_processor():
 *
 *	instructions	without those of interrupts
 *	of them waiting	in the functions that were told
 *	locked		operations, outside of these functions
 *	longest		stretch of instructions with preemption off that the driver began
 *	longest of all	likewise, whoever began it
 *	where		the address of who began the longest of all
 *
 * A stretch is counted in blocks, of which the last counts whole, so it is a few instructions too
 * long. scale.c tells the addresses, before anything counts: what preemption is counted in, where
 * the driver begins and ends, and of each function in which one waits the same.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin.h"

enum { MARK_BEGIN = 1, MARK_END, MARK_PROCESSOR };

#define MOST_CPUS	16
#define MOST_TOLD	40
/* The count of preemption has the depth in its low byte, and interrupts above it. */
#define DEPTH		0xff

static FILE *out;
static uint64_t plugin;
static bool between;

/* Addresses of the kernel, of which the upper half is known. */
static uint32_t told[MOST_TOLD];
static size_t nr_told;

static struct processor {
	bool counts;
	unsigned int preemption;
	uint32_t block, before;		/* which are executed */
	bool waits;
	unsigned long stretch;
	uint32_t began;
	unsigned long instructions, waiting, locked, longest, longest_of_all;
	uint32_t where;
} processors[MOST_CPUS];

struct block {
	uint64_t address;
	size_t instructions;
};

struct change {
	uint32_t address;
	int amount;
};

static bool within(uint32_t address, size_t pair)
{
	return pair + 1 < nr_told && address >= told[pair] && address < told[pair + 1];
}

static bool waits_in(uint64_t address)
{
	if (!(address >> 63))
		return false;
	for (size_t i = 3; i < nr_told; i += 2) {
		if (within(address, i))
			return true;
	}
	return false;
}

static void enter(unsigned int cpu, void *data)
{
	struct processor *here = &processors[cpu];
	const struct block *block = data;

	if (!between || !here->counts)
		return;
	here->before = here->block;
	here->block = block->address >> 63 ? block->address : 0;
	/* In user space preemption is on, also if the kernel has set the count to a number. */
	if (!(block->address >> 63))
		here->preemption = 0;
	if (here->preemption & ~DEPTH)
		return;
	here->waits = waits_in(block->address);
	here->instructions += block->instructions;
	if (here->waits)
		here->waiting += block->instructions;
	if (here->preemption)
		here->stretch += block->instructions;
}

static void change(unsigned int cpu, void *data)
{
	struct processor *here = &processors[cpu];
	const struct change *by = data;
	unsigned int was = here->preemption;

	if (!nr_told || by->address != told[0])
		return;
	here->preemption += by->amount;
	if ((was | here->preemption) & ~DEPTH)
		return;
	if (!was) {
		here->stretch = 0;
		here->began = here->before;
	} else if (!here->preemption) {
		if (within(here->began, 1) && here->stretch > here->longest)
			here->longest = here->stretch;
		if (here->stretch > here->longest_of_all) {
			here->longest_of_all = here->stretch;
			here->where = here->began;
		}
	}
}

static void lock(unsigned int cpu, void *data)
{
	(void)data;
	processors[cpu].locked += between && !processors[cpu].waits &&
				  !(processors[cpu].preemption & ~DEPTH);
}

static void begin(unsigned int cpu, void *data)
{
	(void)cpu;
	(void)data;
	for (struct processor *one = processors; one < processors + MOST_CPUS; one++) {
		one->instructions = 0;
		one->waiting = 0;
		one->locked = 0;
		one->longest = 0;
		one->longest_of_all = 0;
		one->stretch = 0;
	}
	between = true;
}

static void end(unsigned int cpu, void *data)
{
	struct processor sum = { };

	(void)cpu;
	(void)data;
	for (const struct processor *one = processors; one < processors + MOST_CPUS; one++) {
		sum.instructions += one->instructions;
		sum.waiting += one->waiting;
		sum.locked += one->locked;
		if (one->longest > sum.longest)
			sum.longest = one->longest;
		if (one->longest_of_all > sum.longest_of_all) {
			sum.longest_of_all = one->longest_of_all;
			sum.where = one->where;
		}
	}
	fprintf(out, "%lu %lu %lu %lu %lu %x\n", sum.instructions, sum.waiting, sum.locked,
		sum.longest, sum.longest_of_all, sum.where);
	fflush(out);
	between = false;
}

/* It is executed in user space, where preemption is on. */
static void processor(unsigned int cpu, void *data)
{
	(void)data;
	if (cpu >= MOST_CPUS)
		abort();
	processors[cpu].counts = true;
	processors[cpu].preemption = 0;
}

static int signed_of(const uint8_t *code)
{
	int32_t number;

	memcpy(&number, code, sizeof(number));
	return number;
}

/*
 * Does it add to a number of the processor's own, of 32 bits, whose address is given relative to
 * the instruction? inc, dec, add and sub with a constant.
 */
static bool changes(const uint8_t *code, size_t size, uint64_t address, struct change *by)
{
	if (size < 7 || code[0] != 0x65 || (code[2] & 0xc7) != 0x05)
		return false;
	if (code[1] == 0xff && size == 7 && (code[2] & 0x38) <= 0x08)
		by->amount = code[2] & 0x38 ? -1 : 1;
	else if (code[1] == 0x83 && size == 8)
		by->amount = (int8_t)code[7];
	else if (code[1] == 0x81 && size == 11)
		by->amount = signed_of(code + 7);
	else
		return false;
	if (code[1] != 0xff) {
		if ((code[2] & 0x38) == 0x28)
			by->amount = -by->amount;
		else if (code[2] & 0x38)
			return false;
	}
	by->address = address + size + signed_of(code + 3);
	return true;
}

/*
 * An address that is told is a no-operation of 9 bytes, and which one it is, is where it lies in
 * its page. Those of compilers, which fill gaps, carry 0.
 */
static bool hear(const uint8_t *code, size_t size, uint64_t address)
{
	static const uint8_t nop[] = { 0x66, 0x0f, 0x1f, 0x84, 0x00 };
	size_t i = address % 4096 / 9;

	if (size != 9 || memcmp(code, nop, sizeof(nop)) || !signed_of(code + 5) ||
	    i >= MOST_TOLD)
		return false;
	told[i] = signed_of(code + 5);
	nr_told = i + 1 > nr_told ? i + 1 : nr_told;
	return true;
}

static void *kept(const void *from, size_t size)
{
	void *copy = malloc(size);

	if (!copy)
		abort();
	return memcpy(copy, from, size);
}

static void translated(uint64_t id, struct qemu_plugin_tb *tb);

/* What was translated before has no callbacks, and is forgotten. */
static void heard(uint64_t id)
{
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
}

static void start(unsigned int cpu, void *data)
{
	static bool started;

	(void)cpu;
	(void)data;
	if (!started)
		qemu_plugin_reset(plugin, heard);
	started = true;
}

/* Until something is told nothing is counted, so that the machine boots in less time. */
static void waiting(uint64_t id, struct qemu_plugin_tb *tb)
{
	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
		struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(tb, i);
		uint8_t code[MOST_CODE] = { };
		size_t size = code_of(instruction, code);

		if (hear(code, size, qemu_plugin_insn_vaddr(instruction)))
			qemu_plugin_register_vcpu_insn_exec_cb(instruction, start, 0, NULL);
	}
}

static void translated(uint64_t id, struct qemu_plugin_tb *tb)
{
	struct block block = { qemu_plugin_tb_vaddr(tb), qemu_plugin_tb_n_insns(tb) };

	(void)id;
	qemu_plugin_register_vcpu_tb_exec_cb(tb, enter, 0, kept(&block, sizeof(block)));
	for (size_t i = 0; i < block.instructions; i++) {
		struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(tb, i);
		void (*callback)(unsigned int cpu, void *data) = NULL;
		uint8_t code[MOST_CODE] = { };
		size_t size = code_of(instruction, code);
		void *data = NULL;
		struct change by;
		int number = 0;

		hear(code, size, qemu_plugin_insn_vaddr(instruction));
		switch (kind_of(code, size, &number)) {
		case MARK:
			callback = number == MARK_BEGIN ? begin : number == MARK_END ? end :
				   number == MARK_PROCESSOR ? processor : NULL;
			break;
		case LOCKED:
			callback = lock;
			break;
		default:
			if (changes(code, size, qemu_plugin_insn_vaddr(instruction), &by)) {
				callback = change;
				data = kept(&by, sizeof(by));
			}
		}
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
	}
	if (!out)
		return -1;
	plugin = id;
	qemu_plugin_register_vcpu_tb_trans_cb(id, waiting);
	return 0;
}
