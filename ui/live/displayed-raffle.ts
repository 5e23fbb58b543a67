import type { RaffleView } from '#contract/raffles.ts';
import { isolateText } from '#contract/shown-text.ts';
import type { AwaitedReveal, KnownRaffle, RaffleState } from './raffle-state.ts';
import { hideResult, revealTimeOf } from './reveal.ts';
import { ServiceClock } from './service-clock.ts';

export interface SnapshotSource {
  readonly freshness: 'live' | 'polled';
  /** Whether the service sends it at the moment of the change. */
  readonly isNew: boolean;
}

/**
 * Turns snapshots from the service into the state to display: never an older version, never a result
 * before its reveal, and never a guess.
 */
export class DisplayedRaffle {
  readonly clock = new ServiceClock();
  readonly #revealMs: number | undefined;
  readonly #onState: (state: RaffleState) => void;
  #state: RaffleState = { status: 'connecting' };
  /** The newest view, with its result. */
  #latest: RaffleView | undefined;
  #drawing: AwaitedReveal | undefined;
  #revealTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: {
    readonly revealMs: number | undefined;
    readonly onState: (state: RaffleState) => void;
  }) {
    this.#revealMs = options.revealMs;
    this.#onState = options.onState;
  }

  get state(): RaffleState {
    return this.#state;
  }

  /** Sets the timer of a reveal that was awaited when the timer was stopped. */
  startTimer(): void {
    clearTimeout(this.#revealTimer);
    const left = this.#drawing === undefined ? 0 : this.#drawing.until - Date.now();
    if (left > 0) this.#revealTimer = setTimeout(() => this.#reveal(), left);
  }

  stopTimer(): void {
    clearTimeout(this.#revealTimer);
  }

  /** Takes a snapshot from the stream or from polling. */
  accept(raffle: RaffleView, { freshness, isNew }: SnapshotSource): void {
    const known = this.#latest;
    // Another process may be a moment behind; another `openedAt` is a new raffle under the same id.
    const isOlder =
      known !== undefined && raffle.openedAt === known.openedAt && isEarlier(raffle, known);
    const latest = isOlder ? known : this.#setLatest(raffle, isNew);
    this.#set({
      status: 'known',
      ...this.#show(latest),
      freshness,
      confirmedAt: Date.now(),
      clockAheadMs: this.clock.aheadMs,
    });
  }

  /** Takes a snapshot that came with another reply, if it is newer. */
  applySnapshot(raffle: RaffleView): void {
    if (this.#state.status !== 'known' || !isEarlier(this.#state.raffle, raffle)) return;
    this.#set({ ...this.#state, ...this.#show(this.#setLatest(raffle, false)) });
  }

  /** The service confirmed that nothing has changed. */
  confirm(freshness: 'live' | 'polled'): void {
    if (this.#state.status !== 'known') return;
    const clockAheadMs = this.clock.aheadMs;
    this.#set({ ...this.#state, freshness, confirmedAt: Date.now(), clockAheadMs });
  }

  /** The service does not answer. */
  setUnreachable(): void {
    if (this.#state.status === 'known') this.#set({ ...this.#state, freshness: 'stale' });
    else this.#set({ status: 'unreachable' });
  }

  /** The service says that there is no such raffle. */
  setUnknownRaffle(): void {
    if (this.#state.status !== 'known') this.#set({ status: 'unknown-raffle' });
    else if (this.#state.raffle.rehearsal === true) this.#set({ status: 'deleted' });
    // A real raffle is never deleted, so the reply is wrong.
    else this.setUnreachable();
  }

  /** Nothing is confirmed any more; what was not a raffle may be one at the next attempt. */
  setDisconnected(): void {
    if (this.#state.status === 'known') this.#set({ ...this.#state, freshness: 'stale' });
    else this.#set({ status: 'connecting' });
  }

  #setLatest(raffle: RaffleView, isNew: boolean): RaffleView {
    const earlier = this.#latest;
    const latest = { ...raffle, title: isolateText(raffle.title) };
    this.#latest = latest;
    if (raffle.status !== 'drawn') {
      this.#drawing = undefined;
      return latest;
    }
    const { drawnAt } = raffle;
    if (earlier?.status === 'drawn' && earlier.drawnAt === drawnAt) return latest;
    this.clock.readEvent(drawnAt, isNew);
    const delayMs = this.#revealMs;
    this.#drawing = { until: revealTimeOf(drawnAt, { aheadMs: this.clock.aheadMs, delayMs }) };
    this.startTimer();
    return latest;
  }

  /** What may be shown now. */
  #show(raffle: RaffleView): Pick<KnownRaffle, 'raffle' | 'drawing'> {
    const isHidden = this.#drawing !== undefined && this.#drawing.until > Date.now();
    return isHidden && raffle.status === 'drawn'
      ? { raffle: hideResult(raffle), drawing: this.#drawing }
      : { raffle, drawing: undefined };
  }

  #reveal(): void {
    if (this.#state.status !== 'known' || this.#latest === undefined) return;
    const shown = this.#show(this.#latest);
    // A timer may fire a moment early.
    if (shown.drawing === undefined) this.#set({ ...this.#state, ...shown });
    else this.#revealTimer = setTimeout(() => this.#reveal(), 1);
  }

  #set(state: RaffleState): void {
    this.#state = state;
    this.#onState(state);
  }
}

/** Whether a view is older than another one. Sales begin without a new version. */
function isEarlier(one: RaffleView, other: RaffleView): boolean {
  if (one.version !== other.version) return one.version < other.version;
  return one.status === 'announced' && other.status !== 'announced';
}
