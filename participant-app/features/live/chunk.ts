/** What stands below the first screen, in one file that is loaded after it. */
export { About } from './About.tsx';
export { Rules } from './Rules.tsx';
export { TicketGrid } from './TicketGrid.tsx';
