import '../../support/browser-globals.ts';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanup, configure, render } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { userEvent } from '@testing-library/user-event';
import test, { registerCompletionHandler, type ExecutionContext } from 'ava';
import nock from 'nock';
import { createClient } from '#contract/client.ts';
import { keyThumbprint } from '#contract/request-signing.ts';
import type { AdminRole } from '#contract/schemas.ts';
import { createQueries } from '#ui/queries.ts';
import { Surface } from '#ui/Surface.tsx';
import { AdminApp } from '../../../admin-app/page/AdminApp.tsx';
import { makeKey, signerOf } from '../../../admin-app/session/browser-key.ts';
import type { EnrolledKey, KeyStore, MadeKey } from '../../../admin-app/session/key-store.ts';
import { invite } from '../../support/newcomer.ts';
import type { TestService } from '../../support/service.ts';

// The real service answers when it likes, not inside an act() of ours.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });

/** Short enough for a test, long enough for a busy machine. */
const timings = { timeoutMs: 2000, pollMs: 60, silenceMs: 1000 };

export interface AdminAppOptions {
  readonly serviceUrl: string;
  /** The part of the address after `#`. */
  readonly hash?: string;
  readonly keyStore?: KeyStore;
  readonly locale?: string;
}

/** Opens the app at an address, as a browser with this store of keys would. */
export function openAdminApp(options: AdminAppOptions) {
  const { serviceUrl, hash = '#/', keyStore = new MemoryKeyStore(), locale = 'en' } = options;
  location.hash = hash;
  const queries = createQueries();
  const view = render(
    <QueryClientProvider client={queries}>
      <Surface locale={locale}>
        <AdminApp serviceUrl={serviceUrl} keyStore={keyStore} timings={timings} />
      </Surface>
    </QueryClientProvider>,
  );
  return { ...view, queries, user: userEvent.setup() };
}

/** Keeps keys as IndexedDB does, which happy-dom lacks; `tests/browser` has the real one. */
export class MemoryKeyStore implements KeyStore {
  readonly #kept = new Map<string, MadeKey | EnrolledKey>();

  constructor(...keys: readonly (MadeKey | EnrolledKey)[]) {
    for (const key of keys) this.#kept.set(slotOf(key), key);
  }

  /** The keys that are there, for assertions. */
  get made(): MadeKey | undefined {
    return [...this.#kept.values()].find((key) => key.stage === 'made');
  }

  get enrolled(): EnrolledKey | undefined {
    return [...this.#kept.values()].find((key) => key.stage === 'enrolled');
  }

  async findMade(serviceUrl: string) {
    return this.#kept.get(slotOf({ serviceUrl, stage: 'made' })) as MadeKey | undefined;
  }

  async findEnrolled(serviceUrl: string) {
    return this.#kept.get(slotOf({ serviceUrl, stage: 'enrolled' })) as EnrolledKey | undefined;
  }

  async keep(key: MadeKey | EnrolledKey) {
    this.#kept.set(slotOf(key), key);
  }

  async forget(key: Pick<MadeKey | EnrolledKey, 'serviceUrl' | 'stage'>) {
    this.#kept.delete(slotOf(key));
  }

  /** Here is one window. */
  watch() {
    return () => {};
  }
}

function slotOf({ serviceUrl, stage }: Pick<MadeKey | EnrolledKey, 'serviceUrl' | 'stage'>) {
  return `${serviceUrl} ${stage}`;
}

/**
 * A browser that holds a key of this service: the development operator's own, or one that the
 * operator let in under this name and role.
 */
export async function operatorsBrowser(
  { url, dataDir, operator }: TestService,
  invited?: { readonly name: string; readonly role: AdminRole },
  key?: MadeKey,
): Promise<MemoryKeyStore> {
  if (invited !== undefined) {
    const made = key ?? (await makeKey(url));
    const client = createClient({ baseUrl: url, signer: signerOf(made) });
    const { invitation } = await invite(operator, invited);
    await client.call('enrolKey', { body: { invitation, publicKey: made.publicKey } });
    return new MemoryKeyStore({ ...made, stage: 'enrolled', ...invited });
  }
  const pem = createPrivateKey(readFileSync(join(dataDir, 'operator.pem')));
  const { x } = pem.export({ format: 'jwk' });
  const der = pem.export({ format: 'der', type: 'pkcs8' });
  return new MemoryKeyStore({
    stage: 'enrolled',
    serviceUrl: url,
    keyid: await keyThumbprint(x!),
    publicKey: x!,
    privateKey: await crypto.subtle.importKey('pkcs8', der, 'Ed25519', false, ['sign']),
    name: 'operator',
    role: 'admin',
  });
}

/** The service does what the next request to this path asks, and its answer gets lost. */
export function loseNextAnswer(path: string): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (!reply.url.includes(path)) return reply;
    globalThis.fetch = fetch;
    throw new TypeError('The answer got lost.');
  };
}

/** Answers from this path get lost, until it is told to stop or the test is over. */
export function loseAnswers(t: ExecutionContext, path: string): () => void {
  const { fetch } = globalThis;
  const stop = () => {
    globalThis.fetch = fetch;
  };
  t.teardown(stop);
  globalThis.fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (new URL(reply.url).pathname !== path) return reply;
    throw new TypeError('The answer got lost.');
  };
  return stop;
}

/** Waits until the app has asked for this path anew, and heard the answer. */
export async function nextAnswer(path: string): Promise<void> {
  const { fetch } = globalThis;
  await new Promise<void>((resolve) => {
    globalThis.fetch = async (input, init) => {
      const reply = await fetch(input, init);
      if (new URL(reply.url).pathname === path) resolve();
      return reply;
    };
  });
  globalThis.fetch = fetch;
}

/** Every test begins with an empty page and, but for this machine, a silent network. */
export function resetBetweenTests(): void {
  nock.disableNetConnect();
  nock.enableNetConnect(/^(localhost|127\.0\.0\.1)/);
  // The whole document in every message hides the message.
  configure({
    asyncUtilTimeout: 5000,
    getElementError: (message) => new Error(message?.split('\n')[0]),
  });
  test.afterEach.always(() => {
    cleanup();
    nock.abortPendingRequests();
    nock.cleanAll();
  });
  registerCompletionHandler(() => process.exit());
}
