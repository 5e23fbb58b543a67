import { pageUrl } from './browser-globals.ts';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test, { registerCompletionHandler } from 'ava';
import nock from 'nock';
import type { ProblemCode } from '#contract/problem-details.ts';
import { problems } from '#contract/problems.ts';
import type { RaffleView } from '#contract/raffles.ts';
import type { MyTickets, Purchase } from '#contract/tickets.ts';
import { holding, raffleView } from '../../participant-app/gallery/fixtures.ts';
import type { RaffleDashboardProps } from '../../participant-app/shared/host-contract.ts';
import { DashboardView } from '../../participant-app/app/DashboardView.tsx';
import { RaffleDashboard } from '../../participant-app/app/RaffleDashboard.tsx';
import type { Timings } from '../../participant-app/shared/timings.ts';
import { configurePageWaits } from './page-waits.ts';

export { pageUrl };

export const raffleId = 'spring';
export const ticketsPath = `/api/raffles/${raffleId}/tickets`;

/** Pauses are short, and a reply may take as long as a busy machine needs. */
export const timings: Partial<Timings> = {
  timeoutMs: 60_000,
  pollMs: 60,
  silenceMs: 300,
  slowMs: 200,
  restMs: 150,
};

/** For tests in which a request gets no reply in time. */
export const impatient: Partial<Timings> = { ...timings, timeoutMs: 2000 };

/** State of the stubbed service. The page notices changes by polling. */
export interface StubbedService {
  raffle: RaffleView;
  mine: MyTickets;
  /** Until it resolves, nothing is said of the viewer's tickets. */
  mineHeldBack?: Promise<void>;
  isSignedIn: boolean;
  readonly scope: nock.Scope;
}

/** Requests for the raffle that a stubbed service has answered. */
let pollCount = 0;

/** Answers all reads; tests stub purchases themselves. The stream is down, so the page polls. */
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
  scope.get(`/api/raffles/${raffleId}`).reply(() => {
    pollCount += 1;
    return [200, service.raffle];
  });
  scope
    .get('/api/me')
    .reply(() => (service.isSignedIn ? [200, { account }] : problemReply('sign-in-required')));
  scope.get(`${ticketsPath}/mine`).reply(async () => {
    await service.mineHeldBack;
    return service.isSignedIn ? [200, service.mine] : problemReply('sign-in-required');
  });
  return service;
}

/** Stubs the reply to the next purchase. */
export function answerOnce(): nock.Interceptor {
  return nock(pageUrl).post(ticketsPath);
}

/** The service's reply to a purchase of these ticket numbers. */
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

/** Renders the dashboard as a host does. */
export function showDashboard(options: DashboardOptions = {}) {
  const props = { raffleId, locale: 'en', serviceUrl: pageUrl, timings, ...options };
  const view = render(
    <RaffleDashboard {...props}>
      <DashboardView headingLevel={2} />
    </RaffleDashboard>,
  );
  return { ...view, user: userEvent.setup() };
}

/** Waits for the Buy button. */
export async function readyToBuy(label: RegExp = /^Buy 1 ticket/): Promise<HTMLElement> {
  return screen.findByRole('button', { name: label });
}

type User = ReturnType<typeof userEvent.setup>;

/** Presses Buy, and waits for the button that confirms. */
export async function readyToConfirm(user: User, label?: RegExp): Promise<HTMLElement> {
  await user.click(await readyToBuy(label));
  return screen.findByRole('button', { name: /^Confirm / });
}

/** Presses Buy and confirms. */
export async function buy(user: User, label?: RegExp): Promise<void> {
  await user.click(await readyToConfirm(user, label));
}

/** Whether a press on the button has an effect. */
export function isEnabled(button: HTMLElement): boolean {
  return !button.hasAttribute('disabled') && button.getAttribute('aria-disabled') !== 'true';
}

/** Waits until a condition holds. (AVA counts an assertion that fails in a loop as a failure.) */
export async function eventually(holds: () => boolean): Promise<void> {
  await waitFor(() => {
    if (!holds()) throw new Error(`The condition did not become true: ${String(holds)}`);
  });
}

/**
 * Waits until the page has polled again a few times, so that the effects of earlier actions have
 * happened.
 */
export async function pollAgain(times = 3): Promise<void> {
  const end = pollCount + times;
  await eventually(() => pollCount >= end);
}

/** Empties the page and removes all stubbed replies after every test. */
export function resetBetweenTests(): void {
  nock.disableNetConnect();
  configurePageWaits();
  test.afterEach.always(() => {
    cleanup();
    nock.abortPendingRequests();
    nock.cleanAll();
    sessionStorage.clear();
  });
  registerCompletionHandler(() => process.exit());
}
