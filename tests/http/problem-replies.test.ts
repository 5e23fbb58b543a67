import { once } from 'node:events';
import { createServer, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import express, { type Response } from 'express';
import type { ProblemCode } from '#contract/problem-details.ts';
import { replyProblem } from '../../services/raffle/http/requests/problem-replies.ts';
import { AdminRequestRefused } from '../../services/raffle/identity/raw-request.ts';
import { SignInRefused } from '../../services/raffle/identity/sign-in-refused.ts';
import { RuleBroken } from '../../services/raffle/domain/decision.ts';
import { StoreUnavailable } from '../../services/raffle/stores/raffle-store.ts';
import { expectProblem } from '../support/problems.ts';

/** Sends a request to a server whose only handler throws. */
async function askFailing(
  t: ExecutionContext,
  error: unknown,
  begin?: (reply: Response) => Promise<unknown>,
) {
  const logged: unknown[] = [];
  const app = express().disable('x-powered-by');
  app.use((request, response, next) => {
    request.id = 'the-request';
    response.set('x-request-id', 'the-request');
    request.log = { error: (facts: unknown) => logged.push(facts) } as never;
    next();
  });
  app.use(async (_request, response) => {
    await begin?.(response);
    throw error;
  });
  app.use(replyProblem('http://localhost:4000'));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  const reply = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return { reply, logged };
}

const known: Record<string, [unknown, ProblemCode]> = {
  'a broken rule': [new RuleBroken('sold-out', 'Sold out.'), 'sold-out'],
  'a refused admin order': [new AdminRequestRefused('key-unknown', 'Who?'), 'key-unknown'],
  'a refused sign-in': [new SignInRefused('expired'), 'sign-in-refused'],
  'a full store': [new StoreUnavailable('overloaded', 'Later.'), 'overloaded'],
  'a failed disk': [new StoreUnavailable('outcome-unknown', 'Perhaps.'), 'outcome-unknown'],
};

for (const [name, [error, code]] of Object.entries(known)) {
  test(`${name} is answered with its code and detail`, async (t) => {
    const { reply, logged } = await askFailing(t, error);
    const { detail } = await expectProblem(t, reply, code);
    t.is(detail, (error as Error).message);
    t.is(reply.headers.get('retry-after'), error instanceof StoreUnavailable ? '1' : null);
    t.deepEqual(logged, []);
  });
}

test('every client error status of Express is answered as a client error', async (t) => {
  // 407 is left out: it is for proxies, and `fetch` gives no reply for it.
  const statuses = Object.keys(STATUS_CODES).map(Number);
  for (const status of statuses.filter((code) => code >= 400 && code < 500 && code !== 407)) {
    const error = Object.assign(new Error('hunter2'), {
      status,
      expose: true,
      headers: { 'content-range': 'bytes */1' },
    });
    const { reply, logged } = await askFailing(t, error);
    t.true(reply.status >= 400 && reply.status < 500, `${status} is answered ${reply.status}`);
    if (status === 416) t.is(reply.headers.get('content-range'), 'bytes */1');
    t.false((await reply.text()).includes('hunter2'));
    t.deepEqual(logged, []);
  }
});

test('too many open files is answered as overload', async (t) => {
  const error = Object.assign(new Error('EMFILE'), { status: 500, expose: false, code: 'EMFILE' });
  const { reply } = await askFailing(t, error);
  t.is(reply.headers.get('retry-after'), '1');
  await expectProblem(t, reply, 'overloaded');
});

const unknown: Record<string, unknown> = {
  'an error': new Error('password hunter2 at /etc/raffle'),
  'an error with a status property': Object.assign(new Error('hunter2'), { status: 418 }),
  'a text': 'hunter2',
};

for (const [name, error] of Object.entries(unknown)) {
  test(`${name} that was not expected is logged, and the reply has no details of it`, async (t) => {
    const { reply, logged } = await askFailing(t, error);
    const problem = await expectProblem(t, reply, 'internal');
    const told = JSON.stringify(problem);
    t.false(told.includes('hunter2') || told.includes('etc'), told);
    t.is((logged[0] as { err: unknown }).err, error);
  });
}

test('an error in the middle of a reply aborts the reply and is logged', async (t) => {
  const failure = new Error('the disk is gone');
  const begin = (response: Response) =>
    new Promise<unknown>((resolve) => response.write('half', resolve));
  const { reply, logged } = await askFailing(t, failure, begin);
  await t.throwsAsync(reply.text());
  t.is((logged[0] as { err: unknown }).err, failure);
});
