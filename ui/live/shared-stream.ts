/** From the tab with the stream to the others. Without `raffle` it is a heartbeat. */
export interface StreamMessage {
  readonly raffle?: unknown;
  /** Whether the service sent it at the moment of the change. */
  readonly isNew: boolean;
}

export interface SharedStreamOptions {
  /** Of the lock and the channel; the same in each tab that follows the same raffle. */
  readonly name: string;
  readonly signal: AbortSignal;
  /** A leading tab that is silent for this long is given up, in milliseconds. */
  readonly silenceMs: number;
  /** Follows the stream in this tab. */
  readonly lead: (send: (message: StreamMessage) => void) => Promise<boolean>;
  /** Another tab has the stream: gets the current state once. */
  readonly join: () => Promise<void>;
  /** Takes a message from the tab that has the stream. */
  readonly onMessage: (message: StreamMessage) => void;
}

const hello = 'hello';

/**
 * Shares one stream among the tabs of a browser, because a browser opens at most six HTTP/1.1
 * connections to a service. The tab that holds the lock has the stream; when it closes, the next tab
 * gets it. Without Web Locks (an insecure context) each tab has its own.
 *
 * @returns Whether there was any message before it ended.
 */
export async function shareStream(options: SharedStreamOptions): Promise<boolean> {
  const { name, signal, silenceMs, lead, join, onMessage } = options;
  const { locks }: { readonly locks?: LockManager | null } = navigator;
  if (!locks || typeof BroadcastChannel === 'undefined') return lead(() => {});
  const channel = new BroadcastChannel(name);
  const silence = new AbortController();
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let isLeading = false;
  let hasMessage = false;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no target
  const send = (message: StreamMessage | typeof hello) => channel.postMessage(message);
  const watch = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => silence.abort(), silenceMs);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<StreamMessage | typeof hello>) => {
    if (data === hello) {
      if (isLeading) send({ isNew: false });
    } else if (!isLeading) {
      watch();
      hasMessage = true;
      onMessage(data);
    }
  });
  const takeLead = async () => {
    clearTimeout(watchdog);
    isLeading = true;
    return lead(send);
  };
  try {
    const hasLed = await locks.request(name, { ifAvailable: true }, async (lock) =>
      lock === null ? undefined : takeLead(),
    );
    if (hasLed !== undefined) return hasLed;
    await join();
    watch();
    send(hello);
    const waiting = AbortSignal.any([signal, silence.signal]);
    return (await locks.request(name, { signal: waiting }, takeLead)) || hasMessage;
  } catch {
    // Ended, or the leading tab fell silent: the next poll sets the state.
    return hasMessage;
  } finally {
    clearTimeout(watchdog);
    channel.close();
  }
}
