import { MemoryKeyStore, resetBetweenTests } from './support/admin-app.tsx';
import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import test from 'ava';
import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import { problems, type ProblemCode } from '#contract/problems.ts';
import { createQueries } from '#ui/queries.ts';
import { ServiceProvider } from '../../admin-app/service.tsx';
import { SessionProvider } from '../../admin-app/session/session.tsx';
import { useOrder } from '../../admin-app/use-order.ts';

resetBetweenTests();

const serviceUrl = 'http://localhost:1';
const keyStore = new MemoryKeyStore();

interface Sent {
  readonly key: string;
  readonly answer: () => void;
  readonly fail: (error: Error) => void;
}

/** A button that orders, and takes every press. */
function showButton() {
  const sent: Sent[] = [];
  const done: unknown[] = [];
  function Button() {
    const { give, letGo, isUnsettled, isLetGo, failure } = useOrder(
      'test',
      async (wish: string, key) =>
        new Promise<string>((resolve, reject) => {
          sent.push({ key, answer: () => resolve(wish), fail: reject });
        }),
      (answer) => done.push(answer),
    );
    return (
      <>
        <button onClick={() => give('wish')}>{isUnsettled ? 'Again' : 'Order'}</button>
        <button onClick={letGo}>{isLetGo ? 'Is let go' : 'Let go'}</button>
        {failure !== undefined && <p>{failure.code}</p>}
      </>
    );
  }
  const { unmount } = render(
    <QueryClientProvider client={createQueries()}>
      <SessionProvider serviceUrl={serviceUrl} keyStore={keyStore}>
        <ServiceProvider serviceUrl={serviceUrl}>
          <Button />
        </ServiceProvider>
      </SessionProvider>
    </QueryClientProvider>,
  );
  const press = () => fireEvent.click(screen.getAllByRole('button')[0]!);
  const letGo = () => fireEvent.click(screen.getByRole('button', { name: 'Let go' }));
  return { sent, done, press, letGo, unmount };
}

const unreachable = new ServiceUnreachable('No answer.');
const refusal = (code: ProblemCode) => {
  const { status, title, meaning } = problems[code];
  const problem = { type: code, title, status, detail: meaning, instance: 'test', code };
  return new ProblemReply(problem, undefined);
};

const label = () => screen.getAllByRole('button')[0]!.textContent;

async function failed(code: string): Promise<void> {
  await screen.findByText(code);
}

test.beforeEach(() => sessionStorage.clear());

test.serial('two presses in one instant are one order', async (t) => {
  const { sent, done, press } = showButton();
  press();
  press();
  t.is(sent.length, 1);
  sent[0]!.answer();
  await waitFor(() => {
    if (done.length === 0) throw new Error('not done');
  });
  t.is(sessionStorage.length, 0);
});

test.serial(
  'an order whose outcome nobody knows keeps its key, also through a reload',
  async (t) => {
    const first = showButton();
    first.press();
    first.sent[0]!.fail(unreachable);
    await failed('unreachable');
    t.is(label(), 'Again');
    first.press();
    t.is(first.sent[1]!.key, first.sent[0]!.key);
    first.unmount();
    const second = showButton();
    t.is(label(), 'Again');
    second.press();
    t.is(second.sent[0]!.key, first.sent[0]!.key);
  },
);

test.serial('a refusal settles an order, so that the next one has a key of its own', async (t) => {
  const { sent, press } = showButton();
  press();
  sent[0]!.fail(refusal('raffle-closed'));
  await failed('raffle-closed');
  t.is(label(), 'Order');
  press();
  t.not(sent[1]!.key, sent[0]!.key);
});

test.serial('a refusal from before the key was looked at settles nothing', async (t) => {
  const { sent, press } = showButton();
  press();
  sent[0]!.fail(unreachable);
  await failed('unreachable');
  press();
  sent[1]!.fail(refusal('signature-stale'));
  await failed('signature-stale');
  t.is(label(), 'Again');
  press();
  t.is(sent[2]!.key, sent[0]!.key);
});

test.serial('an order that is let go is unsettled no more, and keeps its key', async (t) => {
  const first = showButton();
  first.press();
  first.sent[0]!.fail(unreachable);
  await failed('unreachable');
  first.letGo();
  t.is(label(), 'Order');
  t.is(screen.queryByText('unreachable'), null);
  first.unmount();
  const second = showButton();
  t.is(label(), 'Order');
  t.truthy(screen.getByRole('button', { name: 'Is let go' }));
  second.press();
  t.is(second.sent[0]!.key, first.sent[0]!.key);
  second.sent[0]!.fail(unreachable);
  await failed('unreachable');
  t.is(label(), 'Again');
});
