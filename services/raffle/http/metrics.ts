import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { LiveStream } from './live-stream.ts';

/** What operators watch. Counts only: nothing about anybody. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #replies = new Counter({
    name: 'raffle_http_replies_total',
    help: 'Replies, by method and status.',
    labelNames: ['method', 'status'],
    registers: [this.#registry],
  });

  constructor(stream: LiveStream) {
    collectDefaultMetrics({ register: this.#registry });
    const readers = new Gauge({
      name: 'raffle_stream_readers',
      help: 'Live streams open now.',
      registers: [],
      collect() {
        this.set(stream.readerCount);
      },
    });
    this.#registry.registerMetric(readers);
  }

  countReply(method: string, status: number): void {
    this.#replies.inc({ method, status });
  }

  /** @returns The Prometheus text format and its media type. */
  async read(): Promise<{ type: string; text: string }> {
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  /** Stops measuring. */
  close(): void {
    this.#registry.clear();
  }
}
