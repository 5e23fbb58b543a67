import { GlobalRegistrator } from '@happy-dom/global-registrator';

/** Where the participant's browser is. Nothing answers there but what a test puts there. */
export const pageUrl = 'http://raffle.test';

/** What must stay Node's own: nock hooks into its fetch, and real time is real. */
const nodesOwn = [
  'AbortController',
  'AbortSignal',
  'Blob',
  'FormData',
  'Headers',
  'ReadableStream',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'TransformStream',
  'URL',
  'URLSearchParams',
  'WritableStream',
  'clearInterval',
  'clearTimeout',
  'crypto',
  'fetch',
  'queueMicrotask',
  'setInterval',
  'setTimeout',
] as const;

const kept = nodesOwn.map((name) => [name, globalThis[name]] as const);
GlobalRegistrator.register({ url: `${pageUrl}/raffles/spring`, width: 390, height: 844 });
for (const [name, value] of kept) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
