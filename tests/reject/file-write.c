// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the data of an open file is changed by an operation, and others run at once
 * Rust: E0594
 * gcc: error: assignment of member 'opened' in read-only object
 * clang context-analysis: error: cannot assign to return value because function 'session_file_of' returns a const value
 * coccinelle: silent: this is a matter of types
 * sparse: warning: assignment to const expression
 */
#include "../prelude.h"
#include <own/file.h>

struct session {
#ifdef MENDED
	OWN_SHARED(atomic_t) opened;
#else
	unsigned int opened;
#endif
};
DEFINE_OWN(session_own, struct session, OWN_KMALLOC);

struct session_own_result session_make(struct inode *inode, struct file *file);
DEFINE_OWN_FILE(session_file, session_own, struct session, session_make);

int flush(struct file *file, fl_owner_t id)
{
#ifdef MENDED
	atomic_set(own_shared(&session_file_of(file)->opened), 0);
#else
	session_file_of(file)->opened = 0;	/* ERROR */
#endif
	return 0;
}
