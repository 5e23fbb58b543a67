import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import { networkOf } from '../raffle/http/limits/networks.ts';
import { TokenBuckets } from '../raffle/http/limits/token-buckets.ts';
import type { WitnessMetrics } from './metrics.ts';
import type { Reply, Witness } from './witness.ts';

/** 63 hashes, and a checkpoint with 16 signatures of 5 kB in base64. */
const bodyBytesMax = 128 * 1024;
/** A service with a thousand open raffles sends a thousand checkpoints a minute. */
const requestsPerMinuteMax = 2_000;

export interface WitnessAppDependencies {
  readonly witness: Pick<Witness, 'addCheckpoint' | 'checkpoint'>;
  readonly metrics: WitnessMetrics;
  /** Number of proxies in front of it that add to X-Forwarded-For. */
  readonly proxyHops: number;
  /** Takes an error of this program; the client gets a 500. */
  readonly onError: (error: unknown) => void;
  /** Monotonic clock in milliseconds. Default: `performance.now`. */
  readonly now?: () => number;
}

/** The HTTP interface of a witness. Submission and monitoring prefix are `/`. @see C2SP tlog-witness. */
export function createWitnessApp({
  witness,
  metrics,
  proxyHops,
  onError,
  now = () => performance.now(),
}: WitnessAppDependencies): Express {
  const clients = new TokenBuckets({ burst: requestsPerMinuteMax, refillMs: 60_000, now });
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', proxyHops);

  app.use((request, response, next) => {
    const waitMs = clients.take(networkOf(request.ip ?? ''));
    if (waitMs === 0) return next();
    response.set('retry-after', String(Math.ceil(waitMs / 1000)));
    response.status(429).type('text/plain').send('Too many requests.\n');
  });

  app.post(
    '/add-checkpoint',
    express.text({
      type: () => true,
      limit: bodyBytesMax,
      inflate: false,
      defaultCharset: 'utf-8',
    }),
    async (request, response) => {
      const body: unknown = request.body;
      const client = networkOf(request.ip ?? '');
      const reply = await witness.addCheckpoint(typeof body === 'string' ? body : '', client);
      metrics.countReply(reply.status);
      send(response, reply);
    },
  );

  app.get('/:hash/checkpoint', (request, response) => {
    const note = witness.checkpoint(request.params.hash);
    if (note === undefined) response.status(404);
    response.set('cache-control', 'no-cache').type('text/plain');
    response.send(note ?? 'No checkpoint of this log was cosigned here.\n');
  });

  app.get('/metrics', async (_request, response) => {
    const { type, text } = await metrics.text();
    response.type(type).send(text);
  });

  app.use(
    (_request, response) => void response.status(404).type('text/plain').send('Not found.\n'),
  );
  app.use(replyToError(onError));
  return app;
}

function send(response: Response, reply: Reply): void {
  response.status(reply.status);
  if (reply.status === 200) response.type('text/plain').send(reply.body);
  else if (reply.status === 409) response.type('text/x.tlog.size').send(`${reply.size}\n`);
  else {
    if (reply.status === 503) response.set('retry-after', '5');
    response.type('text/plain').send(`${reply.reason}\n`);
  }
}

function replyToError(onError: (error: unknown) => void): ErrorRequestHandler {
  return (error: { readonly status?: unknown }, _request, response, next) => {
    if (response.headersSent) return next(error);
    // Of the body's reader: too large, an encoding that is not supported, cut off.
    const status = typeof error.status === 'number' ? error.status : 500;
    if (status >= 500) onError(error);
    response.status(status).type('text/plain');
    response.send(status < 500 ? 'The request cannot be read.\n' : 'The witness failed.\n');
  };
}
