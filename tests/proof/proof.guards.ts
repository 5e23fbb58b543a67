import type { Guard } from '../support/guards/guard.ts';

const proof = (name: string) => `services/raffle/proof/${name}.ts`;
const catalogue = 'tests/proof/tamper-catalogue.test.ts';
const limits = 'tests/proof/tamper-limits.test.ts';

export const guards: Record<string, Guard> = {
  'the prefix that distinguishes a leaf from an inner node': {
    file: proof('merkle-tree'),
    guard: 'const leafPrefix = Uint8Array.of(0x00);',
    without: 'const leafPrefix = Uint8Array.of(0x01);',
    test: 'tests/proof/merkle.test.ts',
    match: '*test vectors',
  },
  'the rows that a first piece has when it grows': {
    file: proof('pieces'),
    guard: 'if (isFirst && last !== undefined) piece.set(last);',
    without: '',
    test: 'tests/proof/pieces.test.ts',
    match: 'rows stay*',
  },
  'the small beginning of a list': {
    file: proof('pieces'),
    guard: 'Math.max(firstBytes, 2 * start)',
    without: 'bytes',
    test: 'tests/proof/pieces.test.ts',
    match: 'a list of three rows*',
  },
  'the escaped characters of a purchase': {
    file: proof('canonical-json'),
    guard: '.replace(/[\\u0080-\\uffff]/g, escapeCharacter)',
    without: '',
    test: 'tests/http/idempotency.test.ts',
    match: 'a purchase repeated*',
  },
  'the root that an inclusion proof must reach': {
    file: proof('merkle-proofs'),
    guard: 'if (sn === 0 && isEqual(hash, root)) return;',
    without: 'if (sn === 0) return;',
    test: 'tests/proof/merkle.test.ts',
    match: 'no forged inclusion*',
  },
  'the line of the closing list about a late closing': {
    file: proof('audit'),
    guard: 'of a running raffle it is reported 60 s after that end, by the clock of the auditor.',
    without: '',
    test: 'tests/proof/audit.test.ts',
    match: '*a late closing',
  },
  'the verification of a signature': {
    file: proof('signed-note'),
    guard: 'if (isSigned(utf8(text), first, key.publicKey)) return text;',
    without: 'return text;',
    test: catalogue,
    match: '*about a checkpoint*',
  },
  'the comparison of the log with the signed root': {
    file: proof('audit-checkpoints'),
    guard: 'if (isEqual(tree.root(size), root)) return;',
    without: 'return;',
    test: catalogue,
    match: '*where the checkpoint stays*',
  },
  'the rule that a current log is at least as long as a saved checkpoint': {
    file: proof('audit-checkpoints'),
    guard: '!isCurrent && size > log.tree.size',
    without: 'size > log.tree.size',
    test: 'tests/cli/audit-checkpoints.test.ts',
    match: '*then entries are missing*',
  },
  'the check of a share whose chain is not trusted': {
    file: proof('audit-seal'),
    guard: 'const where = `entries[${place}].entry.reveal`;',
    without:
      'if (chain === undefined) throw unknownChain(closing, chains); const where = `entries[${place}].entry.reveal`;',
    test: limits,
    match: 'no lie hides*',
  },
  'the comparison of the seal’s chain with the announced one': {
    file: proof('audit-seal'),
    guard: 'if (seal.chainHash !== rules.chainHash) {',
    without: 'if (root === "") {',
    test: limits,
    match: 'a seal to another chain*',
  },
  'the check of the opening’s chain': {
    file: proof('audit-opening'),
    guard: "if ((randomness === 'drand') !== (chainHash !== undefined)) {",
    without: 'if (place < 0) {',
    test: limits,
    match: 'a drand raffle names its chain*',
  },
  'the root in the seal': {
    file: proof('audit-seal'),
    guard: 'if (seal.root !== root)',
    without: 'if (root === "")',
    test: catalogue,
    match: 'the operator of*',
  },
  'the time from the closing to the beacon': {
    file: proof('audit-seal'),
    guard: 'if (leadMs >= chain.leadSeconds * 1000) {',
    without: 'if (leadMs >= 0) {',
    test: 'tests/proof/independent-verdicts.test.ts',
    match: '*too soon after*',
  },
  'the opening of the commitment': {
    file: proof('sealed-draw'),
    guard: 'if (commitTo(pool.raffle, { r, nonce }) !== seal.commitment)',
    without: 'if (false as boolean)',
    test: 'tests/proof/sealed-draw.test.ts',
    match: 'a commitment binds*',
  },
  'the signature of the beacon': {
    file: proof('beacon'),
    guard: 'if (isSigned(chain, round, signature)) return randomness;',
    without: 'return randomness;',
    test: 'tests/proof/beacon.test.ts',
    match: 'a beacon of another*',
  },
  'the comparison of the rehearsal flag with the request': {
    file: proof('audit-request-bodies'),
    guard: "for (const name of [...requestedRules, 'rehearsal']) {",
    without: 'for (const name of requestedRules) {',
    test: 'tests/proof/audit-requests.test.ts',
    match: '*requested as a real raffle*',
  },
  'the secret that stays private': {
    file: 'services/raffle/domain/public-part.ts',
    guard: 'const { secret: _, operatorSignature: __, ...facts } = entry;',
    without: 'const { operatorSignature: __, ...facts } = entry;',
    test: 'tests/http/sealed-draw.test.ts',
    match: 'before the reveal*',
  },
};
