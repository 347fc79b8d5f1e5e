// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: an open function uses the data that it is to make
 * Rust: none (it has no such argument)
 * gcc: error: implicit declaration of function 'session_file_of'|invalid type argument of '->'|conflicting types for 'session_file_of'
 * clang context-analysis: error: call to undeclared function 'session_file_of'|is not a pointer|conflicting types for 'session_file_of'
 * coccinelle: silent: no rule looks for it
 * sparse: warning: undefined identifier 'session_file_of'
 */
#include "../prelude.h"

#include <own/file.h>

struct session {
	unsigned int opened;
};

void session_free(struct session *session);
DEFINE_OWN(session_own, struct session, session_free);


static struct session_own_result session_make(struct inode *inode, struct file *file)
{
	own_auto(session_own, session, own_alloc(session_own, GFP_KERNEL));

	if (own_none(session))
		return own_pass(session);
#ifdef MENDED
	own_mut(session)->opened = iminor(inode);
#else
	session_file_of(file)->opened = iminor(inode);	/* ERROR */
#endif
	return own_ok(session);
}
DEFINE_OWN_FILE(session_file, session_own, struct session, session_make);	/* ERROR: gcc clang context-analysis */
