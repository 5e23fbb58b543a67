import { limits } from '../../config/limits.ts';

/** Waiting callers by network, the network of the last turn at the end. */
const queues = new Map<string, (() => void)[]>();
/** Whether waiting callers will be called, or one of them runs. */
let isDue = false;
/** Start of the last turn that served callers, by `performance.now()`. */
let turnStartedAt = -Infinity;
/** Whether that turn goes on, so that callers may run at once. */
let isOpen = false;
/** Time of the last purchase, by `performance.now()`. */
let lastPurchaseAt = -Infinity;
/** Milliseconds for which the event loop must be left to purchases. */
let owedMs = 0;

/**
 * Resolves when the caller may do one piece of work other than a purchase, of well under a
 * millisecond. Callers run one after the other, for `otherTurnMsMax` in a turn of the event loop: at once
 * while none waits, then networks in rotation. While tickets are being sold, every caller waits, one runs
 * in a turn, and all of them together use a limited share of the time. So a purchase waits for a few
 * pieces of work only, and a network with many clients does not slow down others.
 *
 * @param network A name from `networkOf`.
 */
export function waitForTurn(network: string): Promise<void> {
  return new Promise((resolve) => runInTurn(() => network, resolve));
}

/** As `waitForTurn`, with a callback. Where it is called at once, the network is not asked for. */
export function runInTurn(network: () => string, work: () => void): void {
  if (hasTimeLeft()) return work();
  const name = network();
  const queue = queues.get(name);
  if (queue === undefined) queues.set(name, [work]);
  else queue.push(work);
  callSoon();
}

/** Whether a caller may run at once, in this turn of the event loop. Begins the turn if none is open. */
function hasTimeLeft(): boolean {
  if (isDue || queues.size > 0) return false;
  const now = performance.now();
  if (now - lastPurchaseAt < limits.sellingMs) return false;
  if (!isOpen) {
    turnStartedAt = now;
    keepOpen();
  }
  return now - turnStartedAt < limits.otherTurnMsMax;
}

/** Lets the turn go on until the event loop has seen all sockets once. */
function keepOpen(): void {
  isOpen = true;
  setImmediate(() => {
    isOpen = false;
    callSoon();
  });
}

/** Notes the arrival of a purchase: for `sellingMs`, other work uses a share of the event loop only. */
export function notePurchase(at = performance.now()): void {
  lastPurchaseAt = at;
}

/**
 * Calls back after the promises and ticks that the current callback has queued, including those in
 * which Node hands replies to the system.
 */
export function whenSettled(callback: () => void): void {
  // Node runs promises until none is left, then the ticks that they have added.
  process.nextTick(queueMicrotask, () => process.nextTick(callback));
}

function callSoon(): void {
  if (isOpen || isDue || queues.size === 0) return;
  isDue = true;
  // Timers count whole milliseconds; a smaller debt is carried over to the next work.
  if (owedMs < 1) setImmediate(beginTurn);
  else setTimeout(beginTurn, Math.ceil(owedMs));
}

function beginTurn(): void {
  if (owedMs >= 1) owedMs = 0;
  turnStartedAt = performance.now();
  callNext(turnStartedAt);
}

function callNext(startedAt: number): void {
  const [first] = queues;
  const [network, queue] = first!;
  const work = queue.shift()!;
  queues.delete(network);
  if (queue.length > 0) queues.set(network, queue);
  work();
  whenSettled(() => {
    const now = performance.now();
    const isSelling = now - lastPurchaseAt < limits.sellingMs;
    owedMs = isSelling ? owedMs + (now - startedAt) * (1 / limits.otherLoopShareMax - 1) : 0;
    const isTurnOver = isSelling || now - turnStartedAt >= limits.otherTurnMsMax;
    if (!isTurnOver && queues.size > 0) return callNext(now);
    isDue = false;
    if (!isSelling && queues.size === 0) keepOpen();
    callSoon();
  });
}
