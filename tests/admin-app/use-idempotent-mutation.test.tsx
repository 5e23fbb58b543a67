import { MemoryKeyStore, resetBetweenTests } from './support/admin-app.tsx';
import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import test from 'ava';
import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import type { ProblemCode } from '#contract/problem-details.ts';
import { problems } from '#contract/problems.ts';
import { createQueries } from '#ui/queries.ts';
import { ServiceProvider } from '../../admin-app/shared/service.tsx';
import { SessionProvider } from '../../admin-app/shared/session/session.tsx';
import { useIdempotentMutation } from '../../admin-app/shared/use-idempotent-mutation.ts';

resetBetweenTests();

const serviceUrl = 'http://localhost:1';
const keyStore = new MemoryKeyStore();

interface Sent {
  readonly key: string;
  readonly answer: () => void;
  readonly fail: (error: Error) => void;
}

/** Renders a button that sends a request at each press. */
function showButton() {
  const sent: Sent[] = [];
  const done: unknown[] = [];
  function Button() {
    const { run, abandon, isUnanswered, isAbandoned, failure } = useIdempotentMutation(
      'test',
      async (request: string, key) =>
        new Promise<string>((resolve, reject) => {
          sent.push({ key, answer: () => resolve(request), fail: reject });
        }),
      (answer) => done.push(answer),
    );
    return (
      <>
        <button onClick={() => run('request')}>{isUnanswered ? 'Again' : 'Send'}</button>
        <button onClick={abandon}>{isAbandoned ? 'Is let go' : 'Let go'}</button>
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
  const abandon = () => fireEvent.click(screen.getByRole('button', { name: 'Let go' }));
  return { sent, done, press, abandon, unmount };
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

test.serial('two simultaneous presses send one request', async (t) => {
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

test.serial('a request with an unknown outcome keeps its key across a reload', async (t) => {
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
});

test.serial('a refusal settles a request, so that the next one has a new key', async (t) => {
  const { sent, press } = showButton();
  press();
  sent[0]!.fail(refusal('raffle-closed'));
  await failed('raffle-closed');
  t.is(label(), 'Send');
  press();
  t.not(sent[1]!.key, sent[0]!.key);
});

test.serial('a reply with an unknown code keeps the key', async (t) => {
  const { sent, press } = showButton();
  press();
  const { problem } = refusal('internal');
  const code = 'from-the-future';
  sent[0]!.fail(new ProblemReply({ ...problem, status: 409, code }, undefined));
  await failed(code);
  t.is(label(), 'Again');
  press();
  t.is(sent[1]!.key, sent[0]!.key);
});

test.serial('a refusal before the key is looked up settles nothing', async (t) => {
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

test.serial('an abandoned request is no longer unsettled and keeps its key', async (t) => {
  const first = showButton();
  first.press();
  first.sent[0]!.fail(unreachable);
  await failed('unreachable');
  first.abandon();
  t.is(label(), 'Send');
  t.is(screen.queryByText('unreachable'), null);
  first.unmount();
  const second = showButton();
  t.is(label(), 'Send');
  t.truthy(screen.getByRole('button', { name: 'Is let go' }));
  second.press();
  t.is(second.sent[0]!.key, first.sent[0]!.key);
  second.sent[0]!.fail(unreachable);
  await failed('unreachable');
  t.is(label(), 'Again');
});
