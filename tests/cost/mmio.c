// SPDX-License-Identifier: GPL-2.0-only
/* What declared registers cost: nothing. */
#include <own/mmio.h>
#include "cost.h"

#define ADC_ID		0x00
#define ADC_CONTROL	0x04
#define ADC_SAMPLE	0x20
#define ADC_SAMPLES	8

DEFINE_OWN_MMIO(adc_regs, 0x40);
OWN_REGISTER(adc_regs, adc_id, ADC_ID, 32, ro);
OWN_REGISTER(adc_regs, adc_control, ADC_CONTROL, 32, rw);
OWN_REGISTERS(adc_regs, adc_sample, ADC_SAMPLE, 32, ADC_SAMPLES, ro);

/* Read one, change another. */

static u32 COST(change_plain)(void __iomem *regs)
{
	writel(readl(regs + ADC_CONTROL) | 1, regs + ADC_CONTROL);
	return readl(regs + ADC_ID);
}

static u32 COST(change_own)(struct adc_regs_window *regs)
{
	adc_control_write(regs, adc_control_read(regs) | 1);
	return adc_id_read(regs);
}

/* One of several, by a number of user space's. */

static int COST(one_of_plain)(void __iomem *regs, size_t index, u32 *value)
{
	if (index >= ADC_SAMPLES)
		return -ERANGE;
	index = array_index_nospec(index, ADC_SAMPLES);
	*value = readl(regs + ADC_SAMPLE + index * sizeof(u32));
	return 0;
}

static int COST(one_of_own)(const struct adc_regs_window *regs, size_t index, u32 *value)
{
	return adc_sample_read(regs, index, value);
}
