/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_DMA_H
#define OWN_DMA_H

/**
 * DOC: Memory that a device reads and writes
 *
 * While a buffer is mapped for a device it is the device's: what the CPU writes may never
 * arrive, what it reads may be old, and if the buffer is freed the device writes into
 * whatever got its memory. The rules are in a document, and the compiler knows none of
 * them: ask whether the mapping failed, unmap once, with the same size and direction, on
 * every path, and after the device has stopped.
 *
 * Here a mapping consumes the owner of the buffer, and gives it back when it ends:
 *
 * .. code-block:: c
 *
 *	struct frame { struct own_dma_mapping mapping; u8 data[1500] __aligned(ARCH_DMA_MINALIGN); };
 *	DEFINE_OWN(frame_own, struct frame, OWN_KMALLOC);
 *	DEFINE_OWN_DMA(frame_tx, frame_own, struct frame, mapping, data, DMA_TO_DEVICE);
 *
 *	own_auto(frame_tx, mapped, frame_tx_map(device, own_take(frame), length));
 *	if (own_none(mapped))
 *		return own_err(mapped);
 *	nic_address_write(regs, frame_tx_address(own_use(mapped)));
 *	...						// the device is done
 *	own_auto(frame_own, back, frame_tx_unmap(own_take(mapped)));
 *
 * What own_use() gives of a mapped frame has no members: the CPU cannot get at the data. The
 * direction is in the type. Size, address and device are in the buffer, where
 * nobody can mistake them. Dropping the owner of a mapping unmaps the buffer and drops it.
 *
 * A mapping that a device is at work on is kept where the handler of the interrupt, a
 * timeout and remove find it: in a slot (slot.h) in locked data. Whoever takes it
 * out there has it alone, so it is unmapped once. Take it out only when the device has
 * stopped: it said so, or was reset, or may not be bus master any more.
 *
 * Memory that CPU and device share for longer, such as a ring of descriptors, is coherent. It is
 * an owner as well, and its bytes are a slice:
 *
 * .. code-block:: c
 *
 *	own_auto(own_coherent, ring, own_coherent_alloc(device, 4096, GFP_KERNEL));
 *	if (own_none(ring))
 *		return own_err(ring);
 *	nic_ring_write(regs, own_coherent_address(own_use(ring)));
 *	struct own_bytes_mut bytes = own_coherent_bytes(own_mut(ring));
 *
 * What it costs: a mapping stores device, address and size in the buffer, which drivers keep
 * in an array beside it (tests/cost/dma.c).
 *
 * What it cannot prevent: to unmap, or drop, while the device is still at work: only
 * the driver knows. A mapping that is dropped after the driver was unbound; keep it in what remove
 * empties, or give it to devm with DEFINE_OWN_DEVM(). What is in coherent memory can change at any
 * time; copy it before you test it. The mask of the device (dma_set_mask_and_coherent()) is for
 * probe to set, and a device that has none maps nothing.
 *
 * When not to use it: for scatter-gather lists and for buffers that are mapped once and
 * handed to and fro with dma_sync_single_for_cpu(): they have no form here. devm's
 * dmam_alloc_coherent() is as good for memory that only probe, remove and the device see.
 *
 * Rust: ``dma::CoherentAllocation<T>``; Rust for Linux has no streaming mappings of one buffer,
 * only those of a scatterlist.
 */

#include <own/alloc.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/cache.h>
#include <linux/dma-mapping.h>
#include <own/slice.h>

/**
 * struct own_dma_mapping - the member of a buffer that says where it is mapped
 *
 * One for each DEFINE_OWN_DMA() of the type. Needs no set-up.
 */
struct own_dma_mapping {
	/* private: as dma_map_single() was told, and what it gave */
	struct device *__own_device;
	dma_addr_t __own_address;
	size_t __own_size;
};

static inline int __own_dma_map(struct own_dma_mapping *mapping, struct device *device, void *data,
				size_t size, enum dma_data_direction direction)
{
	dma_addr_t address = dma_map_single(device, data, size, direction);

	if (dma_mapping_error(device, address))
		return -ENOMEM;
	*mapping = (struct own_dma_mapping){ device, address, size };
	return 0;
}

static inline void __own_dma_unmap(const struct own_dma_mapping *mapping,
				   enum dma_data_direction direction)
{
	dma_unmap_single(mapping->__own_device, mapping->__own_address, mapping->__own_size,
			 direction);
}

/**
 * DEFINE_OWN_DMA() - define the mapping of a kind of buffer, in one direction
 * @name: name of the type that owns a mapped buffer
 * @tag: what DEFINE_OWN() defined for the buffers, with OWN_KMALLOC
 * @type: type of the buffers
 * @member: their ``struct own_dma_mapping``
 * @data: their member that the device reads or writes, an array or a structure; the last, and
 *	declared ``__aligned(ARCH_DMA_MINALIGN)``, so that it shares no cache line with others
 * @direction: DMA_TO_DEVICE, DMA_FROM_DEVICE or DMA_BIDIRECTIONAL
 *
 * Defines ``struct name_device``, which is what a buffer is while it is mapped, and has no members,
 * the types that DEFINE_OWN() does for ``struct name``, and::
 *
 *	struct name_result name_map(struct device *device, struct tag buffer, size_t size);
 *	struct tag name_unmap(struct name mapped);
 *	dma_addr_t name_address(const struct name_device *buffer);
 *
 * ``name_map()`` maps the first @size bytes of @data. If it fails, the buffer is dropped.
 *
 * ``name_unmap()`` gives the buffer back to the CPU. The caller has made sure that the device
 * does not use it any more. Dropping the owner of a mapped buffer unmaps it as well, with the same
 * duty.
 *
 * Context: Any, as far as @tag's end is.
 * Return: ``name_map()``: %-EINVAL if @size is 0 or larger than @data; %-ENOMEM if it could not be
 * mapped, which is also said of a device that has no DMA mask.
 *
 * Rust: none.
 */
#define DEFINE_OWN_DMA(name, tag, type, member, data, direction)	\
struct name##_device;							\
static __always_inline __own_role(drop) void __##name##_drop(struct name##_device *mapped) \
{									\
	type *buffer = (type *)mapped;					\
									\
	__own_dma_unmap(&buffer->member, direction);			\
	__##tag##_drop(buffer);						\
}									\
__own_family(name, struct name##_device, const struct name##_device, const struct name##_device, ) \
__own_auto_end(name);							\
static __maybe_unused struct name##_result				\
name##_map(struct device *device, struct tag value, size_t size)	\
{									\
	type *buffer = __##tag##_object(value);				\
	int err = -EINVAL;						\
									\
	own_assume(!IS_ERR(buffer));					\
	if (size && size <= sizeof(buffer->data))			\
		err = __own_dma_map(&buffer->member, device, &buffer->data, size, direction); \
	if (err)							\
		__##tag##_drop(buffer);					\
	return __##name##_result(err ? ERR_PTR(err) : (struct name##_device *)buffer); \
}									\
static __always_inline __maybe_unused struct tag			\
name##_unmap(struct name mapped)					\
{									\
	type *buffer = (type *)__##name##_object(mapped);		\
									\
	__own_dma_unmap(&buffer->member, direction);			\
	return __##tag##_value(buffer);					\
}									\
static __always_inline __maybe_unused dma_addr_t			\
name##_address(const struct name##_device *mapped)			\
{									\
	return ((const type *)mapped)->member.__own_address;		\
}									\
_Static_assert(__same_type(((type *)NULL)->member, struct own_dma_mapping), \
	      "own: " #member " is not a struct own_dma_mapping");	\
_Static_assert(!(offsetof(type, data) % ARCH_DMA_MINALIGN) &&		\
	      offsetofend(type, data) > offsetofend(type, member),	\
	      "own: the cache lines of " #data " are not its own; declare it last, and __aligned(ARCH_DMA_MINALIGN)"); \
_Static_assert((direction) == DMA_TO_DEVICE || (direction) == DMA_FROM_DEVICE || \
	      (direction) == DMA_BIDIRECTIONAL, "own: " #direction " is no direction")

/**
 * struct own_coherent_memory - memory that the CPU and a device share
 *
 * Its owner is ``struct own_coherent``.
 */
struct own_coherent_memory {
	/* private: as dma_alloc_coherent() was told, and what it gave */
	struct device *__own_device;
	dma_addr_t __own_address;
	size_t __own_size;
	void *__own_memory;
};

static inline void __own_coherent_end(struct own_coherent_memory *memory)
{
	if (memory->__own_memory)
		dma_free_coherent(memory->__own_device, memory->__own_size, memory->__own_memory,
				  memory->__own_address);
}

DEFINE_OWN(own_coherent, struct own_coherent_memory, OWN_KMALLOC, own_run(__own_coherent_end));

/**
 * own_coherent_alloc() - allocate memory that the CPU and a device share, zeroed
 * @device: the device
 * @size: in bytes
 * @gfp: as for dma_alloc_coherent()
 *
 * Context: That of @gfp. Dropping: process.
 * Return: An owner, or %-ENOMEM.
 *
 * Rust: ``CoherentAllocation::alloc_coherent()``.
 */
static inline struct own_coherent_result
own_coherent_alloc(struct device *device, size_t size, gfp_t gfp)
{
	own_auto(own_coherent, new, own_alloc(own_coherent, gfp));
	struct own_coherent_memory *memory;

	if (own_none(new))
		return own_fail(own_coherent, own_err(new));
	memory = own_mut(new);
	memory->__own_memory = dma_alloc_coherent(device, size, &memory->__own_address, gfp);
	if (!memory->__own_memory)
		return own_fail(own_coherent, -ENOMEM);
	memory->__own_device = device;
	memory->__own_size = size;
	return own_ok(new);
}

/**
 * own_coherent_address() - where the device finds the memory
 * @memory: from own_use()
 *
 * Context: Any.
 *
 * Rust: ``CoherentAllocation::dma_handle()``.
 */
static __always_inline dma_addr_t own_coherent_address(const struct own_coherent_memory *memory)
{
	return memory->__own_address;
}

static __always_inline __own_role(of) struct own_bytes_mut
own_coherent_bytes(struct own_coherent_memory *memory);

/**
 * own_coherent_bytes() - the memory, for the CPU
 * @memory: from own_mut()
 *
 * The device may change it at any time: copy what you test.
 *
 * Context: Any.
 * Return: A slice, good while @memory is.
 *
 * Rust: ``CoherentAllocation::as_slice_mut()``, which is unsafe.
 */
static __always_inline struct own_bytes_mut own_coherent_bytes(struct own_coherent_memory *memory)
{
	return __own_bytes_mut_make(memory->__own_memory, memory->__own_size);
}

#endif /* OWN_DMA_H */
