// SPDX-License-Identifier: GPL-2.0-only
/* Rule raw: what the interrupt core calls of an irq_chip, under a raw spinlock. */
#include "../prelude.h"
#include <linux/irq.h>

struct lines {
	u32 masked;
};

struct chip {
	OWN_LOCKED(spinlock_t, struct lines) lines;
	OWN_LOCKED(raw_spinlock_t, struct lines) raw;
};

static void chip_update(const struct chip *chip, u32 mask)
{
	own_guard(spinlock_irqsave, lines, &chip->lines);

	lines->masked |= mask;
}

static void chip_mask(struct irq_data *data)
{
	const struct chip *chip = irq_data_get_irq_chip_data(data);

	chip_update(chip, 1);	/* SAYS: raw */
}

static void chip_unmask(struct irq_data *data)
{
	const struct chip *chip = irq_data_get_irq_chip_data(data);

	own_guard(raw_spinlock_irqsave, lines, &chip->raw);
	lines->masked = 0;
}

static int chip_set_type(struct irq_data *data, unsigned int type)
{
	const struct chip *chip = irq_data_get_irq_chip_data(data);

	own_guard(spinlock_irqsave, lines, &chip->lines);	/* SAYS: raw */
	lines->masked = type;
	return 0;
}

/* Called with the bus lock of the chip, which may sleep. */
static void chip_bus_unlock(struct irq_data *data)
{
	chip_update(irq_data_get_irq_chip_data(data), 0);
}

static const struct irq_chip lines_chip = {
	.irq_mask = chip_mask,
	.irq_unmask = chip_unmask,
	.irq_bus_sync_unlock = chip_bus_unlock,
};

void chip_setup(unsigned int irq, struct irq_chip *typed)
{
	typed->irq_set_type = chip_set_type;
	irq_set_chip(irq, &lines_chip);
}
