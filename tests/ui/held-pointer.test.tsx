import '../support/browser-globals.ts';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import test, { registerCompletionHandler, type ExecutionContext } from 'ava';
import { Button } from '#ui/Button.tsx';

test.afterEach.always(() => cleanup());
registerCompletionHandler(() => process.exit());

const down = { button: 0, pointerId: 7, clientX: 50, clientY: 50 };

/** Replaces what happy-dom lacks: the capture of pointers, and what is at a point. */
function stubPointers(t: ExecutionContext, { atPoint }: { readonly atPoint: () => Element }) {
  const captured = new Set<number>();
  const stubs = {
    setPointerCapture: (id: number) => void captured.add(id),
    releasePointerCapture: (id: number) => void captured.delete(id),
    hasPointerCapture: (id: number) => captured.has(id),
  };
  const before = { ...Object.getOwnPropertyDescriptors(HTMLElement.prototype) };
  for (const [name, value] of Object.entries(stubs)) {
    Object.defineProperty(HTMLElement.prototype, name, { value, configurable: true });
    t.teardown(() => {
      Reflect.deleteProperty(HTMLElement.prototype, name);
      if (name in before) Object.defineProperty(HTMLElement.prototype, name, before[name]!);
    });
  }
  Object.defineProperty(document, 'elementFromPoint', { value: atPoint, configurable: true });
  t.teardown(() => Reflect.deleteProperty(document, 'elementFromPoint'));
  return captured;
}

test.serial('a pointer that is down belongs to the button until it moves itself', async (t) => {
  const captured = stubPointers(t, { atPoint: () => document.body });
  render(<Button>Buy</Button>);
  const button = screen.getByRole('button');
  fireEvent.pointerDown(button, down);
  await Promise.resolve();
  t.true(captured.has(down.pointerId));
  fireEvent.pointerMove(button, { ...down, clientX: 55 });
  t.true(captured.has(down.pointerId), 'a finger trembles');
  fireEvent.pointerMove(button, { ...down, clientX: 80 });
  t.false(captured.has(down.pointerId));
});

test.serial('a touch presses the button that the page has moved away, once', async (t) => {
  let presses = 0;
  let isMoved = true;
  render(<Button onPress={() => (presses += 1)}>Buy</Button>);
  const button = screen.getByRole('button');
  stubPointers(t, { atPoint: () => (isMoved ? document.body : button) });
  fireEvent.pointerDown(button, down);
  await Promise.resolve();
  t.false(fireEvent.touchEnd(button), 'the browser clicks nothing else');
  t.is(presses, 1);
  isMoved = false;
  fireEvent.pointerDown(button, down);
  await Promise.resolve();
  t.true(fireEvent.touchEnd(button), 'the browser clicks the button');
  t.is(presses, 1);
});

test.serial('a touch that has moved itself presses nothing', async (t) => {
  let presses = 0;
  stubPointers(t, { atPoint: () => document.body });
  render(<Button onPress={() => (presses += 1)}>Buy</Button>);
  const button = screen.getByRole('button');
  fireEvent.pointerDown(button, down);
  await Promise.resolve();
  fireEvent.pointerMove(button, { ...down, clientY: 90 });
  t.true(fireEvent.touchEnd(button));
  t.is(presses, 0);
});
