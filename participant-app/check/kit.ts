/** What checks the log. Loaded once a raffle is on the page: whoever buys need not wait for it. */
export { CheckYourself } from './CheckYourself.tsx';
export { ForkNotice } from './ForkNotice.tsx';
export { GrowthNote } from './GrowthNote.tsx';
export { watchService } from './watch-service.ts';
