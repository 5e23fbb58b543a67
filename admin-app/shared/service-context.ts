import type { RaffleClient } from '#contract/client.ts';
import { createRequiredContext } from '#ui/required-context.ts';
import type { LiveTimings } from '#ui/live/raffle-state.ts';

export interface Service {
  /** Signs requests with this browser's key. Without a key, only public endpoints work. */
  readonly client: RaffleClient;
  /** The same with a longer time-out, for answers as long as a raffle's log. */
  readonly longReplyClient: RaffleClient;
  readonly serviceUrl: string;
  readonly locale: string;
  readonly timings: LiveTimings;
}

/** The service of this app and its clients. */
const [ServiceContext, useService] = createRequiredContext<Service>('ServiceProvider');
export { ServiceContext, useService };
