/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What plugins for QEMU have in common here: the marks of calls.h, and what a locked operation is.
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
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *block,
					  void (*callback)(unsigned int cpu, void *data),
					  int flags, void *data);
void qemu_plugin_reset(uint64_t id, void (*callback)(uint64_t id));
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *instruction);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *block);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *instruction);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *instruction,
					    void (*callback)(unsigned int cpu, void *data),
					    int flags, void *data);
enum { PLUGIN_READ = 1, PLUGIN_WRITE, PLUGIN_READ_WRITE };
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *instruction,
				      void (*callback)(unsigned int cpu, uint32_t info,
						       uint64_t address, void *data),
				      int flags, int accesses, void *data);
bool qemu_plugin_mem_is_store(uint32_t info);
void qemu_plugin_register_atexit_cb(uint64_t id, void (*callback)(uint64_t id, void *data),
				    void *data);
#if PLUGIN_VERSION >= 3
size_t qemu_plugin_insn_data(const struct qemu_plugin_insn *instruction, void *to, size_t size);
#else
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *instruction);
#endif

EXPORT int qemu_plugin_version = PLUGIN_VERSION;

/* At most so many bytes of an instruction are looked at; a longer one is none of ours. */
#define MOST_CODE	16

static inline size_t code_of(struct qemu_plugin_insn *instruction, uint8_t code[MOST_CODE])
{
	size_t size = qemu_plugin_insn_size(instruction);

	if (size > MOST_CODE)
		return 0;
#if PLUGIN_VERSION >= 3
	qemu_plugin_insn_data(instruction, code, size);
#else
	memcpy(code, qemu_plugin_insn_data(instruction), size);
#endif
	return size;
}

enum kind { OTHER, MARK, BARRIER, LOCKED };

/* What an instruction is; of a mark, its number. */
static inline enum kind kind_of(const uint8_t *code, size_t size, int *number)
{
	static const uint8_t mark[] = { 0x0f, 0x1f, 0x84, 0x00 };
	static const uint8_t mfence[] = { 0x0f, 0xae, 0xf0 };
	bool lock = false;
	size_t i = 0;

	if (size == 8 && !memcmp(code, mark, sizeof(mark)) && !memcmp(code + 5, "nwo", 3)) {
		*number = code[4];
		return MARK;
	}
	if (size == sizeof(mfence) && !memcmp(code, mfence, sizeof(mfence)))
		return BARRIER;

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
		return BARRIER;
	if (lock)
		return LOCKED;
	/* xchg with memory */
	if (size - i >= 2 && (code[i] & 0xfe) == 0x86 && code[i + 1] < 0xc0)
		return LOCKED;
	return OTHER;
}
