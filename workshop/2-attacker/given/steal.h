/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STEAL_H
#define STEAL_H

#include <attack.h>

#define SIZE	64	/* bytes of each parcel, yours and the victim's */
#define LOOT	960	/* bytes that you may bring home at once */

/*
 * The victim, another process, puts one more parcel with its secret into its private box: 192 at
 * most.
 */
void victim_sends(void);

/* Does this loot hold the secret? It is not told what the secret is. */
int is_secret(const char loot[LOOT]);

/*
 * Yours. Returns how many bytes of loot there are, or the error of the call that was refused.
 */
int steal(int file, __u32 box, char loot[LOOT]);

#endif /* STEAL_H */
