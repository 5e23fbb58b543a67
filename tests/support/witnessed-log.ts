import { parsePolicy } from '#proof/witness-policy.ts';
import { treeOf } from './raffle-story.ts';
import { sealedLogKey, type PublicBundle } from './sealed-log.ts';
import { testWitness } from './witness-key.ts';

/** Three witnesses of tests. */
export const witnesses = {
  club: testWitness('club.example', 41),
  council: testWitness('council.example', 42),
  auditor: testWitness('auditor.example', 43),
};
export type WitnessName = keyof typeof witnesses;

const witnessLines = Object.entries(witnesses).map(
  ([name, { verifierKey }]) => `witness ${name} ${verifierKey}`,
);

/** A policy of these witnesses. @param rest Groups and quorum. */
export function policyText(...rest: readonly string[]): string {
  return `${[...witnessLines, ...rest].join('\n')}\n`;
}

export const twoOfThree = policyText('group all-three 2 club council auditor', 'quorum all-three');
export const twoOfThreePolicy = parsePolicy(twoOfThree);

/** A cosignature: the witness saw `size` entries at a time, Unix seconds. */
export interface TestSighting {
  readonly witness: WitnessName;
  readonly size: number;
  readonly time: number;
}

/** Log indexes of the steps of a log. */
export function placesOf({ lines }: Pick<PublicBundle, 'lines'>) {
  const place = (type: string) => lines.findIndex((line) => line.includes(`"type":"${type}"`));
  const closing = lines.map((line) => JSON.parse(line) as ClosingEntry)[place('raffle-closed')];
  return {
    closing: place('raffle-closed'),
    draw: place('raffle-drawn'),
    /** Unix seconds; NaN without a seal. */
    publishedAt: Date.parse(closing?.seal?.publishedAt ?? '') / 1000,
  };
}

interface ClosingEntry {
  readonly seal?: { readonly publishedAt: string };
}

/** The bundle with a checkpoint for each size, with cosignatures. */
export function witnessed(
  bundle: PublicBundle,
  sightings: readonly TestSighting[],
  key = sealedLogKey,
): PublicBundle {
  const { lines } = bundle;
  const sizes = [...new Set([...sightings.map(({ size }) => size), lines.length])];
  const tree = treeOf(lines);
  const checkpoints = sizes
    .toSorted((left, right) => left - right)
    .map((size) =>
      sightings
        .filter((each) => each.size === size)
        .reduce(
          (note, { witness, time }) => witnesses[witness].cosign(note, time),
          key.signHead({ size, root: tree.root(size) }),
        ),
    );
  return { ...bundle, checkpoints };
}
