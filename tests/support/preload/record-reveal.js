/**
 * Runs in a page before its own scripts. Shifts the clock of the device, and fulfils the promise
 * `recordedReveal` with three times: when the page said that the draw is made, for when it set the
 * timer, and when it showed the result. Shadow roots are watched too.
 */
const { deviceClockAheadMs } = globalThis;
/** The text that every screen shows from the draw until the result. */
const drawingText = 'Drawing …';
/** Timers of the reveal last at most `revealDelayMs`; no other timer of a page has such a delay. */
const timerMsMin = 3000;
const timerMsMax = 6000;

const recorded = {};
let resolve;
globalThis.recordedReveal = new Promise((done) => (resolve = done));

const now = Date.now.bind(Date);
globalThis.Date = new Proxy(Date, {
  construct: (target, args, self) =>
    Reflect.construct(target, args.length === 0 ? [now() + deviceClockAheadMs] : args, self),
  get: (target, name) =>
    name === 'now' ? () => now() + deviceClockAheadMs : Reflect.get(target, name),
});

const setTimer = globalThis.setTimeout.bind(globalThis);
globalThis.setTimeout = (run, delay = 0, ...rest) => {
  if (delay > timerMsMin && delay <= timerMsMax) recorded.dueAt = now() + delay;
  return setTimer(run, delay, ...rest);
};

const roots = [];
const look = () => {
  if (recorded.shownAt !== undefined) return;
  const isDrawing = roots.some((root) => {
    const { textContent } = root instanceof Document ? root.documentElement : root;
    return textContent.includes(drawingText);
  });
  if (isDrawing) {
    recorded.drawingAt ??= now();
  } else if (recorded.drawingAt !== undefined) {
    recorded.shownAt = now();
    resolve(recorded);
  }
};
const watch = (root) => {
  roots.push(root);
  const changes = { subtree: true, childList: true, characterData: true };
  new MutationObserver(look).observe(root, changes);
};
watch(document);
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function attachWatched(init) {
  const root = attach.call(this, init);
  watch(root);
  return root;
};
