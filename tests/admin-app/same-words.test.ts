import { readFileSync } from 'node:fs';
import test from 'ava';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';

const { close, draw } = messagesFor('en');
const readCli = (name: string) =>
  readFileSync(`${import.meta.dirname}/../../cli/${name}.ts`, 'utf8').replaceAll(
    "raffle's",
    'raffle’s',
  );

test('the admin app and the CLI describe the consequences of closing and drawing alike', (t) => {
  t.true(readCli('commands/close').includes(`consequence: '${close.consequence}'`));
  t.true(readCli('commands/draw').includes(`consequence: '${draw.consequence}'`));
  for (const [name, { typeId }] of Object.entries({ close, draw })) {
    const action = /action: '(.+)'/.exec(readCli(`commands/${name}`))?.[1] ?? '';
    const question = readCli('confirm').replace('${action.action}', action);
    t.true(question.includes(`\`${typeId('${id}')}\``), name);
  }
});

test('the admin app and the CLI describe the wait and the result of a draw alike', (t) => {
  t.true(readCli('sealed-draw').includes(draw.publishedIn('${left} s').slice(0, -1)));
  const isSafe = 'safe to try again, because a raffle has one draw';
  t.true(readCli('commands/draw').includes(isSafe));
  t.true(draw.unsettled.includes(isSafe));
  t.true(readCli('format-prizes').includes('Ticket ${winner.ticketNumber} wins ${raffle}.'));
  t.is(draw.wins(7, 'spring'), 'Ticket 7 wins spring.');
});
