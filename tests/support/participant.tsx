import { pageUrl } from './browser-globals.ts';
import { act, cleanup, configure, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test, { registerCompletionHandler } from 'ava';
import nock from 'nock';
import { problems, type ProblemCode } from '#contract/problems.ts';
import type { MyTickets, Purchase, RaffleView } from '#contract/schemas.ts';
import { holding, raffleView } from '../../participant-app/gallery/fixtures.ts';
import type { RaffleDashboardProps } from '../../participant-app/host-contract.ts';
import { RaffleDashboard } from '../../participant-app/RaffleDashboard.tsx';
import type { Timings } from '../../participant-app/timings.ts';

export { pageUrl };

export const raffleId = 'spring';
export const ticketsPath = `/api/raffles/${raffleId}/tickets`;

/** Short enough for a test, long enough for a busy machine. */
export const timings: Partial<Timings> = {
  timeoutMs: 1000,
  pollMs: 60,
  silenceMs: 300,
  slowMs: 200,
};

/** What the service behind the page would say. Change it, and the page hears of it. */
export interface StubbedService {
  raffle: RaffleView;
  mine: MyTickets;
  isSignedIn: boolean;
  readonly scope: nock.Scope;
}

/** Answers every question; orders are each test's own. The stream is down, so the page polls. */
export function stubService(changes: Partial<StubbedService> = {}): StubbedService {
  const scope = nock(pageUrl).persist();
  const service: StubbedService = {
    raffle: raffleView({ sold: 10 }),
    mine: holding([]),
    isSignedIn: true,
    scope,
    ...changes,
  };
  const account = { id: 'ann', email: 'ann@example.org' };
  scope.get(`/api/raffles/${raffleId}/stream`).reply(503, 'down');
  scope.get(`/api/raffles/${raffleId}`).reply(() => [200, service.raffle]);
  scope
    .get('/api/me')
    .reply(() => (service.isSignedIn ? [200, { account }] : problemReply('sign-in-required')));
  scope
    .get(`${ticketsPath}/mine`)
    .reply(() => (service.isSignedIn ? [200, service.mine] : problemReply('sign-in-required')));
  return service;
}

/** The service's answer to a purchase of these numbers. */
export function purchaseOf(numbers: readonly number[], raffle = raffleView()): Purchase {
  const { tickets, allowance } = holding(numbers);
  return { tickets, allowance, raffle, receipts: [] };
}

export function problemReply(
  code: ProblemCode,
  headers: Record<string, string> = {},
): [number, object, Record<string, string>] {
  const { status, title, meaning } = problems[code];
  const type = `${pageUrl}/docs#${code}`;
  return [
    status,
    { type, title, status, detail: meaning, instance: 'test', code },
    { 'content-type': 'application/problem+json', ...headers },
  ];
}

export type DashboardOptions = Partial<RaffleDashboardProps> & { timings?: Partial<Timings> };

/** Shows the dashboard as a host would. */
export function showDashboard(options: DashboardOptions = {}) {
  const props = { raffleId, locale: 'en', serviceUrl: pageUrl, timings, ...options };
  const view = render(<RaffleDashboard {...props} />);
  return { ...view, user: userEvent.setup() };
}

/** The Buy button, once it may be pressed. */
export async function readyToBuy(label: RegExp = /^Buy 1 ticket/): Promise<HTMLElement> {
  return screen.findByRole('button', { name: label });
}

/** Whether a press on it would do anything. */
export function isEnabled(button: HTMLElement): boolean {
  return !button.hasAttribute('disabled') && button.getAttribute('aria-disabled') !== 'true';
}

/** Waits until something holds. (AVA counts an assertion that fails in a loop as a failure.) */
export async function eventually(holds: () => boolean): Promise<void> {
  await waitFor(() => {
    if (!holds()) throw new Error(`Never came to be: ${String(holds)}`);
  });
}

/** Lets time pass, and React render what comes of it. */
export async function pause(milliseconds: number): Promise<void> {
  await act(async () => new Promise((resolve) => setTimeout(resolve, milliseconds)));
}

/** Every test begins with an empty page and a silent network. */
export function resetBetweenTests(): void {
  nock.disableNetConnect();
  // The whole document in every message hides the message.
  configure({
    asyncUtilTimeout: 5000,
    getElementError: (message) => new Error(message?.split('\n')[0]),
  });
  test.afterEach.always(() => {
    cleanup();
    nock.abortPendingRequests();
    nock.cleanAll();
    sessionStorage.clear();
  });
  registerCompletionHandler(() => process.exit());
}
