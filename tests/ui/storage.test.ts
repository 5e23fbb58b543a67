import '../support/browser-globals.ts';
import test, { registerCompletionHandler } from 'ava';
import { clearStorage, storageItem } from '#ui/storage.ts';

registerCompletionHandler(() => process.exit());

const name = 'raffle-test 1';
const createItem = () =>
  storageItem({
    where: 'localStorage',
    name,
    read: (value) => (typeof value === 'number' ? value : undefined),
  });

test.afterEach.always(() => localStorage.clear());

/** Simulates a browser that forbids storage: each access throws. */
function forbidStorage(): () => void {
  const { localStorage } = globalThis;
  const get = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  Object.defineProperty(globalThis, 'localStorage', { get, configurable: true });
  return () =>
    Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true });
}

test.serial('a saved value is there for the next page until it is cleared', (t) => {
  t.true(createItem().save(42));
  t.is(createItem().load(), 42);
  createItem().clear();
  t.is(createItem().load(), undefined);
});

test.serial('a value that another tab cleared is gone in this one', (t) => {
  const here = createItem();
  here.save(42);
  localStorage.removeItem(name);
  t.is(here.load(), undefined);
});

test.serial('a stored value that cannot be used is read as undefined', (t) => {
  for (const text of ['"forty-two"', 'null', '{', '']) {
    localStorage.setItem(name, text);
    t.is(createItem().load(), undefined, text);
  }
});

test.serial('if storage is forbidden, the value is in memory and save() returns false', (t) => {
  const allow = forbidStorage();
  const here = createItem();
  t.false(here.save(42));
  t.is(here.load(), 42);
  t.is(createItem().load(), undefined);
  here.clear();
  t.is(here.load(), undefined);
  t.notThrows(() => clearStorage('raffle-'));
  allow();
});

test.serial('clearStorage() removes only the items with the prefix', (t) => {
  for (const each of ['raffle-a 1', 'raffle-a 2', 'raffle-b 1', 'host']) {
    localStorage.setItem(each, '1');
  }
  clearStorage('raffle-a ');
  t.deepEqual(Object.keys(localStorage).toSorted(), ['host', 'raffle-b 1']);
});
