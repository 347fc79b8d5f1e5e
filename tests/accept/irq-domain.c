// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a domain with generic chips, which devm owns
 */
#include "../prelude.h"
#include <own/device.h>
#include <own/irq.h>

DEFINE_OWN_DEVM(own_irq_domain);

#include <own/strict.h>

int bank_probe(struct device *device, const struct irq_domain_ops *ops, void *bank)
{
	own_auto(own_irq_domain, domain, own_irq_domain_linear(dev_fwnode(device), 32, ops, bank));
	int err;

	if (own_none(domain))
		return own_err(domain);
	err = irq_alloc_domain_generic_chips(own_mut(domain), 32, 1, "bank", handle_level_irq, 0, 0, 0);
	if (err)
		return err;
	return own_irq_domain_devm(device, own_take(domain));
}
