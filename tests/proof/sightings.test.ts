import test from 'ava';
import { be64, concat } from '#proof/bytes.ts';
import { NotChecked } from '#proof/proof-error.ts';
import { collectSightings, type CosignedCheckpoint } from '#proof/cosignature.ts';
import { formatSignature } from '#proof/signed-note.ts';
import { springLog } from '../support/log-key.ts';
import { twoOfThreePolicy as policy, witnesses } from '../support/witnessed-log.ts';

const { club, council } = witnesses;
const headOf = (size: number) => springLog.signHead({ size, root: new Uint8Array(32) });

function checkpoint(note: string, size: number, isSigned = true): CosignedCheckpoint {
  return { note, size, isSignedByLog: () => isSigned };
}

/** Checkpoints with lines of the club whose signatures are wrong, 60 on each. */
function wrongCheckpoints(count: number): CosignedCheckpoint[] {
  const checkpoints: CosignedCheckpoint[] = [];
  for (let left = count; left > 0; left -= 60) {
    const lines = Array.from({ length: Math.min(left, 60) }, (_, index) =>
      formatSignature(club.key, concat(be64(1 + index), new Uint8Array(64))),
    );
    checkpoints.push(checkpoint(headOf(9) + lines.join(''), 9));
  }
  return checkpoints;
}

test('collectSightings() takes of each witness the largest size and the first times', (t) => {
  const notes = [
    checkpoint(club.cosign(club.cosign(headOf(4), 30), 10), 4),
    checkpoint(club.cosign(headOf(6), 20), 6),
    checkpoint(council.cosign(club.cosign(headOf(8), 50), 40), 8),
    checkpoint(club.cosign(headOf(9), 5), 9, false),
  ];
  t.deepEqual(collectSightings(policy, notes, [5]), [
    { witness: 'club', size: 8, time: 50 },
    { witness: 'club', size: 4, time: 10 },
    { witness: 'club', size: 6, time: 20 },
    { witness: 'council', size: 8, time: 40 },
  ]);
});

test('of very many cosigned checkpoints only those that decide something are verified', (t) => {
  let verified = 0;
  const cosigned = council.cosign(club.cosign(headOf(1), 100), 100);
  const notes = Array.from({ length: 2_000 }, (_, index) => ({
    note: cosigned,
    size: 1 + index,
    isSignedByLog: () => {
      verified += 1;
      return true;
    },
  }));
  collectSightings(policy, notes, [1_000]);
  t.true(verified > 0 && verified <= 6, `${verified} verifications`);
});

test('wrong cosignatures count as missing up to a number that only an attack has', (t) => {
  const right = checkpoint(club.cosign(headOf(3), 7), 3);
  const found = collectSightings(policy, [...wrongCheckpoints(256), right], [3]);
  t.deepEqual(found, [{ witness: 'club', size: 3, time: 7 }]);
  const error = t.throws(() => collectSightings(policy, [...wrongCheckpoints(257), right], [3]));
  t.true(error instanceof NotChecked, String(error));
});
