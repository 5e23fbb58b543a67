import { Router } from 'express';
import type { Metrics } from '../metrics.ts';

export interface OperationsRoutesParts {
  readonly metrics: Metrics;
  /** False as soon as the service is shutting down. */
  readonly isReady: () => boolean;
}

/** What keeps the service running asks here. */
export function operationsRoutes({ metrics, isReady }: OperationsRoutesParts): Router {
  const router = Router();
  router.get('/livez', (_request, response) => void response.json({ status: 'alive' }));
  router.get('/readyz', (_request, response) => {
    if (isReady()) response.json({ status: 'ready' });
    else response.status(503).json({ status: 'draining' });
  });
  router.get('/metrics', async (_request, response) => {
    const { type, text } = await metrics.read();
    response.set('content-type', type).send(text);
  });
  return router;
}
