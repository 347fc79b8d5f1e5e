// SPDX-License-Identifier: GPL-2.0-only
/*
 * own/dma.h: memory that a device reads and writes. The device is one of KUnit's; with
 * CONFIG_DMA_API_DEBUG a mapping that is ended wrongly is reported, and fails the suite.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include <linux/module.h>

/* A mapping that fails, of which the kernel would warn; and how many there are. */
static bool no_mapping;
static atomic_t mappings;

static inline dma_addr_t map_and_count(struct device *device, void *data, size_t size,
				       enum dma_data_direction direction)
{
	dma_addr_t address = no_mapping ? DMA_MAPPING_ERROR :
			     dma_map_single_attrs(device, data, size, direction, 0);

	if (address != DMA_MAPPING_ERROR)
		atomic_inc(&mappings);
	return address;
}

static inline void unmap_and_count(struct device *device, dma_addr_t address, size_t size,
				   enum dma_data_direction direction)
{
	atomic_dec(&mappings);
	dma_unmap_single_attrs(device, address, size, direction, 0);
}

#undef dma_map_single
#undef dma_unmap_single
#define dma_map_single		map_and_count
#define dma_unmap_single	unmap_and_count

/* Memory that a device shares and nobody has given back. */
static atomic_t shared;

static inline void *shared_alloc(struct device *device, size_t size, dma_addr_t *address, gfp_t gfp)
{
	void *memory = dma_alloc_coherent(device, size, address, gfp);

	if (memory)
		atomic_inc(&shared);
	return memory;
}

static inline void shared_free(struct device *device, size_t size, void *memory, dma_addr_t address)
{
	atomic_dec(&shared);
	dma_free_coherent(device, size, memory, address);
}

#define dma_alloc_coherent	shared_alloc
#define dma_free_coherent	shared_free

#include <own/device.h>
#include <own/dma.h>
#include <own/locked.h>

struct frame {
	struct own_dma_mapping mapping;
	u8 data[1500] __aligned(ARCH_DMA_MINALIGN);
};

static atomic_t frames;

static void frame_end(struct frame *frame)
{
	atomic_dec(&frames);
}

DEFINE_OWN(frame_own, struct frame, OWN_KMALLOC, own_run(frame_end));
DEFINE_OWN_DMA(frame_tx, frame_own, struct frame, mapping, data, DMA_TO_DEVICE);
DEFINE_OWN_DMA(frame_rx, frame_own, struct frame, mapping, data, DMA_FROM_DEVICE);
DEFINE_OWN_DEVM(frame_tx);

static u64 mask;

static struct frame_own_result frame_make(void)
{
	own_auto(frame_own, frame, own_alloc(frame_own, GFP_KERNEL));

	if (own_none(frame))
		return own_fail(frame_own, own_err(frame));
	atomic_inc(&frames);
	return own_ok(frame);
}

static struct device *dma_device(struct kunit *test)
{
	struct device *device = kunit_device_register(test, "nic");

	KUNIT_ASSERT_FALSE(test, IS_ERR(device));
	device->dma_mask = &mask;
	KUNIT_ASSERT_EQ(test, dma_set_mask_and_coherent(device, DMA_BIT_MASK(64)), 0);
	return device;
}

static void the_device_is_told_where_the_data_is(struct kunit *test)
{
	struct device *device = dma_device(test);
	phys_addr_t where;

	own_auto(frame_own, frame, frame_make());
	KUNIT_ASSERT_FALSE(test, own_none(frame));
	where = virt_to_phys(own_mut(frame)->data);
	own_auto(frame_tx, mapped, frame_tx_map(device, own_take(frame), 100));
	KUNIT_ASSERT_EQ(test, own_err(mapped), 0);
	KUNIT_EXPECT_EQ(test, dma_to_phys(device, frame_tx_address(own_use(mapped))), where);
}

static void unmapping_gives_the_buffer_back(struct kunit *test)
{
	struct device *device = dma_device(test);

	own_auto(frame_own, frame, frame_make());
	KUNIT_ASSERT_FALSE(test, own_none(frame));
	own_mut(frame)->data[1499] = 0x5a;
	own_auto(frame_tx, mapped, frame_tx_map(device, own_take(frame), 1500));
	KUNIT_ASSERT_EQ(test, own_err(mapped), 0);
	own_auto(frame_own, back, frame_tx_unmap(own_take(mapped)));
	KUNIT_EXPECT_EQ(test, own_use(back)->data[1499], 0x5a);
	KUNIT_EXPECT_EQ(test, atomic_read(&frames), 1);
}

static void what_the_device_wrote_is_there(struct kunit *test)
{
	struct device *device = dma_device(test);
	u8 *at_the_device;

	own_auto(frame_own, frame, frame_make());
	KUNIT_ASSERT_FALSE(test, own_none(frame));
	own_auto(frame_rx, mapped, frame_rx_map(device, own_take(frame), 8));
	KUNIT_ASSERT_EQ(test, own_err(mapped), 0);
	at_the_device = phys_to_virt(dma_to_phys(device, frame_rx_address(own_use(mapped))));
	at_the_device[7] = 0xd0;
	own_auto(frame_own, back, frame_rx_unmap(own_take(mapped)));
	KUNIT_EXPECT_EQ(test, own_use(back)->data[7], 0xd0);
}

static void to_drop_a_mapping_unmaps_and_drops(struct kunit *test)
{
	struct device *device = dma_device(test);

	own_auto(frame_own, frame, frame_make());
	KUNIT_ASSERT_FALSE(test, own_none(frame));
	own_auto(frame_tx, mapped, frame_tx_map(device, own_take(frame), 1));
	KUNIT_ASSERT_EQ(test, own_err(mapped), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&frames), 1);
	own_drop(frame_tx, mapped);
	KUNIT_EXPECT_EQ(test, atomic_read(&frames), 0);
}

static void a_size_that_does_not_fit_is_refused(struct kunit *test)
{
	static const size_t wrong[] = { 0, 1501, SIZE_MAX };
	struct device *device = dma_device(test);
	int i;

	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		own_auto(frame_own, frame, frame_make());
		KUNIT_ASSERT_FALSE(test, own_none(frame));
		own_auto(frame_tx, mapped, frame_tx_map(device, own_take(frame), wrong[i]));
		KUNIT_EXPECT_EQ(test, own_err(mapped), -EINVAL);
		KUNIT_EXPECT_EQ(test, atomic_read(&frames), 0);
	}
}

static void what_cannot_be_mapped_is_dropped(struct kunit *test)
{
	struct device *device = dma_device(test);

	no_mapping = true;
	own_auto(frame_own, frame, frame_make());
	KUNIT_ASSERT_FALSE(test, own_none(frame));
	own_auto(frame_tx, mapped, frame_tx_map(device, own_take(frame), 64));
	KUNIT_EXPECT_EQ(test, own_err(mapped), -ENOMEM);
	KUNIT_EXPECT_EQ(test, atomic_read(&frames), 0);
}

/* Whoever takes it out has it alone. */
static void a_mapping_in_a_slot_is_unmapped_once(struct kunit *test)
{
	struct hw { struct frame_tx_slot sending; };
	OWN_LOCKED_IRQ(spinlock_t, struct hw) locked = { };
	struct device *device = dma_device(test);
	int found = 0, i;

	own_locked_init(&locked);
	own_auto(frame_own, frame, frame_make());
	KUNIT_ASSERT_FALSE(test, own_none(frame));
	own_auto(frame_tx, mapped, frame_tx_map(device, own_take(frame), 64));
	KUNIT_ASSERT_EQ(test, own_err(mapped), 0);
	own_scoped_guard(spinlock_irqsave, hw, &locked)
		frame_tx_set(&hw->sending, own_take(mapped));
	for (i = 0; i < 2; i++) {
		own_auto(frame_tx, taken);
		own_scoped_guard(spinlock_irqsave, hw, &locked)
			own_refill(frame_tx, taken, frame_tx_take_from(&hw->sending));
		found += !own_none(taken);
	}
	KUNIT_EXPECT_EQ(test, found, 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&frames), 0);
}

static void devm_ends_a_mapping(struct kunit *test)
{
	struct device *device = dma_device(test);

	own_auto(frame_own, frame, frame_make());
	KUNIT_ASSERT_FALSE(test, own_none(frame));
	own_auto(frame_tx, mapped, frame_tx_map(device, own_take(frame), 64));
	KUNIT_ASSERT_EQ(test, own_err(mapped), 0);
	KUNIT_ASSERT_EQ(test, frame_tx_devm(device, own_take(mapped)), 0);
	kunit_device_unregister(test, device);
	KUNIT_EXPECT_EQ(test, atomic_read(&frames), 0);
}

static void coherent_memory_is_a_slice(struct kunit *test)
{
	struct device *device = dma_device(test);
	struct own_bytes_mut bytes;
	u8 *at_the_device;

	own_auto(own_coherent, ring, own_coherent_alloc(device, 4096, GFP_KERNEL));
	KUNIT_ASSERT_EQ(test, own_err(ring), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&shared), 1);
	at_the_device = phys_to_virt(dma_to_phys(device, own_coherent_address(own_use(ring))));
	bytes = own_coherent_bytes(own_mut(ring));
	KUNIT_EXPECT_EQ(test, own_slice_len(bytes), 4096);
	own_result(own_bytes_mut_item, last, own_bytes_mut_get(bytes, 4095));
	KUNIT_ASSERT_FALSE(test, own_none(last));
	KUNIT_EXPECT_EQ(test, *own_value(last), 0);
	*own_value(last) = 0x77;
	KUNIT_EXPECT_EQ(test, at_the_device[4095], 0x77);
	own_result(own_bytes_mut_item, beyond, own_bytes_mut_get(bytes, 4096));
	KUNIT_EXPECT_TRUE(test, own_none(beyond));
}

static void no_coherent_memory_is_an_errno(struct kunit *test)
{
	struct device *device = dma_device(test);

	own_auto(own_coherent, ring,
		 own_coherent_alloc(device, SIZE_MAX / 2, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_EQ(test, own_err(ring), -ENOMEM);
	KUNIT_EXPECT_EQ(test, atomic_read(&shared), 0);
}

static int dma_init(struct kunit *test)
{
	mask = 0;
	no_mapping = false;
	return 0;
}

static void dma_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, atomic_read(&frames), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&mappings), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&shared), 0);
}

static struct kunit_case dma_cases[] = {
	KUNIT_CASE(the_device_is_told_where_the_data_is),
	KUNIT_CASE(unmapping_gives_the_buffer_back),
	KUNIT_CASE(what_the_device_wrote_is_there),
	KUNIT_CASE(to_drop_a_mapping_unmaps_and_drops),
	KUNIT_CASE(a_size_that_does_not_fit_is_refused),
	KUNIT_CASE(what_cannot_be_mapped_is_dropped),
	KUNIT_CASE(a_mapping_in_a_slot_is_unmapped_once),
	KUNIT_CASE(devm_ends_a_mapping),
	KUNIT_CASE(coherent_memory_is_a_slice),
	KUNIT_CASE(no_coherent_memory_is_an_errno),
	{ }
};

static struct kunit_suite dma_suite = {
	.name = "own_dma",
	.init = dma_init,
	.exit = dma_exit,
	.test_cases = dma_cases,
};
kunit_test_suite(dma_suite);

MODULE_DESCRIPTION("Tests of own/dma.h");
MODULE_LICENSE("GPL");
