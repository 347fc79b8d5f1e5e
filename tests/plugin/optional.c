// SPDX-License-Identifier: GPL-2.0-only
/* Rule optional: a callback that not everybody has. */
#include "../prelude.h"

struct engine_ops {
	int (*start)(unsigned int queue);
	int (*threshold)(void);
	void (*stop)(unsigned int queue);
};

struct engine {
	const struct engine_ops *ops;
};

int engine_start(const struct engine *engine, unsigned int queue)
{
	if (!engine->ops->threshold && queue)
		return -EINVAL;
	return engine->ops->start(queue);
}

int engine_threshold(const struct engine *engine)
{
	return engine->ops->threshold();	/* SAYS: optional */
}

int engine_threshold_if_any(const struct engine *engine)
{
	if (!engine->ops->threshold)
		return -ENOENT;
	return engine->ops->threshold();
}

void engine_stop(const struct engine *engine, unsigned int queue)
{
	if (engine->ops->stop)
		engine->ops->stop(queue);
}
