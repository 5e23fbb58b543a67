import type { Guard } from '../support/guards/guard.ts';

const proof = (name: string) => `services/raffle/proof/${name}.ts`;
const cosignatures = 'tests/proof/cosignature.test.ts';
const audits = 'tests/proof/audit-witnesses.test.ts';
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
    file: proof('signed-note'),
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
  'the time of a beacon by its chain': {
    file: proof('audit-seal'),
    guard: 'return timeOfRound(chain, round);',
    without: 'return Date.parse(String(membersOf(closing.entry.seal).publishedAt)) / 1000;',
    test: audits,
    match: 'when a beacon was published*',
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
    file: proof('witness-policy'),
    guard: 'each.size >= size',
    without: 'each.size > 0',
    test: policies,
    match: 'a quorum may consist*',
  },
  'the time of a cosignature compared with the beacon': {
    file: proof('audit-witnesses'),
    guard: 'if (aheadSeconds > 0) {',
    without: 'if (aheadSeconds > -1e9) {',
    test: audits,
    match: 'a closing is not witnessed in time*',
  },
  'the second at which the beacon is published': {
    file: proof('audit-witnesses'),
    guard: 'if (aheadSeconds > 0) {',
    without: 'if (aheadSeconds >= 0) {',
    test: audits,
    match: 'a closing is not witnessed in time where a quorum saw it only*',
  },
  'the entry that cosignatures must cover to be in time': {
    file: proof('audit-witnesses'),
    guard: 'collectSightings(log, { policy, notes }), closing.place + 1);',
    without: 'collectSightings(log, { policy, notes }), closing.place);',
    test: audits,
    match: 'a closing is not witnessed in time where a quorum saw in time what was*',
  },
  'the root of a cosigned checkpoint': {
    file: proof('audit-witnesses'),
    guard: 'const isPrefix = size <= log.tree.size && isEqual(log.tree.root(size), root);',
    without: 'const isPrefix = true;',
    test: audits,
    match: 'what was cosigned of another log*',
  },
  'the last step that a quorum must have seen': {
    file: proof('audit-witnesses'),
    guard: "if (drawing !== undefined) return { name: 'the draw', size: drawing.place + 1 };",
    without: '',
    test: audits,
    match: 'a log that no quorum has cosigned*',
  },
  'the logs that a policy names': {
    file: proof('audit-witnesses'),
    guard: 'if (policy.logs.length > 0 &&',
    without: 'if (policy.logs.length < 0 &&',
    test: audits,
    match: 'a policy that names logs*',
  },
  'the warning about two disjoint quorums': {
    file: proof('audit-witnesses'),
    guard: 'canBeSplit(policy) ?',
    without: 'false ?',
    test: audits,
    match: 'a policy whose quorum*',
  },
  'the size of an earlier checkpoint that is collected': {
    file: proof('bundle'),
    guard: 'if (note !== undefined && sizeOf(note) === size)',
    without: 'if (note !== undefined)',
    test: 'tests/proof/saved-log.test.ts',
    match: 'collectBundle() adds*',
  },
};
