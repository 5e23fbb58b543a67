/** The code of this feature that is loaded once a raffle is shown. */
export { CheckYourself } from './CheckYourself.tsx';
export { ForkNotice } from './LogConsistency.tsx';
export { LogNotes } from './LogNotes.tsx';
export { watchService } from './log-watch.ts';
