import { configure } from '@testing-library/dom';
import { waitMsMax } from './wait-limit.ts';

/** Tells Testing Library how long to wait, and to omit the whole document from its messages. */
export function configurePageWaits(): void {
  configure({
    asyncUtilTimeout: waitMsMax,
    getElementError: (message) => new Error(message?.split('\n')[0]),
  });
}
