// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a domain is removed by hand, and its generic chips are left (CVE-2026-53226)
 * Rust: none (there are no domains in Rust)
 * gcc: error: attempt to use poisoned
 * clang context-analysis: error: attempt to use a poisoned
 * coccinelle: silent: the compilers reject it
 * sparse: silent: it knows no poison
 */
#include "../prelude.h"
#include <own/irq.h>

#include <own/strict.h>

#ifdef MENDED
void bank_remove(struct own_irq_domain domain)
{
	own_auto(own_irq_domain, d, domain);
}
#else
void bank_remove(struct irq_domain *domain)
{
	irq_domain_remove(domain);	/* ERROR */
}
#endif
