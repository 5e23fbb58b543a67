import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import express, { type Response } from 'express';
import type { ProblemCode } from '#contract/problems.ts';
import { replyProblem } from '../../services/raffle/http/problem-replies.ts';
import { AdminRequestRefused } from '../../services/raffle/identity/admin-request-refused.ts';
import { SignInRefused } from '../../services/raffle/identity/oidc.ts';
import { RuleBroken } from '../../services/raffle/domain/rule-broken.ts';
import { StoreUnavailable } from '../../services/raffle/stores/store-unavailable.ts';
import { expectProblem } from '../support/problems.ts';

/** Asks a server whose only handler throws. */
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
  'a refused order': [new AdminRequestRefused('key-unknown', 'Who?'), 'key-unknown'],
  'a refused sign-in': [new SignInRefused('No.'), 'sign-in-refused'],
  'a full store': [new StoreUnavailable('overloaded', 'Later.'), 'overloaded'],
  'a failed disk': [new StoreUnavailable('outcome-unknown', 'Perhaps.'), 'outcome-unknown'],
};

for (const [name, [error, code]] of Object.entries(known)) {
  test(`${name} is answered by its code and its own words`, async (t) => {
    const { reply, logged } = await askFailing(t, error);
    const { detail } = await expectProblem(t, reply, code);
    t.is(detail, (error as Error).message);
    t.is(reply.headers.get('retry-after'), error instanceof StoreUnavailable ? '1' : null);
    t.deepEqual(logged, []);
  });
}

const unknown: Record<string, unknown> = {
  'an error': new Error('password hunter2 at /etc/raffle'),
  'an error with a status of its own': Object.assign(new Error('hunter2'), { status: 418 }),
  'a text': 'hunter2',
};

for (const [name, error] of Object.entries(unknown)) {
  test(`${name} that nobody expected is logged, and the reply says nothing about it`, async (t) => {
    const { reply, logged } = await askFailing(t, error);
    const problem = await expectProblem(t, reply, 'internal');
    t.notRegex(JSON.stringify(problem), /hunter2|etc/);
    t.is((logged[0] as { err: unknown }).err, error);
  });
}

test('what fails in the middle of a reply cuts it short, and is logged', async (t) => {
  const failure = new Error('the disk is gone');
  const begin = (response: Response) =>
    new Promise<unknown>((resolve) => response.write('half', resolve));
  const { reply, logged } = await askFailing(t, failure, begin);
  await t.throwsAsync(reply.text());
  t.is((logged[0] as { err: unknown }).err, failure);
});
