import { announce as announceByReactAria } from 'react-aria/private/live-announcer/LiveAnnouncer';

/**
 * Says something to a screen reader without showing it. For milestones only: a live region that
 * ticks is torture. React Aria keeps its announcer under `private/`, so nothing else names it.
 */
export function announce(sentence: string): void {
  announceByReactAria(sentence, 'polite');
}

/** React Aria waits 100 ms with what it announces first. */
const announcedAfterMs = 200;

/**
 * Takes back what React Aria announced by naming this element. It does so for a pending button; when
 * the button goes, its name goes, and a line without a name would be left.
 */
export function forgetAnnounced(id: string): void {
  const announcer = document.querySelector('[data-live-announcer]');
  if (announcer === null) return;
  const forget = () => {
    const lines = announcer.querySelectorAll('[aria-labelledby]');
    for (const line of lines) if (line.getAttribute('aria-labelledby') === id) line.remove();
  };
  forget();
  const late = new MutationObserver(forget);
  late.observe(announcer, { childList: true, subtree: true });
  setTimeout(() => late.disconnect(), announcedAfterMs);
}
