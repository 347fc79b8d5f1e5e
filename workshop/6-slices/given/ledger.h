/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LEDGER_H
#define LEDGER_H

#include <linux/types.h>

/* What a message comes to. */
struct entry {
	u32 sum, records;
	u32 name_length;	/* 0: there was no name */
	u8 name[16];
};

/* @size is 1 to 4096. @entry is zeroed; what is in it after an error counts for nothing. */
int ledger_parse(const char __user *from, size_t size, struct entry *entry);

#endif /* LEDGER_H */
