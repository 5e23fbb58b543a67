import { Counter, Gauge, Registry } from 'prom-client';

/** Figures of a witness for Prometheus. */
export class WitnessMetrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'raffle_witness_requests_total',
    help: 'Checkpoints received, by the status of the reply.',
    labelNames: ['status'],
    registers: [this.#registry],
  });
  readonly #forks = new Counter({
    name: 'raffle_witness_forks_total',
    help: 'Checkpoints that contradict a cosigned one and have the signature of the log.',
    registers: [this.#registry],
  });
  readonly #lastCosigned = new Gauge({
    name: 'raffle_witness_last_cosignature_seconds',
    help: 'Unix time of the last cosignature; 0 before the first.',
    registers: [this.#registry],
  });

  /** @param countLogs Number of logs of which something was cosigned. */
  constructor(countLogs: () => number) {
    const logs = new Gauge({
      name: 'raffle_witness_logs',
      help: 'Logs of which a checkpoint was cosigned.',
      registers: [],
      collect() {
        this.set(countLogs());
      },
    });
    this.#registry.registerMetric(logs);
  }

  countReply(status: number): void {
    this.#requests.inc({ status });
    if (status === 200) this.#lastCosigned.set(Math.floor(Date.now() / 1000));
  }

  countFork(): void {
    this.#forks.inc();
  }

  async text(): Promise<{ readonly type: string; readonly text: string }> {
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}
