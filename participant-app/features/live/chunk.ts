/** What stands beside and below the first screen, in one file that is loaded after it. */
export { ShareLink } from '#ui/share/ShareLink.tsx';
export { AddToCalendar } from '../../shared/AddToCalendar.tsx';
export { About } from './About.tsx';
export { Rules } from './Rules.tsx';
export { TicketGrid } from './TicketGrid.tsx';
export { Amendments } from './Amendments.tsx';
