import type { Guard } from '../support/guards/guard.ts';

const mac = { file: 'services/raffle/identity/mac.ts', test: 'tests/identity/mac.test.ts' };

export const guards: Record<string, Guard> = {
  'the refusal of long keys': {
    ...mac,
    guard:
      'if (key.length > blockBytes) throw new RangeError(`A key has at most ${blockBytes} bytes.`);',
    without: '',
    match: '*more than 64 bytes',
  },
  'the key of the inner hash': {
    ...mac,
    guard: 'const usualInner = pad(key, 0x36, usualTextBytes);',
    without: 'const usualInner = pad(new Uint8Array(), 0x36, usualTextBytes);',
    match: '*RFC 4231*',
  },
  'the key of the outer hash': {
    ...mac,
    guard: 'const outer = pad(key, 0x5c, hashBytes);',
    without: 'const outer = pad(new Uint8Array(), 0x5c, hashBytes);',
    match: '*RFC 4231*',
  },
  'the room for long texts': {
    ...mac,
    guard: 'length > usualTextBytes ? pad(key, 0x36, length) : usualInner',
    without: 'usualInner',
    match: '*more than 512 bytes',
  },
};
