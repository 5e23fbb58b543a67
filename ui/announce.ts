const settleMs = 100;
const removalMs = 7_000;
let region: HTMLElement | undefined;

/**
 * Announces a sentence to screen readers without showing it. For milestones only: constant
 * announcements are unusable. React Aria's own announcer is not among its public exports.
 */
export function announce(sentence: string): void {
  if (region?.isConnected === true) return add(region, sentence);
  const created = createRegion();
  region = created;
  // Safari does not announce what is added together with the region.
  setTimeout(() => add(created, sentence), settleMs);
}

function add(log: HTMLElement, sentence: string): void {
  const line = document.createElement('div');
  line.textContent = sentence;
  log.append(line);
  setTimeout(() => line.remove(), removalMs);
}

/** It is in the document, not in the app: a shadow root's region may appear too late to be read. */
function createRegion(): HTMLElement {
  const log = document.createElement('div');
  log.setAttribute('role', 'log');
  log.setAttribute('aria-live', 'polite');
  log.setAttribute('aria-relevant', 'additions');
  // React Aria hides all but such elements behind a dialog.
  log.dataset['liveAnnouncer'] = 'true';
  Object.assign(log.style, visuallyHidden);
  document.body.prepend(log);
  return log;
}

const visuallyHidden: Partial<CSSStyleDeclaration> = {
  position: 'absolute',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  width: '1px',
  height: '1px',
  margin: '-1px',
  whiteSpace: 'nowrap',
};
