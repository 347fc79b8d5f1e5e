// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the end of an object names one member that owns, and forgets the other (CVE-2025-68235)
 * Rust: none (the compiler drops every member)
 * gcc clang context-analysis: silent: what the end has to empty is counted, and not compared with the members
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * tokens: warning: own: member 'boot' of struct fw owns, and the end of 'fw_own' does not name it
 */
#include "../prelude.h"

struct fw {
	struct parcel_own_slot boot;
	struct parcel_own_slot image;
};
#ifdef MENDED
DEFINE_OWN(fw_own, struct fw, OWN_KMALLOC,
	   own_member(parcel_own, image), own_member(parcel_own, boot));
#else
DEFINE_OWN(fw_own, struct fw, OWN_KMALLOC, own_member(parcel_own, image));	/* ERROR */
#endif
