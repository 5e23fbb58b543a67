import '../../support/browser-globals.ts';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanup, configure, render } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { userEvent } from '@testing-library/user-event';
import test, { registerCompletionHandler } from 'ava';
import nock from 'nock';
import { keyThumbprint } from '#contract/request-signing.ts';
import { createQueries } from '#ui/queries.ts';
import { Surface } from '#ui/Surface.tsx';
import { AdminApp } from '../../../admin-app/page/AdminApp.tsx';
import type { KeyStore, StoredKey } from '../../../admin-app/session/key-store.ts';
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
  const view = render(
    <QueryClientProvider client={createQueries()}>
      <Surface locale={locale}>
        <AdminApp serviceUrl={serviceUrl} keyStore={keyStore} timings={timings} />
      </Surface>
    </QueryClientProvider>,
  );
  return { ...view, user: userEvent.setup() };
}

/** Keeps keys as IndexedDB does, which happy-dom lacks; `tests/browser` has the real one. */
export class MemoryKeyStore implements KeyStore {
  readonly kept = new Map<string, StoredKey>();

  constructor(...keys: readonly StoredKey[]) {
    for (const key of keys) this.kept.set(key.serviceUrl, key);
  }

  async find(serviceUrl: string) {
    return this.kept.get(serviceUrl);
  }

  async keep(key: StoredKey) {
    this.kept.set(key.serviceUrl, key);
  }

  async forget(serviceUrl: string) {
    this.kept.delete(serviceUrl);
  }
}

/** A browser that holds the development operator's key of this service. */
export async function operatorsBrowser({ url, dataDir }: TestService): Promise<MemoryKeyStore> {
  const pem = createPrivateKey(readFileSync(join(dataDir, 'operator.pem')));
  const { x } = pem.export({ format: 'jwk' });
  const privateKey = await crypto.subtle.importKey(
    'pkcs8',
    pem.export({ format: 'der', type: 'pkcs8' }),
    'Ed25519',
    false,
    ['sign'],
  );
  return new MemoryKeyStore({
    serviceUrl: url,
    keyid: await keyThumbprint(x!),
    publicKey: x!,
    privateKey,
    owner: { name: 'operator', role: 'admin' },
  });
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
