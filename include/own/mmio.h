/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_MMIO_H
#define OWN_MMIO_H

/**
 * DOC: Registers that are inside their window
 *
 * A driver has its device's registers as a pointer, and adds offsets to it. Nothing
 * knows how far the registers go, which of them are 32 bits wide, which may only be
 * read; and the pointer is as good after iounmap() as before. An offset that came
 * from user space reaches whatever is mapped next to the device.
 *
 * Here a window of registers has a size, and each register is declared once:
 *
 * .. code-block:: c
 *
 *	DEFINE_OWN_MMIO(meter_regs, 0x40);
 *	OWN_REGISTER(meter_regs, meter_id, 0x00, 32, ro);
 *	OWN_REGISTER(meter_regs, meter_control, 0x04, 32, rw);
 *	OWN_REGISTERS(meter_regs, meter_sample, 0x20, 16, 8, ro);	// eight of them
 *
 * A register that is not inside the window, or not aligned, does not compile, and a write to one
 * that may only be read names a function that does not exist. Which of several is
 * tested when it runs. The mapping is an owner:
 *
 * .. code-block:: c
 *
 *	own_auto(meter_regs, regs, meter_regs_map(&pdev->dev, pci_resource_n(pdev, 0)));
 *	if (own_none(regs))
 *		return own_err(regs);
 *	meter_control_write(own_mut(regs), METER_ON);
 *
 * ``meter_regs_map()`` asks whether the device has as many bytes there as the driver was written
 * for. Who only shares a window can read registers; to write one has to have the window
 * alone, or under a lock. So the place for it is a slot in locked data, and then it can go
 * while others still have the object:
 *
 * .. code-block:: c
 *
 *	struct meter_hw { struct meter_regs_slot regs; };
 *	struct meter { struct kref refs; OWN_LOCKED_IRQ(spinlock_t, struct meter_hw) hw; ... };
 *
 *	own_guard(spinlock_irqsave, hw, &meter->hw);
 *	own_peek(meter_regs, regs, &hw->regs);
 *	if (own_none(regs))
 *		return -ENODEV;				// remove has taken it
 *	meter_control_write(own_mut(regs), METER_OFF);
 *
 * Remove takes the window out of the slot under the lock, and drops it afterwards: whoever has the
 * lock finishes first, and nobody finds the registers later, be it a file that
 * is open or the handler of an interrupt. Where one lock is too little, let the window be in
 * something revocable (revocable.h).
 *
 * What it costs: nothing; the same load or store (tests/cost/mmio.c).
 *
 * What it cannot prevent: a register that is declared at the wrong offset; a value that is wider
 * than the register is cut off as in any C assignment (``-Wconversion`` tells). The order of
 * accesses is that of readl() and writel(), and a posted write still has to be read back. It does
 * not know which registers have a side effect when they are read.
 *
 * When not to use it: for memory behind a BAR, which wants memcpy_fromio() and is not registers;
 * for registers in a loop that cannot afford the barriers of readl(). regmap is better for a bus
 * that can fail, such as I2C, and where a cache of registers is wanted.
 *
 * Rust: ``io::Io``, ``pci::Bar<SIZE>``, ``IoMem<SIZE>``, and ``Devres``, which revokes them.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/device.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/nospec.h>

static inline void __iomem *__own_mmio_map(struct device *device, const struct resource *resource,
					   size_t size)
{
	void __iomem *base;

	if (!resource || resource_type(resource) != IORESOURCE_MEM ||
	    resource_size(resource) < size)
		return IOMEM_ERR_PTR(-ENXIO);
	if (!devm_request_mem_region(device, resource->start, resource_size(resource),
				     dev_name(device)))
		return IOMEM_ERR_PTR(-EBUSY);
	base = ioremap(resource->start, resource_size(resource));
	if (base)
		return base;
	devm_release_mem_region(device, resource->start, resource_size(resource));
	return IOMEM_ERR_PTR(-ENOMEM);
}

/**
 * DEFINE_OWN_MMIO() - define a window of registers, and the owner of its mapping
 * @name: name of the owner's type
 * @size: bytes that the driver's registers take; the device may have more
 *
 * Defines ``struct name_window``, which has no members and is reached by the functions of
 * OWN_REGISTER(), the types that DEFINE_OWN() does for ``struct name``, and::
 *
 *	struct name_result name_map(struct device *device, const struct resource *resource);
 *
 * It reserves the memory of @resource until the driver of @device is unbound, and
 * maps it until the owner is dropped.
 *
 * Context: ``name_map()``: process, in probe. Dropping: process.
 * Return: ``name_map()``: %-ENXIO if @resource is %NULL, is not memory or is smaller than @size;
 * %-EBUSY if somebody has reserved it, an earlier ``name_map()`` of this driver included; or
 * %-ENOMEM.
 *
 * Rust: ``pci::Device::iomap_region_sized()``, ``IoRequest::iomap_sized()``.
 */
#define DEFINE_OWN_MMIO(name, size)					\
struct name##_window;							\
enum { __##name##_size = (size) };					\
static __always_inline __own_role(drop) void __##name##_drop(struct name##_window *window) \
{									\
	iounmap((void __iomem __force *)window);			\
}									\
__own_family(name, struct name##_window, const struct name##_window, struct name##_window, \
	     struct { } __own_mut_needs_a_unique_owner __own_role(unique);) \
__own_auto_end(name);							\
static __always_inline __maybe_unused struct name##_result		\
name##_map(struct device *device, const struct resource *resource)	\
{									\
	return __##name##_result((struct name##_window __force *)	\
				 __own_mmio_map(device, resource, size)); \
}									\
_Static_assert((size) > 0, "own: the window " #name " has no room for a register")

/**
 * OWN_REGISTER() - declare a register
 * @window: what DEFINE_OWN_MMIO() defined
 * @name: prefix of the functions that are defined
 * @offset: bytes from the start of the window, a constant
 * @bits: 8, 16, 32, or, for a 64-bit kernel, 64
 * @access: ``ro``, ``wo`` or ``rw``
 *
 * Defines, as @access allows::
 *
 *	u32 name_read(const struct window_window *window);
 *	void name_write(struct window_window *window, u32 value);
 *
 * with the type of @bits. They are readl() and writel() or those of another width: little
 * endian, and ordered with what the CPU does to memory.
 *
 * Context: Any.
 *
 * Rust: ``Io::read32()``, ``Io::write32()``, and the ``register!`` macro of nova.
 */
#define OWN_REGISTER(window, name, offset, bits, access)		\
	__own_register_##access(window, name, offset, bits)		\
	_Static_assert((offset) >= 0 && (offset) + (bits) / 8 <= __##window##_size, \
		       "own: the register " #name " is not inside the window " #window); \
	_Static_assert(!((offset) % ((bits) / 8)), "own: the register " #name " is not aligned")

/**
 * OWN_REGISTERS() - declare registers of a kind that follow each other
 * @window: what DEFINE_OWN_MMIO() defined
 * @name: prefix of the functions that are defined
 * @offset: bytes from the start of the window to the first, a constant
 * @bits: width of each
 * @count: how many there are, a constant
 * @access: ``ro``, ``wo`` or ``rw``
 *
 * Defines, as @access allows::
 *
 *	int name_read(const struct window_window *window, size_t index, u32 *value);
 *	int name_write(struct window_window *window, size_t index, u32 value);
 *
 * with the type of @bits. The index may be user space's: it is clamped.
 *
 * Context: Any.
 * Return: 0, or %-ERANGE if there is no such register; nothing was read or written then.
 *
 * Rust: ``Io::try_read32()``, ``Io::try_write32()``.
 */
#define OWN_REGISTERS(window, name, offset, bits, count, access)	\
	__own_registers_##access(window, name, offset, bits, count)	\
	_Static_assert((offset) >= 0 && (count) > 0 &&			\
		       (offset) + (count) * ((bits) / 8) <= __##window##_size, \
		       "own: the registers " #name " are not inside the window " #window); \
	_Static_assert(!((offset) % ((bits) / 8)), "own: the registers " #name " are not aligned")

#define __own_mmio_read_8	readb
#define __own_mmio_read_16	readw
#define __own_mmio_read_32	readl
#define __own_mmio_read_64	readq
#define __own_mmio_write_8	writeb
#define __own_mmio_write_16	writew
#define __own_mmio_write_32	writel
#define __own_mmio_write_64	writeq

/* Registers are volatile: that the window is const says that they are not written. */
#define __own_mmio_at(window, offset)					\
	((void __iomem __force *)(window) + (offset))

#define __own_register_ro(window, name, offset, bits)			\
static __always_inline __maybe_unused u##bits				\
name##_read(const struct window##_window *registers)			\
{									\
	return __own_mmio_read_##bits(__own_mmio_at(registers, offset)); \
}
#define __own_register_wo(window, name, offset, bits)			\
static __always_inline __maybe_unused void				\
name##_write(struct window##_window *registers, u##bits value)		\
{									\
	__own_mmio_write_##bits(value, __own_mmio_at(registers, offset)); \
}
#define __own_register_rw(window, name, offset, bits)			\
	__own_register_ro(window, name, offset, bits)			\
	__own_register_wo(window, name, offset, bits)

#define __own_registers_ro(window, name, offset, bits, count)		\
static __always_inline __maybe_unused __must_check int			\
name##_read(const struct window##_window *registers, size_t index, u##bits *value) \
{									\
	if (index >= (count))						\
		return -ERANGE;						\
	index = array_index_nospec(index, count);			\
	*value = __own_mmio_read_##bits(__own_mmio_at(registers, (offset) + index * ((bits) / 8))); \
	return 0;							\
}
#define __own_registers_wo(window, name, offset, bits, count)		\
static __always_inline __maybe_unused __must_check int			\
name##_write(struct window##_window *registers, size_t index, u##bits value) \
{									\
	if (index >= (count))						\
		return -ERANGE;						\
	index = array_index_nospec(index, count);			\
	__own_mmio_write_##bits(value, __own_mmio_at(registers, (offset) + index * ((bits) / 8))); \
	return 0;							\
}
#define __own_registers_rw(window, name, offset, bits, count)		\
	__own_registers_ro(window, name, offset, bits, count)		\
	__own_registers_wo(window, name, offset, bits, count)

#endif /* OWN_MMIO_H */
