import type { ExecutionContext } from 'ava';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { RaffleView } from '#contract/raffles.ts';
import { waitMsMax } from './wait-limit.ts';

export interface StreamEvent {
  readonly event: string;
  readonly id: string;
  readonly view: RaffleView;
}

export interface EventReader {
  /**
   * The next event, or undefined once the stream has ended. Comments are skipped.
   *
   * @throws {Error} No event came and the stream did not end for `waitMsMax`.
   */
  next(): Promise<StreamEvent | undefined>;
  /** The first event whose view satisfies the predicate. */
  until(isIt: (view: RaffleView) => boolean): Promise<StreamEvent>;
  /** All bytes received so far. */
  bytes(): string;
}

/** Kept before a test can replace the timers. */
const { setTimeout: setRealTimeout, clearTimeout: clearRealTimeout } = globalThis;

/** Reads a raffle's stream as a browser's EventSource does. */
export async function readStream(
  t: ExecutionContext,
  url: string,
  raffle = 'demo',
): Promise<EventReader> {
  const hangUp = new AbortController();
  t.teardown(() => hangUp.abort());
  const reply = await fetch(`${url}/api/raffles/${raffle}/stream`, { signal: hangUp.signal });
  if (reply.status !== 200) throw new Error(`The stream answered ${reply.status}.`);
  const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  let all = '';

  async function next(): Promise<StreamEvent | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setRealTimeout(() => reject(new Error('The stream sent nothing.')), waitMsMax);
    });
    try {
      return await Promise.race([readEvent(), tooLate]);
    } finally {
      clearRealTimeout(timer);
    }
  }

  async function readEvent(): Promise<StreamEvent | undefined> {
    for (;;) {
      const read = events.shift();
      if (read !== undefined) {
        const { event = 'message', id = '', data } = read;
        return { event, id, view: JSON.parse(data) as RaffleView };
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      all += value;
      parser.feed(value);
    }
  }

  async function until(isIt: (view: RaffleView) => boolean): Promise<StreamEvent> {
    for (;;) {
      const event = await next();
      if (event === undefined) throw new Error('The stream ended.');
      if (isIt(event.view)) return event;
    }
  }

  return { next, until, bytes: () => all };
}
