import { GlobalRegistrator } from '@happy-dom/global-registrator';
import * as React from 'react';

/** Origin of the page under test. Only the replies that a test defines exist there. */
export const pageUrl = 'http://raffle.test';

/** Globals that stay Node's own: nock intercepts Node's fetch, and timers keep real time. */
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
GlobalRegistrator.register({
  url: `${pageUrl}/raffles/spring`,
  width: 390,
  height: 844,
  // It loads no style sheets, and would print an error for each.
  settings: { handleDisabledFileLoadingAsSuccess: true },
});
for (const [name, value] of kept) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
// With these, React records every render for a profiler, which takes time and memory.
Object.assign(console, { timeStamp: undefined, createTask: undefined });
// After ten thousand of them, React takes no more stack traces of elements.
const { __CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE: internals } =
  React as never as Record<string, object>;
Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', { get: () => 10_000, set() {} });
