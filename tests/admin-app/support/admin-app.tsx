import '../../support/browser-globals.ts';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanup, render } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { userEvent } from '@testing-library/user-event';
import test, { registerCompletionHandler, type ExecutionContext } from 'ava';
import nock from 'nock';
import { createClient } from '#contract/client.ts';
import { keyThumbprint } from '#contract/request-signing.ts';
import type { AdminRole } from '#contract/admin-keys.ts';
import { createQueries } from '#ui/queries.ts';
import { Surface } from '#ui/Surface.tsx';
import type { ApiErrorCode } from '#ui/problems/api-error.ts';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import { AdminApp } from '../../../admin-app/app/AdminApp.tsx';
import { addGerman } from '../../../admin-app/shared/messages/german.ts';
import {
  makeKey,
  signerOf,
  type EnrolledKey,
  type KeyStore,
  type MadeKey,
} from '../../../admin-app/shared/session/key-store.ts';
import { invite } from '../../support/new-operators.ts';
import type { TestService } from '../../support/service.ts';
import { configurePageWaits } from '../../support/page-waits.ts';

// The real service replies outside act().
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });

/** Pauses are short, and a reply may take as long as a busy machine needs. */
export const timings = { timeoutMs: 20_000, pollMs: 60, silenceMs: 1000, revealMs: 1000 };

export interface AdminAppOptions {
  readonly serviceUrl: string;
  /** The part of the address after `#`. */
  readonly hash?: string;
  readonly keyStore?: KeyStore;
  readonly locale?: string;
}

/** Opens the app at an address in a browser with this key store. */
export function openAdminApp(options: AdminAppOptions) {
  const { serviceUrl, hash = '#/', keyStore = new MemoryKeyStore(), locale = 'en' } = options;
  location.hash = hash;
  // `Start` loads it.
  if (locale === 'de') addGerman();
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

/** Stores keys as IndexedDB does, which happy-dom lacks; `tests/browser` uses the real one. */
export class MemoryKeyStore implements KeyStore {
  readonly #kept = new Map<string, MadeKey | EnrolledKey>();

  constructor(...keys: readonly (MadeKey | EnrolledKey)[]) {
    for (const key of keys) this.#kept.set(slotOf(key), key);
  }

  /** The stored keys, for assertions. */
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

  /** There is only one window. */
  watch() {
    return () => {};
  }
}

function slotOf({ serviceUrl, stage }: Pick<MadeKey | EnrolledKey, 'serviceUrl' | 'stage'>) {
  return `${serviceUrl} ${stage}`;
}

/**
 * A browser that has a key of this service: the development operator's own, or one that the
 * operator has enrolled with this name and role.
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

/** Executes the next request to this path, but loses the reply. */
export function loseNextAnswer(path: string): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (!reply.url.includes(path)) return reply;
    globalThis.fetch = fetch;
    throw new TypeError('The answer got lost.');
  };
}

/** Loses the replies of this path until the returned function is called or the test ends. */
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

/** Waits until the app has requested this path again and has received the reply. */
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

/** Each test begins with an empty page, an unchanged `fetch` and no network other than this machine. */
export function resetBetweenTests(): void {
  const { fetch } = globalThis;
  nock.disableNetConnect();
  nock.enableNetConnect(/^(localhost|127\.0\.0\.1)/);
  configurePageWaits();
  test.afterEach.always(() => {
    cleanup();
    // A test that failed may still wait for a request whose reply it loses.
    globalThis.fetch = fetch;
    nock.abortPendingRequests();
    nock.cleanAll();
  });
  registerCompletionHandler(() => process.exit());
}

/** Matches the sentence of a failure by the title of its problem. */
export function failureOf(code: ApiErrorCode): (text: string) => boolean {
  const error = { code, retryAfterSeconds: undefined };
  const { title } = describeApiError(error, { locale: 'en', asked: 'change' });
  return (text) => text.startsWith(`${title}.`);
}

/** Words of the page, outside technical details, that are not for organisers and sellers. */
export function technicalWords(): string[] {
  const page = document.body.cloneNode(true) as HTMLElement;
  for (const details of page.querySelectorAll('details')) details.remove();
  const words = page.textContent.toLowerCase().split(/[^a-z]+/);
  return words.filter((word) => ['key', 'keys', 'fingerprint', 'fingerprints'].includes(word));
}

/** Matches the frame of a command, which has an element around each word. */
export function command(text: string) {
  return (_: string, element: Element | null): boolean =>
    element?.tagName === 'CODE' && element.textContent === text;
}
