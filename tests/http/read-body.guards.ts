import type { Guard } from '../support/guards/guard.ts';

const file = 'services/raffle/http/requests/read-body.ts';
const bodies = 'tests/http/purchase-bodies.test.ts';
const reader = 'tests/http/read-body.test.ts';

export const guards: Record<string, Guard> = {
  'the refusal of other charsets': {
    file,
    guard: ' && !otherCharset.test(type)',
    without: '',
    test: bodies,
    match: 'a purchase with charset*',
  },
  'the refusal of bytes that are not UTF-8': {
    file,
    guard: 'if (isUtf8(body)) return',
    without: 'if (bytesMax > 0) return',
    test: bodies,
    match: '*names UTF-8',
  },
  'the refusal of encoded bodies': {
    file,
    guard: "if (encoding.toLowerCase() !== 'identity') throw encoded();",
    without: '\n',
    test: bodies,
    match: 'a purchase in gzip*',
  },
  'the early refusal by the announced length': {
    file,
    guard: "if (Number(request.headers['content-length']) > bytesMax) refuseSoon();",
    without: '',
    test: bodies,
    match: '*with an announced length*',
  },
  'the early refusal by the bytes received': {
    file,
    guard: 'if (bytes > bytesMax) refuseSoon();\n      else',
    without: 'if (bytes <= bytesMax)',
    test: bodies,
    match: '*with chunked encoding*',
  },
  'the limit of a body that has ended': {
    file,
    guard: 'if (bytes > bytesMax) reject(tooLarge());\n      else',
    without: '',
    test: bodies,
    match: '*1,025 bytes*',
  },
  'the joining of pieces': {
    file,
    guard: 'first?.length === bytes ? first : Buffer.concat(chunks)',
    without: 'first ?? Buffer.alloc(0)',
    test: reader,
    match: '*joins the pieces*',
  },
  'the empty body of a request that has ended at once': {
    file,
    guard:
      'if (request.readableEnded && !request.readableDidRead) return resolve(Buffer.alloc(0));',
    without: '',
    test: reader,
    match: '*has ended before the app gets it',
  },
  'the refusal of a body that is cut off': {
    file,
    guard: '      reject(cutOff());\n',
    without: '      resolve(Buffer.concat(chunks));\n',
    test: reader,
    match: '*while it is read',
  },
  'the refusal of a body that was cut off': {
    file,
    guard: 'if (request.destroyed) throw cutOff();',
    without: 'if (request.destroyed) return void resolve(Buffer.alloc(0));',
    test: reader,
    match: '*before it is read',
  },
};
