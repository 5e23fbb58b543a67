import type { TroubleCode } from '#ui/problems/trouble.ts';

/**
 * What a host page and the raffle owe each other. `./RaffleDashboard` and `./mount` take these
 * props; nothing else of this package is a promise.
 */
export interface RaffleDashboardProps {
  /** Where the raffle service is, e.g. `https://raffle.example.org`. Default: the page's own origin. */
  readonly serviceUrl?: string;
  readonly raffleId: string;
  /** BCP 47 tag. English and German are spoken, everything else gets English. Default: the browser's. */
  readonly locale?: string;
  /** Default `inherit`: whatever `color-scheme` holds around the element. */
  readonly colorScheme?: 'inherit' | 'light' | 'dark' | 'system';
  /** How long one request may take, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;

  /** The first true number is on screen. Called once. */
  readonly onReady?: (event: RaffleEvent) => void;
  /** What is shown may be out of date, and says so. Called when that begins. */
  readonly onStale?: (event: RaffleEvent & { readonly ageMs: number }) => void;
  /** Tickets were sold to whoever sits here. Called once for each purchase. */
  readonly onPurchased?: (
    event: RaffleEvent & { readonly ticketNumbers: readonly number[] },
  ) => void;
  /** The last ticket is gone. Called once. */
  readonly onSoldOut?: (event: RaffleEvent) => void;
  /** The winning number is public. Called once. */
  readonly onDrawn?: (event: RaffleEvent & { readonly ticketNumber: number }) => void;
  /** Something failed; the participant has been told. `code` is stable. */
  readonly onError?: (event: RaffleEvent & { readonly code: TroubleCode }) => void;
}

export interface RaffleEvent {
  readonly raffleId: string;
}

/** Renders the dashboard into an element of a host that need not know React. */
export type Mount = (element: Element, props: RaffleDashboardProps) => MountedRaffle;

export interface MountedRaffle {
  /** Changes some props; the rest stay as they are. */
  readonly update: (props: Partial<RaffleDashboardProps>) => void;
  /** Takes the raffle off the page: streams, timers and nodes. */
  readonly unmount: () => void;
}
