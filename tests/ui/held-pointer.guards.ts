import type { Guard } from '../support/guards/guard.ts';

const pointer = { test: 'tests/ui/held-pointer.test.tsx', file: 'ui/held-pointer.ts' };

export const guards: Record<string, Guard> = {
  'the capture of a pointer that is down': {
    ...pointer,
    guard: 'element.setPointerCapture(pointerId);',
    without: '',
    match: 'a pointer that is down*',
  },
  'the release of a pointer that moves': {
    ...pointer,
    guard: 'currentTarget.releasePointerCapture(pointerId);',
    without: '{}',
    match: 'a pointer that is down*',
  },
  'the press by a touch that ends beside the button': {
    ...pointer,
    guard: 'currentTarget.click();',
    without: '',
    match: 'a touch presses*',
  },
  'the end of a touch that has moved': {
    ...pointer,
    guard: 'current === undefined || isAt(currentTarget, current)',
    without: 'current !== undefined && isAt(currentTarget, current)',
    match: 'a touch that has moved*',
  },
};
