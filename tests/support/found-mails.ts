import type { Entry } from '../../services/raffle/domain/entries.ts';
import { isOpened, type OpenedRaffle } from '../../services/raffle/domain/raffle.ts';
import { findMails, type MailEvent } from '../../services/raffle/mail/mail-events.ts';
import { closed, drawn, fold, opened, sold } from './given.ts';

export const pause = async () => {};

export function requireOpened(log: readonly Entry[]): OpenedRaffle {
  const raffle = fold(log);
  if (!isOpened(raffle)) throw new TypeError('The log has no opening.');
  return raffle;
}

/** Every mail of a log: when the state is read once, after all entries. */
export async function mailsOf(...log: Entry[]): Promise<MailEvent[]> {
  const events: MailEvent[] = [];
  for (let index = 0; index < log.length;) {
    const event = await findMails(requireOpened(log), { entries: log, from: 0 }, { index, pause });
    events.push(event);
    index = event.next;
  }
  return events;
}

/** The kinds of the mails of a log, and who gets them. */
export async function kindsOf(...log: Entry[]): Promise<string[]> {
  const events = await mailsOf(...log);
  return events.flatMap(({ mails }) =>
    mails.map(({ to, content }) => `${content.kind} to ${to.account}`),
  );
}

export const ann = (number: number, key = 'a') => sold(number, { key });

export const ben = (number: number, key = 'b') => sold(number, { key, holder: 'ben' });

export const fair = opened({ prizes: ['Hamper', 'Book'], reserves: 1, perPersonLimit: 5 });

export const draw = drawn(4, [
  { ticketNumber: 2 },
  { ticketNumber: 3, holder: 'ben' },
  { ticketNumber: 4, holder: 'ben' },
]);

export const story = [fair, ann(1), ann(2), ben(3), ben(4), closed(4)];
