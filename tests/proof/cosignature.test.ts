import test, { type ExecutionContext } from 'ava';
import { toHex } from '#proof/bytes.ts';
import { openCheckpoint } from '#proof/checkpoint.ts';
import { cosign, readCosignatures } from '#proof/cosignature.ts';
import {
  formatWitnessKey,
  parseWitnessKey,
  formatVerifierKey,
  parseVerifierKey,
} from '#proof/signed-note.ts';
import { ProofError } from '#proof/proof-error.ts';
import { springLog, testLogKey } from '../support/log-key.ts';
import { testWitness } from '../support/witness-key.ts';
import vector from '../vectors/cosignature.json' with { type: 'json' };

const root = new Uint8Array(32).fill(5);
const note = springLog.signHead({ size: 3, root });
const club = testWitness('witness.example.org', 1);
const council = testWitness('council.example.org', 2);
const time = 1_791_066_002;

function malformed(t: ExecutionContext, attempt: () => unknown): void {
  t.is(t.throws(attempt, { instanceOf: ProofError }).code, 'malformed');
}

test('a cosignature of a public witness on a public log is valid', (t) => {
  const key = parseWitnessKey(vector.witnessKey);
  const [found, ...more] = readCosignatures(vector.note, key);
  t.is(found?.time, vector.time);
  t.deepEqual(more, []);
  t.is(formatWitnessKey(key.name, key.publicKey), vector.witnessKey);
  const { origin, size } = openCheckpoint(vector.note, parseVerifierKey(vector.logKey));
  t.deepEqual({ origin, size }, { origin: 'markovianprotocol.com/log', size: 9266 });
});

test('no changed cosignature, time or checkpoint is valid', (t) => {
  const key = parseWitnessKey(vector.witnessKey);
  const [, line = ''] = vector.note.match(/^— witness\S+ (\S+)$/mu) ?? [];
  const bytes = Buffer.from(line, 'base64');
  t.is(toHex(bytes.subarray(0, 4)), toHex(key.keyId));
  for (let place = 0; place < bytes.length; place += 1) {
    const bent = Buffer.from(bytes);
    bent[place]! ^= 1;
    const changed = vector.note.replace(line, bent.toString('base64'));
    t.deepEqual(readCosignatures(changed, key), [], `byte ${place}`);
  }
  t.deepEqual(readCosignatures(vector.note.replace('\n9266\n', '\n9267\n'), key), []);
  for (const end of [4, 11, 12, 75]) {
    const cut = vector.note.replace(line, bytes.subarray(0, Math.max(5, end)).toString('base64'));
    t.deepEqual(readCosignatures(cut, key), [], `${end} bytes`);
  }
});

test('cosign() signs the checkpoint with a time, and the checkpoint stays valid', (t) => {
  const cosigned = council.cosign(club.cosign(note, time), time + 9);
  t.deepEqual(openCheckpoint(cosigned, springLog.key), openCheckpoint(note, springLog.key));
  t.deepEqual(timesOf(cosigned, club.key), [time]);
  t.deepEqual(timesOf(cosigned, council.key), [time + 9]);
  t.deepEqual(timesOf(note, club.key), []);
});

test('a checkpoint that was signed again has all times, earliest first', (t) => {
  t.deepEqual(timesOf(club.cosign(club.cosign(note, time + 60), time), club.key), [
    time,
    time + 60,
  ]);
});

test('a cosignature without a time, or with one that no clock shows, counts as missing', (t) => {
  t.deepEqual(timesOf(club.cosign(note, 0), club.key), []);
  t.deepEqual(timesOf(club.cosign(note, 2 ** 53), club.key), []);
});

test('a wrong cosignature does not hide a right one of the same witness', (t) => {
  const ofAnother = club.cosign(springLog.signHead({ size: 4, root }), time - 60);
  const wrong = ofAnother.split('\n').at(-2)!;
  t.deepEqual(timesOf(club.cosign(`${note}${wrong}\n`, time), club.key), [time]);
});

test('signatures of unknown types and keys are skipped, 62 beside that of the log and a witness', (t) => {
  const mlDsa = `— ml.example ${Buffer.alloc(4 + 8 + 2420, 6).toString('base64')}\n`;
  const others = Array.from({ length: 60 }, (_, index) =>
    testWitness(`w${index}.example`, index + 20),
  );
  const crowd = others.reduce((text, each) => each.cosign(text, time), `${note}${mlDsa}${mlDsa}`);
  const cosigned = club.cosign(crowd, time);
  t.is(openCheckpoint(cosigned, springLog.key).size, 3);
  t.deepEqual(timesOf(cosigned, club.key), [time]);
  malformed(t, () => readCosignatures(club.cosign(cosigned, time), club.key));
});

test('parseWitnessKey() refuses the key of a log, and parseVerifierKey() that of a witness', (t) => {
  const { publicKey } = club.key;
  malformed(t, () => parseWitnessKey(formatVerifierKey('witness.example.org', publicKey)));
  malformed(t, () => parseVerifierKey(club.verifierKey));
  malformed(t, () => parseWitnessKey(formatWitnessKey('short', publicKey.subarray(1))));
  malformed(t, () => parseWitnessKey(club.verifierKey.replace('witness.', 'Witness.')));
});

test('a log that signs as a witness does is not a witness', (t) => {
  const log = testLogKey('witness.example.org', 1);
  t.deepEqual(timesOf(log.signHead({ size: 3, root }), club.key), []);
  const sign = (message: Uint8Array) => log.signBytes(message.subarray(1));
  const line = cosign(note.split('\n\n')[0]!, { key: club.key, time, sign });
  t.deepEqual(timesOf(note + line, club.key), []);
});

function timesOf(text: string, key: typeof club.key): number[] {
  return readCosignatures(text, key).map((each) => each.time);
}
