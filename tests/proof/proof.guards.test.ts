import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const proof = (name: string) => `services/raffle/proof/${name}.ts`;
const catalogue = 'tests/proof/tamper-catalogue.test.ts';

const guards: Record<string, Guard> = {
  'the prefix that tells a leaf from an inner node': {
    file: proof('merkle-tree'),
    guard: 'const leafPrefix = Uint8Array.of(0x00);',
    without: 'const leafPrefix = Uint8Array.of(0x01);',
    test: 'tests/proof/merkle.test.ts',
    match: '*test vectors',
  },
  'the root that an inclusion proof must reach': {
    file: proof('merkle-proofs'),
    guard: 'if (sn === 0 && isEqual(hash, root)) return;',
    without: 'if (sn === 0) return;',
    test: 'tests/proof/merkle.test.ts',
    match: 'no forged inclusion*',
  },
  'the look at a signature': {
    file: proof('signed-note'),
    guard: 'if (isSigned(text, first.signature, key)) return text;',
    without: 'return text;',
    test: catalogue,
    match: '*about a checkpoint*',
  },
  'the look at the log that was signed': {
    file: proof('audit-checkpoints'),
    guard: 'if (isEqual(tree.root(size), root)) return;',
    without: 'return;',
    test: catalogue,
    match: '*where the checkpoint stays*',
  },
  'the word that a log which is asked for now must reach as far as what was kept': {
    file: proof('audit-checkpoints'),
    guard: '!isCurrent && size > log.tree.size',
    without: 'size > log.tree.size',
    test: 'tests/cli/audit.test.ts',
    match: '*then entries are gone*',
  },
  'the look at a share whose chain nobody vouches for': {
    file: proof('audit-seal'),
    guard: 'const where = `entries[${place}].entry.reveal`;',
    without:
      'if (chain === undefined) throw unknownChain(closing, chains); const where = `entries[${place}].entry.reveal`;',
    test: catalogue,
    match: 'no lie hides*',
  },
  'the root in the seal': {
    file: proof('audit-seal'),
    guard: 'if (seal.root !== root)',
    without: 'if (root === "")',
    test: catalogue,
    match: 'the operator*',
  },
  'the time from the closing to the beacon': {
    file: proof('audit-seal'),
    guard: 'if (leadMs >= chain.leadSeconds * 1000) {',
    without: 'if (leadMs >= 0) {',
    test: 'tests/proof/independent.test.ts',
    match: '*random raffles*',
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
  'the look at whether a rehearsal was ordered': {
    file: proof('audit-orders'),
    guard: 'rehearsal: entry.rehearsal ?? false,',
    without: '',
    test: 'tests/proof/audit.test.ts',
    match: '*ordered as a real raffle*',
  },
  'the secret that stays private': {
    file: 'services/raffle/domain/entries.ts',
    guard: 'const { secret: __, ...facts } = rest;',
    without: 'const facts = rest;',
    test: 'tests/http/sealed-draw.test.ts',
    match: 'before the reveal*',
  },
};

for (const [name, guard] of Object.entries(guards)) {
  test(`the proof tests fail without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok/m, output);
    t.notRegex(output, /No tests found|SyntaxError/, output);
  });
}
