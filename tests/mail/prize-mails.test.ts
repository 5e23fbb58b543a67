import test from 'ava';
import { claimed, closed, drawn, forfeited, later, now, opened } from '../support/given.ts';
import { ann, ben, draw, kindsOf, mailsOf, story } from '../support/found-mails.ts';

test('the result is mailed to every holder, with what they won and their reserves', async (t) => {
  const event = (await mailsOf(...story, draw)).at(-1);
  const winners = [
    { prize: 'Hamper', ticketNumber: 2 },
    { prize: 'Book', ticketNumber: 3 },
  ];
  t.deepEqual(
    event?.mails.map(({ to, content }) => ({ to: to.account, content })),
    [
      {
        to: 'ann@',
        content: {
          kind: 'result',
          raffle: { title: 'Spring fair' },
          winners,
          tickets: [1, 2],
          won: [{ prize: 'Hamper', ticketNumber: 2 }],
          reserves: [],
        },
      },
      {
        to: 'ben@',
        content: {
          kind: 'result',
          raffle: { title: 'Spring fair' },
          winners,
          tickets: [3, 4],
          won: [{ prize: 'Book', ticketNumber: 3 }],
          reserves: [4],
        },
      },
    ],
  );
});

test('with one prize for each person a second ticket of a winner is no reserve', async (t) => {
  const rules = {
    prizes: ['Hamper'],
    reserves: 3,
    onePrizePerPerson: true,
    perPersonLimit: 5,
  } as const;
  const order = [{ ticketNumber: 2 }, { ticketNumber: 1 }, { ticketNumber: 3, holder: 'ben' }];
  const log = [opened(rules), ...story.slice(1), drawn(4, order)];
  const mails = (await mailsOf(...log)).at(-1)?.mails ?? [];
  t.deepEqual(
    mails.map(({ content }) => content.kind === 'result' && content.reserves),
    [[], [3]],
  );
});

test('a forfeit is mailed to the holder who loses the prize and to the one who gets it', async (t) => {
  const log = [...story, draw, claimed(2, 3), forfeited(1, 2, { reason: 'declined' })];
  const event = (await mailsOf(...log)).at(-1);
  t.deepEqual(
    event?.mails.map(({ to, content }) => [to.account, content]),
    [
      [
        'ann@',
        {
          kind: 'forfeit',
          raffle: { title: 'Spring fair' },
          prize: 'Hamper',
          ticketNumber: 2,
          reason: 'declined',
          isPassedOn: true,
        },
      ],
      [
        'ben@',
        { kind: 'promotion', raffle: { title: 'Spring fair' }, prize: 'Hamper', ticketNumber: 4 },
      ],
    ],
  );
});

test('a forfeit after which no ticket is left promotes no one', async (t) => {
  const log = [...story, draw, forfeited(1, 2), forfeited(1, 4)];
  const kinds = await kindsOf(...log);
  t.deepEqual(kinds.slice(-3), ['forfeit to ann@', 'promotion to ben@', 'forfeit to ben@']);
  const last = (await mailsOf(...log)).at(-1);
  t.like(last?.mails[0]?.content, { kind: 'forfeit', isPassedOn: false });
});

test('a ticket promoted after the announced time is told that it has 24 hours', async (t) => {
  const rules = opened({ prizes: ['Hamper'], reserves: 1, claimBy: later });
  const order = [{ ticketNumber: 1 }, { ticketNumber: 2, holder: 'ben' }];
  const begin = [rules, ann(1), ben(2), closed(2), drawn(2, order)];
  const claimByAt = async (at: string) => {
    const content = (await mailsOf(...begin, forfeited(1, 1, { at }))).at(-1)?.mails[1]?.content;
    return content?.kind === 'promotion' ? content.claimBy : 'no promotion';
  };
  t.is(await claimByAt(now), later);
  t.is(await claimByAt(later), '2026-05-03T12:00:00.000Z');
});
