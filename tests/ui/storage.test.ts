import '../support/browser-globals.ts';
import test, { registerCompletionHandler } from 'ava';
import { clearKept, keep } from '#ui/storage.ts';

registerCompletionHandler(() => process.exit());

const name = 'raffle-test 1';
const kept = () =>
  keep({
    where: 'localStorage',
    name,
    read: (value) => (typeof value === 'number' ? value : undefined),
  });

test.afterEach.always(() => localStorage.clear());

/** A browser that forbids storage: every touch of it throws. */
function forbidStorage(): () => void {
  const { localStorage } = globalThis;
  const get = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  Object.defineProperty(globalThis, 'localStorage', { get, configurable: true });
  return () =>
    Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true });
}

test.serial('what is kept is there for the next page, and gone once it is cleared', (t) => {
  t.true(kept().save(42));
  t.is(kept().load(), 42);
  kept().clear();
  t.is(kept().load(), undefined);
});

test.serial('what another tab cleared does not live on in this one', (t) => {
  const here = kept();
  here.save(42);
  localStorage.removeItem(name);
  t.is(here.load(), undefined);
});

test.serial('what cannot be used is as if it were not there', (t) => {
  for (const text of ['"forty-two"', 'null', '{', '']) {
    localStorage.setItem(name, text);
    t.is(kept().load(), undefined, text);
  }
});

test.serial('where storage is forbidden the page remembers, and says that it is not kept', (t) => {
  const allow = forbidStorage();
  const here = kept();
  t.false(here.save(42));
  t.is(here.load(), 42);
  t.is(kept().load(), undefined);
  here.clear();
  t.is(here.load(), undefined);
  t.notThrows(() => clearKept('raffle-'));
  allow();
});

test.serial('clearing by the beginning of a name leaves the others alone', (t) => {
  for (const each of ['raffle-a 1', 'raffle-a 2', 'raffle-b 1', 'host']) {
    localStorage.setItem(each, '1');
  }
  clearKept('raffle-a ');
  t.deepEqual(Object.keys(localStorage).toSorted(), ['host', 'raffle-b 1']);
});
