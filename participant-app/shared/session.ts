import type { RaffleClient } from '#contract/client.ts';
import type { Account } from '#contract/accounts.ts';
import type { MyTickets, Purchase } from '#contract/tickets.ts';
import { createRequiredContext } from '#ui/required-context.ts';

/** The person who looks at the page. */
export type Viewer =
  | { readonly status: 'asking' }
  /** The service did not answer. The question is repeated. */
  | { readonly status: 'unanswered' }
  | { readonly status: 'signed-out' }
  | {
      readonly status: 'signed-in';
      readonly account: Account;
      readonly holdings: Holdings;
    };

/** The viewer's tickets in this raffle. */
export type Holdings = 'loading' | 'failed' | MyTickets;

export interface Session {
  readonly viewer: Viewer;
  /** Calls the service as the viewer. */
  readonly client: RaffleClient;
  readonly signIn: SignInActions;
  readonly signOut: () => void;
  /** Asks again who is signed in, and for their tickets. */
  readonly refresh: () => Promise<void>;
  /** Adds the tickets of a purchase to the viewer's, before they are asked for again. */
  readonly addPurchase: (purchase: Purchase) => void;
  /** Shows the viewer as signed out: the service no longer accepts the session. */
  readonly forget: () => void;
  /** Reports a change of tickets to the other windows of this browser. */
  readonly notifyOtherWindows: () => void;
}

export interface SignInActions {
  /** `cookie`: a code is entered on this page. `bearer`: the service's own window opens. */
  readonly mode: 'cookie' | 'bearer';
  /** @throws {ProblemReply | ServiceUnreachable} */
  readonly requestCode: (email: string) => Promise<void>;
  /** @throws {ProblemReply | ServiceUnreachable} */
  readonly enterCode: (email: string, code: string) => Promise<void>;
  /** @throws {PopupBlocked} */
  readonly openWindow: () => Promise<void>;
}

export const [SessionContext, useSession] = createRequiredContext<Session>('SessionContext');

export function myTicketsOf(viewer: Viewer): MyTickets | undefined {
  if (viewer.status !== 'signed-in' || typeof viewer.holdings === 'string') return undefined;
  return viewer.holdings;
}

/** The numbers that the service lists as the viewer's; undefined while it has not. */
export function listedNumbers(viewer: Viewer): readonly number[] | undefined {
  return myTicketsOf(viewer)?.tickets.map(({ number }) => number);
}

export function myNumbersOf(viewer: Viewer): readonly number[] {
  return listedNumbers(viewer) ?? [];
}
