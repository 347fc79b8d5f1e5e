// SPDX-License-Identifier: GPL-2.0-only
/*
 * A plugin for QEMU (tools/vm/vm run --plugin) that tells what is done with preemption off, that
 * is under a spinlock, and what the calls of several processors do to each other. Of what was
 * between the marks of each processor, each mark_figure() adds a line to the file out=FILE:
 *
 *	longest		stretch of instructions with preemption off that the driver began
 *	longest of all	likewise, whoever began it
 *	calls		pairs of marks
 *	instructions	of the kernel in these calls, but for the following, for interrupts and for
 *			the return to user space, before which others may run
 *	in allocator	likewise, after the driver has called it and until it is back
 *	locked		operations among the instructions
 *	shared		accesses among the instructions to what other processors wrote, see below
 *	waited		calls in which something was waited for
 *	waiting		instructions in functions in which one waits, or in what they call
 *
 * Nothing of this depends on how fast a processor is, or when it runs, but for the last two. So
 * that there is something to wait for, whatever the host does, with at-once=on each processor
 * stops for a moment every now and then while it is in the driver. Also, accesses are only looked
 * at then.
 *
 * Shared is a write to 64 bytes which between marks another processor has written, or, in the
 * driver, a read of them: on a real machine they would travel if both did it at the same time.
 *
 * A stretch is counted in blocks, of which the last counts whole, so it is a few instructions too
 * long. scale.c tells addresses before anything counts, each with a letter that says of what.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "plugin.h"

enum { MARK_BEGIN = 1, MARK_END, MARK_FIGURE };

enum {
	PREEMPTION = 'p',	/* where it is counted */
	DRIVER = 'd',		/* its first and its last function */
	SPINS = 's',		/* likewise a function that waits and calls nobody */
	WAITS = 'w',		/* here one begins that waits, until the driver goes on */
	ALLOCATOR = 'a',	/* likewise one of the allocator */
	INTERRUPT = 'i',	/* the entry of one */
	AWAY = 'x',		/* here others may run, until the driver or user space goes on */
	KERNEL = 'k',		/* none of these */
	USER = 'u',
};

#define MOST_CPUS	16
#define MOST_TOLD	256
/* The count of preemption has the depth in its low byte, and interrupts above it. */
#define DEPTH		0xff
#define SOFT		0x100		/* one is served */
#define LINES		65536	/* of 64 bytes that are written at once */
#define UNTIL_STOP	149		/* blocks of the driver */
#define STOP_NS		200000

static FILE *out;
static uint64_t plugin;
static bool at_once;

/* Addresses of the kernel, of which the upper half is known. */
static struct {
	uint8_t what;
	uint32_t address;
} told[MOST_TOLD];
static size_t nr_told;

struct counts {
	unsigned long calls, instructions, allocator, locked, shared, waited, waiting;
};

static struct processor {
	bool between;			/* the marks */
	unsigned int preemption;
	unsigned int interrupts;	/* in which it is */
	int where;			/* in the driver, or in what it has called */
	bool works;			/* the instructions count as those of a call */
	uint32_t block, before;		/* which are executed */
	unsigned long stretch, longest, longest_of_all;
	uint32_t began;
	unsigned int blocks;		/* of the driver */
	struct counts call, sum;
} processors[MOST_CPUS];

struct block {
	uint64_t address;
	size_t instructions;
	int what;
};

struct change {
	uint32_t address;
	int amount;
};

/* Who wrote, a bit each. */
static struct line {
	_Atomic uint64_t number;
	_Atomic uint32_t writers;
} lines[LINES];

static struct line *find_line(uint64_t number)
{
	size_t i = number * 0x9e3779b97f4a7c15 >> 48;

	for (;; i = (i + 1) % LINES) {
		uint64_t there = 0;

		if (lines[i].number == number ||
		    atomic_compare_exchange_strong(&lines[i].number, &there, number) ||
		    there == number)
			return &lines[i];
	}
}

static int what_is(uint64_t address)
{
	if (!(address >> 63))
		return USER;
	for (size_t i = 0; i < nr_told; i++) {
		switch (told[i].what) {
		case DRIVER:
		case SPINS:
			if ((uint32_t)address >= told[i].address &&
			    (uint32_t)address < told[i + 1].address)
				return told[i].what;
			i++;
			break;
		case PREEMPTION:
			break;
		default:
			if ((uint32_t)address == told[i].address)
				return told[i].what;
		}
	}
	return KERNEL;
}

static bool is_driver(uint32_t address)
{
	return address && what_is(address | 0xffffffff00000000) == DRIVER;
}

/* The calls of a processor that stops are as many instructions as those of one that does not. */
static void stop(struct processor *here)
{
	if (at_once && here->blocks++ % UNTIL_STOP == 0)
		nanosleep(&(struct timespec){ .tv_nsec = STOP_NS }, NULL);
}

/* What a block counts as depends on what came before. */
static int where_now(struct processor *here, int what)
{
	switch (what) {
	case USER:
		/* There preemption is on, also if the kernel has set the count to a number. */
		here->preemption = 0;
		return USER;
	case DRIVER:
		stop(here);
		return DRIVER;
	case AWAY:
		return here->where == WAITS ? WAITS : AWAY;
	case ALLOCATOR:
		return here->where == DRIVER ? ALLOCATOR : here->where;
	case WAITS:
		return WAITS;
	default:
		return here->where == DRIVER || here->where == USER ? KERNEL : here->where;
	}
}

static void enter(unsigned int cpu, void *data)
{
	struct processor *here = &processors[cpu];
	const struct block *block = data;

	if (!here->between)
		return;
	here->works = false;
	if (block->what == INTERRUPT)
		here->interrupts++;
	/* Who goes on now has none. */
	if (block->what == AWAY || block->what == USER)
		here->interrupts = 0;
	if (here->interrupts)
		return;
	here->before = here->block;
	here->block = block->what == USER ? 0 : block->address;
	here->where = where_now(here, block->what);
	if (here->preemption && !(here->preemption & ~DEPTH))
		here->stretch += block->instructions;
	if (here->where == USER || here->where == AWAY || here->preemption & SOFT)
		return;
	if (block->what == SPINS || here->where == WAITS) {
		here->call.waiting += block->instructions;
	} else if (here->where == ALLOCATOR) {
		here->call.allocator += block->instructions;
	} else {
		here->call.instructions += block->instructions;
		here->works = true;
	}
}

static void leave_interrupt(unsigned int cpu, void *data)
{
	(void)data;
	if (processors[cpu].interrupts)
		processors[cpu].interrupts--;
}

static void change(unsigned int cpu, void *data)
{
	struct processor *here = &processors[cpu];
	const struct change *by = data;
	unsigned int was = here->preemption;

	if (!nr_told || by->address != told[0].address)
		return;
	here->preemption += by->amount;
	if ((was | here->preemption) & ~DEPTH)
		return;
	if (!was) {
		here->stretch = 0;
		here->began = here->before;
	} else if (!here->preemption && here->between) {
		if (here->stretch > here->longest_of_all)
			here->longest_of_all = here->stretch;
		if (here->stretch > here->longest && is_driver(here->began))
			here->longest = here->stretch;
	}
}

static void lock(unsigned int cpu, void *data)
{
	(void)data;
	processors[cpu].call.locked += processors[cpu].works;
}

static void access(unsigned int cpu, uint32_t info, uint64_t address, void *data)
{
	struct line *line;

	(void)data;
	if (!processors[cpu].works || !(address >> 63))
		return;
	line = find_line(address >> 6);
	processors[cpu].call.shared += !!(line->writers & ~(1U << cpu));
	if (qemu_plugin_mem_is_store(info) && !(line->writers & 1U << cpu))
		atomic_fetch_or(&line->writers, 1U << cpu);
}

/* Marks are in user space. */
static void begin(unsigned int cpu, void *data)
{
	struct processor *here = &processors[cpu];

	(void)data;
	if (cpu >= MOST_CPUS)
		abort();
	here->preemption = 0;
	here->interrupts = 0;
	here->where = USER;
	here->works = false;
	here->call = (struct counts){ };
	here->between = true;
}

static void end(unsigned int cpu, void *data)
{
	struct processor *here = &processors[cpu];

	(void)data;
	here->between = false;
	here->works = false;
	here->sum.waited += here->call.waiting > 0;
	here->sum.waiting += here->call.waiting;
	here->sum.calls++;
	here->sum.instructions += here->call.instructions;
	here->sum.allocator += here->call.allocator;
	here->sum.locked += here->call.locked;
	here->sum.shared += here->call.shared;
}

static void figure(unsigned int cpu, void *data)
{
	struct counts sum = { };
	unsigned long longest = 0, longest_of_all = 0;

	(void)cpu;
	(void)data;
	for (struct processor *one = processors; one < processors + MOST_CPUS; one++) {
		if (one->longest > longest)
			longest = one->longest;
		if (one->longest_of_all > longest_of_all)
			longest_of_all = one->longest_of_all;
		sum.calls += one->sum.calls;
		sum.instructions += one->sum.instructions;
		sum.allocator += one->sum.allocator;
		sum.locked += one->sum.locked;
		sum.shared += one->sum.shared;
		sum.waited += one->sum.waited;
		sum.waiting += one->sum.waiting;
		one->longest = 0;
		one->longest_of_all = 0;
		one->sum = (struct counts){ };
	}
	fprintf(out, "%lu %lu %lu %lu %lu %lu %lu %lu %lu\n", longest, longest_of_all, sum.calls,
		sum.instructions, sum.allocator, sum.locked, sum.shared, sum.waited, sum.waiting);
	fflush(out);
	if (at_once)
		memset(lines, 0, sizeof(lines));
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
 * What is told is a no-operation of 9 bytes, and which one it is, is where it lies in its page.
 * Those of compilers, which fill gaps, carry 0. Returns if it is the first.
 */
static bool hear(const uint8_t *code, size_t size, uint64_t address)
{
	static const uint8_t nop[] = { 0x66, 0x0f, 0x1f, 0x84 };
	size_t i = address % 4096 / 9;

	if (size != 9 || memcmp(code, nop, sizeof(nop)) || !code[4] || i >= MOST_TOLD)
		return false;
	told[i].what = code[4];
	told[i].address = signed_of(code + 5);
	nr_told = i + 1 > nr_told ? i + 1 : nr_told;
	return !i;
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

/* All is told at once. */
static void start(unsigned int cpu, void *data)
{
	(void)cpu;
	(void)data;
	qemu_plugin_reset(plugin, heard);
}

/* What is to be called when this instruction is executed, and with what. */
static void (*examine(const uint8_t *code, size_t size, uint64_t address, void **data))
	(unsigned int cpu, void *data)
{
	static const uint8_t iretq[] = { 0x48, 0xcf };
	struct change by;
	int number = 0;

	switch (kind_of(code, size, &number)) {
	case MARK:
		return number == MARK_BEGIN ? begin : number == MARK_END ? end :
		       number == MARK_FIGURE ? figure : NULL;
	case LOCKED:
		return lock;
	default:
		if (hear(code, size, address))
			return start;
		if (size == sizeof(iretq) && !memcmp(code, iretq, sizeof(iretq)))
			return leave_interrupt;
		if (!changes(code, size, address, &by))
			return NULL;
		*data = kept(&by, sizeof(by));
		return change;
	}
}

static void translated(uint64_t id, struct qemu_plugin_tb *tb)
{
	uint64_t beginning = qemu_plugin_tb_vaddr(tb);
	struct block block = { beginning, qemu_plugin_tb_n_insns(tb), what_is(beginning) };
	int looks_at = block.what == DRIVER ? PLUGIN_READ_WRITE : PLUGIN_WRITE;

	(void)id;
	qemu_plugin_register_vcpu_tb_exec_cb(tb, enter, 0, kept(&block, sizeof(block)));
	for (size_t i = 0; i < block.instructions; i++) {
		struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(tb, i);
		uint64_t address = qemu_plugin_insn_vaddr(instruction);
		void (*callback)(unsigned int cpu, void *data);
		uint8_t code[MOST_CODE] = { };
		size_t size = code_of(instruction, code);
		void *data = NULL;

		if (at_once && block.what != USER)
			qemu_plugin_register_vcpu_mem_cb(instruction, access, 0, looks_at, NULL);
		callback = examine(code, size, address, &data);
		if (callback)
			qemu_plugin_register_vcpu_insn_exec_cb(instruction, callback, 0, data);
	}
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

EXPORT int qemu_plugin_install(uint64_t id, const void *info, int argc, char **argv)
{
	(void)info;
	for (int i = 0; i < argc; i++) {
		if (!strncmp(argv[i], "out=", 4))
			out = fopen(argv[i] + 4, "w");
		else if (!strcmp(argv[i], "at-once=on"))
			at_once = true;
	}
	if (!out)
		return -1;
	plugin = id;
	qemu_plugin_register_vcpu_tb_trans_cb(id, waiting);
	return 0;
}
