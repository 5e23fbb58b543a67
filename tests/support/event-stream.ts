import type { ExecutionContext } from 'ava';
import type { RaffleView } from '#contract/schemas.ts';

export interface StreamEvent {
  readonly event: string;
  readonly id: string;
  readonly view: RaffleView;
}

export interface EventReader {
  /** The next event, or undefined once the stream has ended. Comments are passed over. */
  next(): Promise<StreamEvent | undefined>;
  /** The first event that this is true of. */
  until(isIt: (view: RaffleView) => boolean): Promise<StreamEvent>;
  /** Every byte so far. */
  bytes(): string;
}

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
  let [all, rest] = ['', ''];

  async function next(): Promise<StreamEvent | undefined> {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end >= 0) {
        const block = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (!block.startsWith(':')) return parseEvent(block);
        continue;
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      all += value;
      rest += value;
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

function parseEvent(block: string): StreamEvent {
  const fields = Object.fromEntries(
    block.split('\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  ) as { event: string; id: string; data: string };
  return { event: fields.event, id: fields.id, view: JSON.parse(fields.data) as RaffleView };
}
