import { failureOf, resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import test from 'ava';
import { drandEnvironment, makeChain, publishNewest, startRelay } from '../support/beacon-chain.ts';
import { openActions } from './support/draw.ts';
import { openRaffle } from './support/open-raffle.tsx';

resetBetweenTests();

const close = ['Close the sales …', 'Close Spring fair'] as const;
const draw = ['Draw the winner …', 'Draw the winner of Spring fair'] as const;
const unchecked = {
  where: 'where no relay answers',
  code: 'clock-unchecked',
  label: 'The clock of the server is right',
};
const stopped = {
  where: 'while the beacon stands still',
  stoppedSeconds: 600,
  code: 'clock-wrong',
  label: 'The clock of the server is right, and the beacon has stopped',
};

for (const [[open, name], { where, code, label, ...rest }] of [
  [close, unchecked],
  [draw, unchecked],
  [close, stopped],
  [draw, stopped],
] as const) {
  test.serial(
    `${where}, "${open}" asks to confirm the clock and does not seal before`,
    async (t) => {
      const chain = makeChain({ leadSeconds: 100 });
      const relays =
        'stoppedSeconds' in rest
          ? [await startRelay(t, chain, undefined, publishNewest(chain, -rest.stoppedSeconds))]
          : [];
      const environment = drandEnvironment(t, chain, relays);
      const { user, operator } = await openRaffle(t, {
        buyers: 1,
        rules: { randomness: 'drand' },
        environment,
      });
      const status = async () =>
        (await operator.call('showRaffle', { params: { id: 'spring' } })).status;
      const give = async () => {
        if (screen.queryByRole('alertdialog') === null) {
          if (screen.queryByRole('button', { name: open }) === null) await openActions(user);
          await user.click(await screen.findByRole('button', { name: open }));
        }
        return within(await screen.findByRole('alertdialog', { name }));
      };
      const first = await give();
      t.is(first.queryByRole('switch'), null);
      await user.type(first.getByRole('textbox'), 'spring{Enter}');
      await screen.findByText(failureOf(code));
      t.is(await status(), 'open');
      const second = await give();
      await user.click(await second.findByRole('switch', { name: label }));
      await user.clear(second.getByRole('textbox'));
      await user.type(second.getByRole('textbox'), 'spring{Enter}');
      await waitFor(async () => {
        if ((await status()) === 'open') throw new Error('not closed yet');
      });
      t.is(await status(), 'closed');
    },
  );
}
