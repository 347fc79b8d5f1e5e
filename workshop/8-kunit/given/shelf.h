/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHELF_H
#define SHELF_H

/*
 * A shelf of notes. This is all that is promised; which of two errors wins, if both apply, is not.
 *
 * A shelf and its notes are gone when its owner is: own_auto(shelf_own, shelf, shelf_new());
 */
#include <own/box.h>

#define SHELF_MOST	4	/* notes on a shelf */
#define SHELF_LONGEST	15	/* bytes of a note, its end not counted */

struct shelf;
DECLARE_OWN(shelf_own, struct shelf);

struct shelf_own_result shelf_new(void);

/*
 * Put a note behind the others. -EINVAL if it is empty or too long, -ENOSPC if there are
 * SHELF_MOST; then nothing has changed, but -ENOSPC is counted. -ENOMEM.
 */
int shelf_put(struct shelf *shelf, const char *text);

/*
 * Take the oldest note: its bytes and a 0 go to @text, which has room for @size bytes. -ENOENT if
 * there is none, -EMSGSIZE if the room is too small; then the note stays.
 */
int shelf_take(struct shelf *shelf, char *text, size_t size);

/* Throw away each note that is exactly @text. How many there were. */
unsigned int shelf_forget(struct shelf *shelf, const char *text);

/* How many notes there are. */
unsigned int shelf_notes(const struct shelf *shelf);

/* How many notes were refused with -ENOSPC. */
unsigned int shelf_refused(const struct shelf *shelf);

#endif /* SHELF_H */
