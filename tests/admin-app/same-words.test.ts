import { readFileSync } from 'node:fs';
import test from 'ava';
import { messagesFor } from '../../admin-app/messages/messages.ts';

const { close, draw } = messagesFor('en');
const command = (name: string) =>
  readFileSync(`${import.meta.dirname}/../../cli/${name}.ts`, 'utf8').replaceAll(
    "raffle's",
    'raffle’s',
  );

test('what becomes final is said in the words of the command line', (t) => {
  t.true(command('commands/close').includes(`consequence: '${close.consequence}'`));
  t.true(command('commands/draw').includes(`consequence: '${draw.consequence}'`));
  const asked = command('confirm-id').replace('${verb}', 'draw');
  t.true(asked.includes(draw.typeId('${id}')));
  t.is(close.typeId('spring'), draw.typeId('spring').replace('draw', 'close'));
});

test('so is the waiting, and what comes of it', (t) => {
  t.true(command('sealed-draw').includes(draw.publishedIn('${left} s').slice(0, -1)));
  t.true(command('commands/draw').includes('Asking again is safe, there is one draw'));
  t.true(draw.unsettled.includes('Asking again is safe, there is one draw'));
  t.true(command('raffle-facts').includes('Ticket ${ticketNumber} wins ${draw.raffle}.'));
  t.is(draw.wins(7, 'spring'), 'Ticket 7 wins spring.');
});
