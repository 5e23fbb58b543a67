import type { RaffleView } from '#contract/raffles.ts';
import type { Verdict } from '#proof/verdict.ts';
import { countOf } from './output.ts';

/** What an audit of the saved record says. */
export const verdicts: Readonly<Record<Verdict, string>> = {
  passed:
    'The record saved with this page was checked from the first entry to the last: it is valid.',
  failed: 'The record saved with this page was checked: it is NOT VALID.',
  'not-checked': 'The record saved with this page could not be checked completely.',
};

export const drawnBy: Readonly<Record<RaffleView['randomness'], string>> = {
  local: 'the random generator of the service',
  drand: 'the public random numbers of drand, so that anyone can recompute it',
};

export const states: Readonly<Record<RaffleView['status'], string>> = {
  announced: 'sales have not begun',
  open: 'tickets are on sale',
  closed: 'sales have ended, and the winners are not drawn yet',
  drawn: 'the winners are drawn',
  cancelled: 'cancelled',
};

/** What an entry of a log says that an organiser did. */
export const deedWords: Readonly<Record<string, (count: number) => string>> = {
  'raffle-opened': () => 'opened the raffle',
  'raffle-amended': (count) => `changed the rules${count === 1 ? '' : ` ${count} times`}`,
  'ticket-sold': (count) => `sold ${countOf(count, 'ticket')} at the desk`,
  'ticket-voided': (count) => `took back ${countOf(count, 'ticket')}`,
  'raffle-closed': () => 'ended the sales',
  'raffle-drawn': () => 'drew the winners',
  'prize-claimed': (count) => `handed over ${countOf(count, 'prize')}`,
  'prize-forfeited': (count) => `passed on ${countOf(count, 'prize')}`,
  'raffle-cancelled': () => 'cancelled the raffle',
};
