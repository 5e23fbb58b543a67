import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Mailer, MailStatus } from '../../mail/mailer.ts';
import type { RaffleMails } from '../../mail/raffle-mails.ts';
import type { Witnesses } from '../../witness/witnesses.ts';
import type { ConnectionRefusal } from '../server/listen.ts';
import type { LiveStream } from '../raffles/live-stream.ts';
import { Router } from 'express';

/** Gauges of the library whose names have a counter's suffix. The same figures exist by type. */
const misnamedMetrics = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

export interface MetricsDependencies {
  readonly stream: LiveStream;
  readonly mailer: Mailer | undefined;
  readonly raffleMails: RaffleMails;
  readonly witnesses: Pick<Witnesses, 'counts' | 'countAlarms'>;
  readonly connectionRefusals: Readonly<Record<ConnectionRefusal, number>>;
}

/** Prometheus metrics of the service. They contain counts only, no personal data. */
export class Metrics {
  readonly #registry = new Registry();
  /** Replies that were sent whole, by method and status. */
  readonly #replies = new Map<string, Map<number, number>>();

  constructor({ stream, mailer, raffleMails, witnesses, connectionRefusals }: MetricsDependencies) {
    collectDefaultMetrics({ register: this.#registry });
    for (const name of misnamedMetrics) this.#registry.removeSingleMetric(name);
    const replies = this.#replies;
    const counter = new Counter({
      name: 'raffle_http_replies_total',
      help: 'Replies, by method and status.',
      labelNames: ['method', 'status'],
      registers: [],
      collect() {
        this.reset();
        for (const [method, counts] of replies) {
          for (const [status, count] of counts) this.inc({ method, status }, count);
        }
      },
    });
    this.#registry.registerMetric(counter);
    const readers = new Gauge({
      name: 'raffle_stream_readers',
      help: 'Live streams open now.',
      registers: [],
      collect() {
        this.set(stream.readerCount);
      },
    });
    this.#registry.registerMetric(readers);
    const refusals = new Counter({
      name: 'raffle_connections_refused_total',
      help: 'Connections closed without an answer, by reason.',
      labelNames: ['reason'],
      registers: [],
      collect() {
        this.reset();
        for (const [reason, count] of Object.entries(connectionRefusals)) {
          this.inc({ reason }, count);
        }
      },
    });
    this.#registry.registerMetric(refusals);
    if (mailer !== undefined) this.#watchMail(mailer);
    if (raffleMails.isOn) this.#watchRaffleMails(raffleMails);
    if (witnesses.counts.size > 0) this.#watchWitnesses(witnesses);
  }

  /** Counts a reply that was sent whole. A look-up, because the library makes a key of the labels each time. */
  countReply(method: string, status: number): void {
    let counts = this.#replies.get(method);
    if (counts === undefined) this.#replies.set(method, (counts = new Map()));
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }

  /** @returns The Prometheus text format and its media type. */
  async read(): Promise<{ type: string; text: string }> {
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  #watchMail(mailer: Mailer): void {
    const gauge = (name: string, help: string, read: (status: MailStatus) => number) =>
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        collect() {
          this.set(read(mailer.status));
        },
      });
    const mails = new Counter({
      name: 'raffle_mails_total',
      help: 'Mails by outcome: sent, failed for good, or tried again.',
      labelNames: ['outcome'],
      registers: [],
      collect() {
        this.reset();
        const { sent, failed, retried } = mailer.status;
        this.inc({ outcome: 'sent' }, sent);
        this.inc({ outcome: 'failed' }, failed);
        this.inc({ outcome: 'retried' }, retried);
      },
    });
    this.#registry.registerMetric(mails);
    gauge('raffle_mails_waiting', 'Mails that wait to be sent.', ({ waiting }) => waiting);
    gauge(
      'raffle_mail_server_reachable',
      '1 if the mail server was reached at the last try.',
      ({ isReachable }) => Number(isReachable ?? false),
    );
  }

  #watchRaffleMails(raffleMails: RaffleMails): void {
    const counts = new Gauge({
      name: 'raffle_outbox_mails',
      help: 'Mails about raffles, by state: queued, sent, or given up as failed.',
      labelNames: ['state'],
      registers: [],
      async collect() {
        const { queued, sent, failed } = await raffleMails.countAll();
        this.set({ state: 'queued' }, queued);
        this.set({ state: 'sent' }, sent);
        this.set({ state: 'failed' }, failed);
      },
    });
    const oldest = new Gauge({
      name: 'raffle_outbox_oldest_seconds',
      help: 'How long the oldest queued mail about a raffle has waited; 0 if none waits.',
      registers: [],
      async collect() {
        const { oldestQueuedAt } = await raffleMails.countAll();
        const ageMs = oldestQueuedAt === undefined ? 0 : Date.now() - Date.parse(oldestQueuedAt);
        this.set(Math.max(0, ageMs / 1_000));
      },
    });
    this.#registry.registerMetric(counts);
    this.#registry.registerMetric(oldest);
  }

  #watchWitnesses(witnesses: MetricsDependencies['witnesses']): void {
    const requests = new Counter({
      name: 'raffle_witness_requests_total',
      help: 'Requests to witnesses, by witness and outcome: cosigned or failed.',
      labelNames: ['witness', 'outcome'],
      registers: [],
      collect() {
        this.reset();
        for (const [witness, counts] of witnesses.counts) {
          this.inc({ witness, outcome: 'cosigned' }, counts.cosigned);
          this.inc({ witness, outcome: 'failed' }, counts.failed);
        }
      },
    });
    const alarms = new Gauge({
      name: 'raffle_witness_alarms',
      help: 'Raffles and witnesses that claim to have seen another history of their log.',
      registers: [],
      async collect() {
        this.set(await witnesses.countAlarms());
      },
    });
    this.#registry.registerMetric(requests);
    this.#registry.registerMetric(alarms);
  }

  /** Stops the collection. */
  close(): void {
    this.#registry.clear();
  }
}

export interface OperationsRoutesDependencies {
  readonly metrics: Metrics;
  /** Undefined if the service sends no mail. */
  readonly mailer: Mailer | undefined;
  /** Whether the store can be read and written now. */
  readonly isStoreReachable: () => Promise<boolean>;
  /** False from the beginning of a shutdown. */
  readonly isReady: () => boolean;
}

/** Health and metrics endpoints for supervisors and monitoring. */
export function operationsRoutes({
  metrics,
  mailer,
  isStoreReachable,
  isReady,
}: OperationsRoutesDependencies): Router {
  const router = Router();
  router.get('/livez', (_request, response) => void response.json({ status: 'alive' }));
  router.get('/readyz', async (_request, response) => {
    // Without mail the service still sells to signed-in participants, so it stays ready.
    if (!isReady()) response.status(503).json({ status: 'draining' });
    else if (!(await isStoreReachable())) {
      response.status(503).json({ status: 'database-unreachable' });
    } else response.json({ status: 'ready', ...describeMail(mailer) });
  });
  router.get('/metrics', async (_request, response) => {
    const { type, text } = await metrics.read();
    response.set('content-type', type).send(text);
  });
  return router;
}

function describeMail(mailer: Mailer | undefined): {
  mail?: 'reachable' | 'unreachable' | 'untried';
} {
  if (mailer === undefined) return {};
  const { isReachable } = mailer.status;
  if (isReachable === undefined) return { mail: 'untried' };
  return { mail: isReachable ? 'reachable' : 'unreachable' };
}
