import type { Guard } from '../support/guards/guard.ts';

const proof = (name: string) => `services/raffle/proof/${name}.ts`;
const cosignatures = 'tests/proof/cosignature.test.ts';
const policies = 'tests/proof/witness-policy.test.ts';

export const guards: Record<string, Guard> = {
  'the verification of a cosignature': {
    file: proof('cosignature'),
    guard: 'isValid(cosignedMessage(text, time), signature)',
    without: 'true || isValid(cosignedMessage(text, time), signature)',
    test: cosignatures,
    match: 'no changed cosignature*',
  },
  'the time in the message that a witness signs': {
    file: proof('cosignature'),
    guard: '\\ntime ${time}\\n',
    without: '\\ntime 0\\n',
    test: cosignatures,
    match: 'a cosignature of a public witness*',
  },
  'the type of a witness’s key': {
    file: proof('cosignature'),
    guard: 'if (type === keyTypes.cosignature && key',
    without: 'if (key',
    test: cosignatures,
    match: 'parseWitnessKey() refuses*',
  },
  'the type of a log’s key': {
    file: proof('signed-note'),
    guard: 'if (type === keyTypes.ed25519 && key',
    without: 'if (key',
    test: cosignatures,
    match: 'parseWitnessKey() refuses*',
  },
  'the cosignatures without a time': {
    file: proof('cosignature'),
    guard: ' || time < 1',
    without: '',
    test: cosignatures,
    match: 'a cosignature without a time*',
  },
  'the bound on signatures of a note': {
    file: proof('signed-note'),
    guard: 'lines.length > signaturesMax',
    without: 'false',
    test: cosignatures,
    match: 'signatures of unknown types*',
  },
  'one key under two names in a policy': {
    file: proof('witness-policy'),
    guard: 'if (this.#keys.has(name))',
    without: 'if (false)',
    test: policies,
    match: 'a policy with a key twice*',
  },
  'one member of two groups in a policy': {
    file: proof('witness-policy'),
    guard: 'if (this.#members.has(each))',
    without: 'if (false)',
    test: policies,
    match: 'a policy with a member of two*',
  },
  'the two thresholds that two disjoint quorums need': {
    file: proof('witness-policy'),
    guard: 'sets >= 2 * part.threshold',
    without: 'sets > part.threshold',
    test: policies,
    match: 'canBeSplit()*',
  },
  'the earliest cosignature of a witness': {
    file: proof('cosignature'),
    guard: 'left.time - right.time',
    without: 'right.time - left.time',
    test: policies,
    match: 'signing again*',
  },
  'the cosignatures that cover too few entries': {
    file: proof('witness-sightings'),
    guard: 'each.size >= size',
    without: 'each.size > 0',
    test: policies,
    match: 'a quorum may consist*',
  },
};
