/** The code of this feature that is loaded once a raffle is shown. */
export { CheckYourself } from './CheckYourself.tsx';
export { ForkNotice, LogConsistencyNote } from './LogConsistency.tsx';
export { watchService } from './log-watch.ts';
