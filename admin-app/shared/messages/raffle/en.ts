import { limits, type RaffleView, type Seal } from '#contract/raffles.ts';
import type { Summary } from '#contract/summary.ts';
import type { Formats } from '#ui/formats.ts';

export const raffle = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  return {
    projector: 'Projector view',
    audit: 'Audit',
    participantsPage: 'The participants’ page',
    desk: 'Desk sale',
    /** The title of a page whose raffle does not exist. */
    gone: 'Raffle not found',
    unavailable: {
      connecting: 'Loading the raffle …',
      deleted: 'This rehearsal is deleted. Nothing in it was real.',
      'unknown-raffle': 'There is no raffle with this id. Check the address.',
      unreachable: 'The service does not answer. Trying again …',
    },

    state: {
      unsold: 'Tickets are on sale; none is sold yet.',
      open: 'Tickets are on sale.',
      soldOut: (prizes: number) =>
        `Every ticket is sold. The ${f.plural(prizes, { one: 'winner', other: 'winners' })} can be drawn.`,
      closed: (prizes: number) =>
        `Sales have ended. ${f.plural(prizes, { one: 'The winner is', other: 'The winners are' })} not drawn yet.`,
      sealed: ({ publishedAt }: Seal) =>
        `Sales have ended and the draw is sealed. The random number that decides it is published ${f.moment(publishedAt)}.`,
      drawnOn: (at: string) => `Drawn ${f.moment(at)}.`,
      drawn: (winners: readonly number[], at: string) =>
        winners.length === 0
          ? `No ticket holds a prize. Drawn ${f.moment(at)}.`
          : `${f.plural(winners.length, { one: 'Ticket', other: 'Tickets' })} ${f.list(winners.map(f.number))} won. Drawn ${f.moment(at)}.`,
      announced: (opensAt: string) => `Sales have not started. They start ${f.moment(opensAt)}.`,
      cancelled: (reason: string, at: string) =>
        `Cancelled ${f.moment(at)}. There is no draw. Reason: ${reason}`,
    },
    left: ({ remaining, capacity }: Pick<RaffleView, 'remaining' | 'capacity'>) =>
      `${f.number(remaining)} of ${f.number(capacity)} left`,
    progress: 'Tickets sold',
    /** After the number of tickets sold. */
    soldOf: ({ capacity }: Pick<RaffleView, 'capacity'>) => `of ${f.number(capacity)} tickets sold`,
    income: ({ paid, due, income }: Summary) =>
      income === undefined
        ? `${f.number(paid)} paid · ${f.number(due)} not paid`
        : `${f.money(income.amount, income.currency)} paid · ${f.money(income.due, income.currency)} due`,
    refunds: (n: number) =>
      `${count(n)} ${f.plural(n, { one: 'was', other: 'were' })} paid and then voided: check that the money was returned.`,

    steps: {
      label: 'Steps',
      names: { open: 'Open', close: 'Close', draw: 'Draw', result: 'Result' },
      done: 'done',
      current: 'now',
      since: (at: string) => f.moment(at),
      announced: (at: string) => `planned: ${f.moment(at)}`,
      cancelled: 'Cancelled',
      handedOver: (done: number, of: number) => `${f.number(done)} of ${f.number(of)} handed over`,
    },
    next: {
      title: 'Next',
      waitToOpen: (opensAt: string) =>
        `Sales start by themselves, ${f.moment(opensAt)}. Share the raffle until then.`,
      sell: 'Sell tickets: share the raffle, or sell at the desk.',
      waitToClose: (closesAt: string) =>
        `Sales end by themselves, ${f.moment(closesAt)}. After that you draw here.`,
      handOver: 'Hand over the prizes, and mark each one below.',
      nothing: 'Nothing is left to do.',
      noTickets: 'No ticket was sold, so there is no draw.',
    },
    actions: 'More actions',

    details: {
      title: 'Rules',
      change: 'Change …',
      final: 'Sales have ended, so the rules are final.',
      id: 'Id',
    },

    share: {
      title: 'Share',
      link: 'Short link',
      copy: 'Copy',
      copied: 'Copied',
      poster: 'Poster with QR code, to print',
      embed: 'For your website',
      embedHint: 'Paste this where the raffle should appear.',
    },

    mail: {
      title: 'Mails',
      off: 'This service sends sign-in codes only.',
      sent: 'Sent',
      queued: 'On the way',
      failed: 'Failed',
      oldest: (at: string) =>
        `The oldest has waited since ${f.moment(at)}. The service tries again; if this goes on, check its mail server.`,
      failedText: 'Failed mails are not tried again. The tickets count anyway.',
    },

    witnesses: {
      title: 'Witnesses',
      claims: (name: string) =>
        `${name} claims to have seen another history: restored backup or fork.`,
      meaning: (size: number, at: string) =>
        `It has not been asked about this raffle since ${at}. It says that it saw ${f.number(size)} entries. Either this service runs on an older copy of its data, or a second service runs with the same key, or the witness is wrong.`,
      toDo: 'Look for a newer copy of the data folder before you go on: tickets sold after the backup are missing here, and their buyers have receipts.',
      resume: 'Ask again',
      resumeFor: (name: string) => `Ask again: ${name}`,
      pending: 'Asking …',
    },

    files: {
      title: 'Files',
      log: 'Public log',
      logHint: 'Anyone can verify it, without the service.',
      payments: 'Payments (CSV)',
      paymentsHint: 'Has names and addresses: keep it to yourself.',
      pending: 'Preparing the file …',
    },

    cancel: {
      open: 'Cancel the raffle …',
      title: (title: string) => `Cancel ${title}`,
      consequence:
        'Sales end and there is never a draw. Everyone with a ticket is told by mail, with your reason. This is final.',
      refund: (n: number) =>
        `${count(n)} ${f.plural(n, { one: 'is', other: 'are' })} paid. Return the money yourself: the app can’t.`,
      reason: 'Reason',
      reasonHint: `Public for good, at most ${f.number(limits.cancelReasonLengthMax)} characters.`,
      action: 'Cancel the raffle',
      pending: 'Cancelling …',
      tooLate: 'Sales have ended. A raffle can be cancelled only before that.',
      already: 'The raffle is cancelled.',
      done: (title: string) => `${title} is cancelled`,
      doneText: 'Everyone with a ticket is told by mail.',
    },
    freshness: {
      live: 'Live',
      polled: 'Updated every few seconds',
      stale: (time: string) => `As it was at ${time}. The service does not answer; trying again …`,
    },
    typeId: (id: string) => `Type the raffle’s id (${id})`,

    rehearsal: {
      band: 'Rehearsal. Nothing here is real.',
      fill: {
        title: 'Made-up participants',
        text: 'They buy one or two tickets each, by the same rules, so that there is something to draw. Their addresses end in @rehearsal.invalid.',
        count: 'How many tickets they buy',
        wrong: (remaining: number) =>
          remaining === 1
            ? 'Write 1: no more are left.'
            : `Write a whole number from 1 to ${f.number(remaining)}.`,
        button: 'Let them buy',
        pending: 'They are buying …',
        notStarted: 'Sales have not started yet.',
        salesEnded: 'Sales have ended.',
        soldOut: 'Every ticket is sold.',
        done: (taken: number) => `Made-up participants took ${count(taken)}`,
        doneText: 'The numbers on this page include them.',
      },
      delete: {
        open: 'Delete the rehearsal …',
        title: (title: string) => `Delete ${title}`,
        consequence: 'This deletes the rehearsal and its log. Its id can never be used again.',
        action: 'Delete this rehearsal',
        pending: 'Deleting …',
        done: (title: string) => `${title} is deleted`,
        doneText: 'Its id can’t be used again.',
      },
    },

    preview: {
      title: 'What participants see',
      show: 'Show a preview',
      hide: 'Hide the preview',
      hint: 'For viewing only. If it stays empty, the service does not allow its page here; open the participants’ page instead.',
    },
  };
};
