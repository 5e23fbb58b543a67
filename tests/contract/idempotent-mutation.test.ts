import test from 'ava';
import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import {
  IdempotentMutation,
  isOutcomeUnknown,
  readIntent,
  type Intent,
  type IntentStorage,
} from '#contract/idempotent-mutation.ts';
import type { ProblemCode } from '#contract/problem-details.ts';
import { problems } from '#contract/problems.ts';
import { replyStageOf } from '#contract/reply-stages.ts';

const unreachable = new ServiceUnreachable('No answer.');
const neverSent = new ServiceUnreachable('No answer.', {
  cause: new TypeError('fetch failed', {
    cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
  }),
});

function reply(code: ProblemCode): ProblemReply {
  const { status, title, meaning } = problems[code];
  const problem = { type: code, title, status, detail: meaning, instance: 'test', code };
  return new ProblemReply(problem, undefined);
}

/** Creates a storage whose entries the test can read. */
function createStorage(saved?: Intent<string>) {
  const storage = {
    saved,
    load: () => storage.saved,
    save: (intent: Intent<string>) => {
      storage.saved = intent;
    },
    clear: () => {
      storage.saved = undefined;
    },
  };
  return storage satisfies IntentStorage<string>;
}

/** Creates a `send` that answers each attempt with the next outcome and records the keys. */
function createSend(...outcomes: (Error | string)[]) {
  const keys: string[] = [];
  const send = async (key: string) => {
    const outcome = outcomes[keys.length];
    keys.push(key);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  return { keys, send };
}

test('the key is saved before the request is sent and deleted after the reply', async (t) => {
  const storage = createStorage();
  const mutation = new IdempotentMutation<string>({ storage, createKey: () => 'key-1' });
  const result = await mutation.run('two tickets', async (key) => {
    t.deepEqual(storage.saved, { key, request: 'two tickets', phase: 'sent' });
    return 'done';
  });
  t.deepEqual(result, { status: 'done', answer: 'done' });
  t.is(storage.saved, undefined);
});

test('a run while another is pending sends nothing', async (t) => {
  const { keys, send } = createSend('done', 'done');
  const mutation = new IdempotentMutation<string>();
  const first = mutation.run('same', send);
  t.true(mutation.isPending);
  t.is(mutation.run('same', send), undefined);
  await first;
  t.false(mutation.isPending);
  t.is(keys.length, 1);
});

test('a request whose reply was lost is repeated only by another run, with the same key', async (t) => {
  const { keys, send } = createSend(unreachable, 'done');
  const mutation = new IdempotentMutation<string>();
  t.deepEqual(await mutation.run('same', send), { status: 'unknown', error: unreachable });
  t.is(keys.length, 1);
  t.is(mutation.intent?.phase, 'sent');
  t.is((await mutation.run('same', send))?.status, 'done');
  t.is(keys[1], keys[0]);
});

test('a refusal is not repeated', async (t) => {
  const { keys, send } = createSend(reply('sold-out'), 'done');
  const mutation = new IdempotentMutation<string>();
  t.is((await mutation.run('same', send))?.status, 'refused');
  t.is(keys.length, 1);
});

test('a refusal before the key is looked up leaves an unanswered request unknown', async (t) => {
  const { keys, send } = createSend(unreachable, reply('rate-limited'), reply('sold-out'));
  const mutation = new IdempotentMutation<string>();
  await mutation.run('same', send);
  t.is((await mutation.run('same', send))?.status, 'unknown');
  t.is(mutation.intent?.phase, 'sent');
  t.is((await mutation.run('same', send))?.status, 'refused');
  t.is(mutation.intent, undefined);
  t.is(new Set(keys).size, 1);
});

test('a refusal before the key is looked up keeps the key of a first request', async (t) => {
  const { keys, send } = createSend(reply('sign-in-required'), neverSent, 'done');
  const mutation = new IdempotentMutation<string>();
  t.is((await mutation.run('same', send))?.status, 'refused');
  t.is(mutation.intent?.phase, 'kept');
  t.is((await mutation.run('same', send))?.status, 'refused');
  await mutation.run('same', send);
  t.is(new Set(keys).size, 1);
});

test('a different request gets a new key', async (t) => {
  const { keys, send } = createSend(unreachable, 'done');
  const mutation = new IdempotentMutation<string>();
  await mutation.run('one ticket', send);
  await mutation.run('two tickets', send);
  t.not(keys[1], keys[0]);
});

test('an abandoned request keeps its key, because it may still arrive', async (t) => {
  const { keys, send } = createSend(unreachable, reply('signature-stale'));
  const mutation = new IdempotentMutation<string>();
  await mutation.run('draw', send);
  mutation.abandon();
  t.is(mutation.intent?.phase, 'abandoned');
  t.is((await mutation.run('draw', send))?.status, 'unknown');
  t.is(keys[1], keys[0]);
});

test('after a reload the stored intent continues with its key', async (t) => {
  const storage = createStorage({ key: 'earlier', request: 'same', phase: 'sent' });
  const { keys, send } = createSend('done');
  await new IdempotentMutation<string>({ storage }).run('same', send);
  t.deepEqual(keys, ['earlier']);
});

test('a repetition has the key of its request, though another tab has removed it', async (t) => {
  const storage = createStorage();
  const { keys, send } = createSend(unreachable, reply('rate-limited'), 'done');
  const mutation = new IdempotentMutation<string>({ storage });
  await mutation.run('sale', send);
  const intent = mutation.intent!;
  storage.clear();
  t.is((await mutation.repeat(intent, send))?.status, 'unknown');
  t.is((await mutation.repeat(intent, send))?.status, 'done');
  t.is(new Set(keys).size, 1);
});

test('an answer leaves alone what another tab has stored meanwhile', async (t) => {
  const storage = createStorage();
  const later = { key: 'later', request: 'another sale', phase: 'sent' } as const;
  for (const outcome of ['done', reply('sold-out')]) {
    await new IdempotentMutation<string>({ storage }).run('sale', async () => {
      storage.save(later);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    });
    t.is(storage.saved, later);
  }
});

test('a refusal of a request that another tab has sent and settled leaves it unknown', async (t) => {
  for (const saved of [
    undefined,
    { key: 'later', request: 'another sale', phase: 'sent' } as const,
  ]) {
    const storage = createStorage();
    const result = await new IdempotentMutation<string>({ storage }).run('sale', async () => {
      storage.saved = saved;
      throw reply('rate-limited');
    });
    t.is(result?.status, 'unknown');
    t.is(storage.saved, saved);
  }
});

test('only a connection that was never established is known to have changed nothing', (t) => {
  t.false(isOutcomeUnknown(neverSent));
  t.true(isOutcomeUnknown(unreachable));
  t.true(isOutcomeUnknown(reply('outcome-unknown')));
  t.false(isOutcomeUnknown(reply('raffle-closed')));
});

test('a code from a newer service leaves the outcome unknown', (t) => {
  t.is(replyStageOf('from-the-future'), 'unknown');
  t.is(replyStageOf('toString'), 'unknown');
});

test('readIntent() returns undefined for anything that is not an intent', (t) => {
  const readText = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const intent = { key: 'k', request: 'r', phase: 'sent' };
  t.deepEqual<unknown, unknown>(readIntent(intent, readText), intent);
  for (const other of [
    null,
    'text',
    { ...intent, key: 1 },
    { ...intent, phase: 'x' },
    { ...intent, request: 1 },
  ])
    t.is(readIntent(other, readText), undefined);
});
