/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_IRQ_H
#define OWN_IRQ_H

/**
 * DOC: Interrupts that own what they use
 *
 * From request_irq() until free_irq() returns, the handler may run at any moment, on
 * any processor, with the pointer that it was given. Drivers get this wrong at both ends:
 * they request the interrupt before what it uses is set up, and free what it uses before
 * the interrupt. devm_request_irq() makes the second mistake easier, because then
 * the interrupt is freed after remove has returned.
 *
 * Here the registration is an owner, and has a reference to the object:
 *
 * .. code-block:: c
 *
 *	struct meter { struct kref refs; struct own_irq_line line;
 *		     OWN_LOCKED_IRQ(spinlock_t, struct meter_samples) samples; ... };
 *
 *	DEFINE_OWN_IRQ(meter_irq, meter_ref, struct meter, line, meter_interrupt);
 *
 *	own_auto(meter_irq, irq, meter_irq_request(meter_ref_get(meter), number, IRQF_SHARED, "meter"));
 *	if (own_none(irq))
 *		return own_err(irq);
 *
 *	static irqreturn_t meter_interrupt(struct meter_irq_fired fired)
 *	{
 *		own_irq_fired(meter, fired);		// const struct meter *
 *		own_guard(spinlock_irqsave, samples, &meter->samples);
 *		...
 *	}
 *
 * To drop the owner frees the interrupt, waits for the handler, and then drops the
 * reference. So the end of an object never finds its interrupt requested, and what its
 * members own is dropped after that. Keep the owner in a slot (slot.h), or give it to devm:
 * DEFINE_OWN_DEVM(meter_irq) defines ``meter_irq_devm()``. devm may then free the interrupt as
 * late as it likes; the object is there. And since only a reference can be given, the
 * object has been set up: before ``tag_share()`` it has one owner, and no reference.
 *
 * The handler gets at the object only by own_irq_fired(), which also tells the compiler that
 * nothing may sleep in the rest of the scope, and that what is locked there has to be
 * OWN_LOCKED_IRQ(): a lock that somebody can hold with the interrupt on would never be
 * had. What takes longer goes to a thread, which is a plain function that may sleep:
 *
 * .. code-block:: c
 *
 *	DEFINE_OWN_IRQ_THREADED(meter_irq, meter_ref, struct meter, line, meter_interrupt, meter_thread);
 *
 *	static irqreturn_t meter_thread(const struct meter *meter)
 *	{
 *		own_guard(mutex, calibration, &meter->calibration);
 *		...
 *	}
 *
 * A controller of interrupts has a domain, with the chips in it. There is an owner for that, too:
 * own_irq_domain. It frees the generic chips, which irq_domain_remove() leaves on a list of
 * the kernel's, and then the domain.
 *
 * What it costs: nothing in the handler (tests/cost/irq.c); in the object, the number of the
 * interrupt, to which most drivers have a member as well.
 *
 * What it cannot prevent: an interrupt that the device raises after remove, and that
 * nobody acknowledges; quiet the device in remove. A handler that touches the registers of a device
 * that is gone: let what maps them be revocable (mmio.h). To drop the owner in the
 * handler or under a lock that it takes is a deadlock. An owner in the object that it keeps is a
 * reference cycle: keep it in drvdata, or with devm. A function that the
 * handler calls and that sleeps: own-check and CONFIG_DEBUG_ATOMIC_SLEEP know.
 *
 * Mappings of a domain that somebody still uses when the domain goes.
 *
 * When not to use it: for a static handler of something that is never unbound. IRQF_NO_THREAD and
 * per-cpu interrupts have no form here: their handlers may take no spinlock_t on PREEMPT_RT.
 *
 * Rust: ``irq::Registration<T>``, ``irq::ThreadedRegistration<T>``, ``irq::Handler``.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/container_of.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/irqdomain.h>
#include <own/context.h>

/**
 * struct own_irq_line - the member of an object that an interrupt is requested for
 *
 * One for each interrupt that the object can have at once. Zeroed, as own_alloc() leaves it, it is
 * ready.
 */
struct own_irq_line {
	/* private: the interrupt, or 0; while it is not 0 there is an owner of the registration */
	unsigned int __own_number;
};

/* Request it, once. */
static inline int __own_irq_begin(struct own_irq_line *line, unsigned int number,
				  irq_handler_t handler, irq_handler_t thread, unsigned long flags,
				  const char *label)
{
	int err;

	/* Interrupt 0 is the timer of a PC, and elsewhere what a lookup gives that failed. */
	if (!number || flags & IRQF_NO_THREAD)
		return -EINVAL;
	if (cmpxchg(&line->__own_number, 0, number))
		return -EBUSY;
	err = request_threaded_irq(number, handler, thread, flags, label, line);
	if (err)
		WRITE_ONCE(line->__own_number, 0);
	return err;
}

/* Free it, and wait for whoever handles it. */
static inline void __own_irq_end(struct own_irq_line *line)
{
	free_irq(line->__own_number, line);
	WRITE_ONCE(line->__own_number, 0);
}

/**
 * DEFINE_OWN_IRQ() - define an owner of an interrupt, which keeps what the handler uses
 * @name: name of the owner's type
 * @tag: what DEFINE_OWN_REF() defined for the objects
 * @type: type of the objects
 * @member: their ``struct own_irq_line``
 * @handle: the handler, ``static irqreturn_t handle(struct name_fired fired)``; it is declared here
 *
 * Defines the types that DEFINE_OWN() does for ``struct name``, and::
 *
 *	struct name_result name_request(struct tag object, unsigned int number,
 *					unsigned long flags, const char *label);
 *	struct tag name_free(struct name owner);
 *
 * ``name_request()`` requests interrupt @number with the IRQF flags in @flags; the handler may run
 * before it returns. @label is what /proc/interrupts shows; it is not copied. The owner has the
 * reference.
 *
 * To drop the owner frees the interrupt, waits until no handler runs, and drops the reference;
 * ``name_free()`` does the same, and gives the reference.
 *
 * It may not be concluded that the device raises no interrupt any more, nor that it
 * was this device that raised one: IRQF_SHARED is as ever.
 *
 * Context: All functions: process, without a lock that a handler takes. @handle: hardirq (on
 * PREEMPT_RT, a thread).
 * Return: ``name_request()``: %-EINVAL if there is no such interrupt or it is 0, or @flags has
 * IRQF_NO_THREAD; %-EBUSY if the line has an interrupt already, or the interrupt is somebody else's
 * and not shared; or what request_threaded_irq() returns. The reference is then dropped.
 *
 * Rust: ``irq::Registration::new()``, ``irq::Handler::handle()``.
 */
#define DEFINE_OWN_IRQ(name, tag, type, member, handle)			\
__own_irq_handler(name, type, member, handle)				\
__own_irq(name, tag, type, member, __##name##_handler, NULL, 0)

/**
 * DEFINE_OWN_IRQ_THREADED() - the same, for an interrupt whose handler wakes a thread
 * @name: name of the owner's type
 * @tag: what DEFINE_OWN_REF() defined for the objects
 * @type: type of the objects
 * @member: their ``struct own_irq_line``
 * @handle: the handler, as for DEFINE_OWN_IRQ(); what returns IRQ_WAKE_THREAD wakes the thread
 * @thread: what the thread does, ``static irqreturn_t thread(const type *object)``; it is declared
 *	here
 *
 * Context: @thread: process, may sleep. Otherwise as for DEFINE_OWN_IRQ(); the wait is for the
 * thread, too.
 *
 * Rust: ``irq::ThreadedRegistration::new()``, ``irq::ThreadedHandler``.
 */
#define DEFINE_OWN_IRQ_THREADED(name, tag, type, member, handle, thread) \
__own_irq_handler(name, type, member, handle)				\
__own_irq_thread(name, type, member, thread)				\
__own_irq(name, tag, type, member, __##name##_handler, __##name##_thread, 0)

/**
 * DEFINE_OWN_IRQ_THREAD() - the same, for an interrupt that a thread alone handles
 * @name: name of the owner's type
 * @tag: what DEFINE_OWN_REF() defined for the objects
 * @type: type of the objects
 * @member: their ``struct own_irq_line``
 * @thread: what the thread does, ``static irqreturn_t thread(const type *object)``; it is declared
 *	here
 *
 * The interrupt stays masked until the thread is done (IRQF_ONESHOT).
 *
 * Context: @thread: process, may sleep. Otherwise as for DEFINE_OWN_IRQ(); the wait is for the
 * thread.
 *
 * Rust: ``irq::ThreadedRegistration::new()``, with the default ``handle()``.
 */
#define DEFINE_OWN_IRQ_THREAD(name, tag, type, member, thread)		\
__own_irq_thread(name, type, member, thread)				\
__own_irq(name, tag, type, member, NULL, __##name##_thread, IRQF_ONESHOT)

#define __own_irq_handler(name, type, member, handle)			\
struct name##_fired {							\
	const type *__own_fired;					\
};									\
static __own_role(atomic) irqreturn_t handle(struct name##_fired fired); \
static irqreturn_t __##name##_handler(int number, void *line)		\
{									\
	return handle((struct name##_fired){ container_of(line, type, member) }); \
}

#define __own_irq_thread(name, type, member, thread)			\
static __own_role(lent) irqreturn_t thread(const type *object);		\
static irqreturn_t __##name##_thread(int number, void *line)		\
{									\
	return thread(container_of(line, type, member));		\
}

#define __own_irq(name, tag, type, member, handler, thread, more_flags)	\
static __always_inline __own_role(drop) void __##name##_drop(type *object) \
{									\
	__own_irq_end(&object->member);					\
	__##tag##_drop(object);						\
}									\
__own_family(name, type, const type, const type, )			\
__own_auto_end(name);							\
static __maybe_unused struct name##_result				\
name##_request(struct tag value, unsigned int number, unsigned long flags, const char *label) \
{									\
	type *object = __##tag##_object(value);				\
	int err = __own_irq_begin(&object->member, number, handler, thread, \
				  flags | (more_flags), label);		\
									\
	if (err)							\
		__##tag##_drop(object);					\
	return __##name##_result(err ? ERR_PTR(err) : object);		\
}									\
static __always_inline __maybe_unused struct tag			\
name##_free(struct name owner)						\
{									\
	type *object = __##name##_object(owner);			\
									\
	__own_irq_end(&object->member);					\
	return __##tag##_value(object);					\
}									\
_Static_assert(__same_type(((type *)NULL)->member, struct own_irq_line), \
	      "own: " #member " is not a struct own_irq_line")

/**
 * own_irq_fired() - borrow the object, in the handler of its interrupt
 * @name: name of the pointer that is declared
 * @fired: what the handler was given
 *
 * A pointer to const. In the rest of the scope nothing that may sleep compiles, as far as
 * the library knows what does, nor a guard of what is not OWN_LOCKED_IRQ().
 *
 * Context: The handler; this is a declaration, and the first.
 *
 * Rust: the first argument of ``irq::Handler::handle()``.
 */
#define own_irq_fired(name, fired)					\
	__own_enter_callback(__OWN_LEVEL_HARDIRQ)			\
	typeof(*(fired).__own_fired) *const name __own_scoped __own_lent_by(fired) = (fired).__own_fired __own_permitted(name)

#ifdef CONFIG_IRQ_DOMAIN
static inline void __own_irq_domain_end(struct irq_domain *domain)
{
	irq_domain_remove_generic_chips(domain);
	irq_domain_remove(domain);
}

/* A domain made by other functions of the kernel's is adopted with own_unsafe_result(). */
DEFINE_OWN_ADOPTED(own_irq_domain, struct irq_domain, __own_irq_domain_end);

/**
 * own_irq_domain_linear() - make a domain of interrupts that are numbered from 0
 * @node: firmware node of the controller, or %NULL
 * @size: number of interrupts
 * @ops: what maps and unmaps one
 * @data: what @ops are given; borrowed until the owner is dropped
 *
 * irq_alloc_domain_generic_chips() may give it generic chips; they end with it. Before it is
 * dropped, let nobody use an interrupt of it: the mappings are not looked at.
 *
 * Context: Process. Dropping: process.
 * Return: The domain, or %-ENOMEM.
 *
 * Rust: none.
 */
static inline struct own_irq_domain_result
own_irq_domain_linear(struct fwnode_handle *node, unsigned int size,
		      const struct irq_domain_ops *ops, void *data)
{
	struct irq_domain *domain = irq_domain_create_linear(node, size, ops, data);

	return __own_irq_domain_result(domain ?: ERR_PTR(-ENOMEM));
}
#endif

#endif /* OWN_IRQ_H */
