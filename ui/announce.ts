import { announce as announceByReactAria } from 'react-aria/private/live-announcer/LiveAnnouncer';

/**
 * Says something to a screen reader without showing it. For milestones only: a live region that
 * ticks is torture. React Aria keeps its announcer under `private/`, so nothing else names it.
 */
export function announce(sentence: string): void {
  announceByReactAria(sentence, 'polite');
}
