import type { Mount } from '../shared/host-contract.ts';

/** A federated remote. */
interface Container {
  readonly init: (shareScope: object) => unknown;
  readonly get: (module: string) => Promise<() => { readonly mount: Mount }>;
}

declare global {
  /** The entry of the remote leaves it behind. The name is `remoteName` in `federation.config.ts`. */
  var raffleParticipantApp: Container | undefined;
}

let loading: Promise<Mount> | undefined;

/**
 * Loads the dashboard of the federated remote with a React of its own. All elements of a page share
 * one attempt, and after a failure the next call tries again.
 */
export async function loadMount(serviceUrl: string): Promise<Mount> {
  loading ??= load(serviceUrl);
  try {
    return await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

async function load(serviceUrl: string): Promise<Mount> {
  globalThis.raffleParticipantApp = undefined;
  // A new address for each attempt, because browsers remember a failure by its address.
  await runScript(`${serviceUrl}/remote/remoteEntry.js?${Date.now()}`);
  const container = readContainer();
  if (container === undefined) throw new Error('The answer is not the entry of the raffle.');
  // An empty scope: nothing of the page's is used, so the page may have any React or none.
  await container.init({});
  const module = await container.get('./mount');
  return module().mount;
}

function readContainer(): Container | undefined {
  return globalThis.raffleParticipantApp;
}

async function runScript(src: string): Promise<void> {
  const script = Object.assign(document.createElement('script'), { src, crossOrigin: 'anonymous' });
  try {
    await new Promise((resolve, reject) => {
      script.addEventListener('load', resolve);
      script.addEventListener('error', () => reject(new Error(`${src} was not loaded.`)));
      document.head.append(script);
    });
  } finally {
    script.remove();
  }
}
