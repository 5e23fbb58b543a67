import type { ApiErrorCode } from '#ui/problems/api-error.ts';

/**
 * The props of `./RaffleDashboard` and `./mount`. They are the whole interface between a host page
 * and the raffle; everything else may change.
 */
export interface RaffleDashboardProps {
  /** URL of the raffle service, e.g. `https://raffle.example.org`. Default: the page's origin. */
  readonly serviceUrl?: string;
  readonly raffleId: string;
  /** BCP 47 tag. English and German exist; other languages show English. Default: the browser's. */
  readonly locale?: string;
  /** Default `inherit`: the `color-scheme` of the element around it. */
  readonly colorScheme?: 'inherit' | 'light' | 'dark' | 'system';
  /**
   * A CSS colour for buttons and links, e.g. `#8b1a4f`. Its lightness is changed where text in it
   * could not be read. Default: `--raffle-accent` of the element around it.
   */
  readonly accent?: string;
  /** Timeout of one request in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;

  /** The service's first answer is shown. Called once. */
  readonly onReady?: (event: RaffleEvent) => void;
  /** The connection is lost: the page says that it may be out of date. Called once per loss. */
  readonly onStale?: (event: RaffleEvent & { readonly ageMs: number }) => void;
  /** The viewer bought tickets. Called once per purchase. */
  readonly onPurchased?: (
    event: RaffleEvent & { readonly ticketNumbers: readonly number[] },
  ) => void;
  /** All tickets are sold. Called once. */
  readonly onSoldOut?: (event: RaffleEvent) => void;
  /** The result is shown, six seconds after the draw, as on every screen. Called once. */
  readonly onDrawn?: (event: RaffleEvent & { readonly ticketNumber: number }) => void;
  /**
   * Something failed, and the page says so. `code` is stable. `display-failed`: the dashboard could
   * not be rendered; a message with "Try again" is shown instead.
   */
  readonly onError?: (event: RaffleEvent & { readonly code: HostErrorCode }) => void;
}

export type HostErrorCode = ApiErrorCode | 'display-failed';

export interface RaffleEvent {
  readonly raffleId: string;
}

/** Calls a handler of the host. An error that it throws is reported as uncaught. */
export function reportToHost<Event extends RaffleEvent>(
  handler: ((event: Event) => void) | undefined,
  event: Event,
): void {
  try {
    handler?.(event);
  } catch (error) {
    reportError(error);
  }
}

/** Renders the dashboard into an element. The host needs no React. */
export type Mount = (element: Element, props: RaffleDashboardProps) => MountedRaffle;

export interface MountedRaffle {
  /** Changes some props and keeps the others. */
  readonly update: (props: Partial<RaffleDashboardProps>) => void;
  /** Removes the dashboard with its connections, timers and nodes. */
  readonly unmount: () => void;
}
