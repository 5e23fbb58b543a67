import type { Verdict } from '#proof/verdict.ts';
import type { Item } from '../items.ts';
import type { ItemReport } from '../verify-items.ts';

/** The texts of the page. The texts of checks are shared with the apps. */
export interface VerifierMessages {
  readonly title: string;
  readonly lead: string;
  readonly choose: string;
  readonly drop: string;
  readonly paste: string;
  readonly pasteHint: string;
  readonly addText: string;
  readonly pasted: string;
  readonly clear: string;
  readonly working: (percent: number) => string;
  readonly kinds: Readonly<Record<Item['kind'], string>>;
  readonly missing: Readonly<Record<NonNullable<ItemReport['missing']>, string>>;
  /** The sentence beside the verdict on everything. */
  readonly together: Readonly<Record<Verdict, string>>;
  /** A valid receipt of a ticket that does not count any more. */
  readonly voided: (at: string) => string;
  /** A valid receipt, without a log that would show a void. */
  readonly laterUnknown: string;
  readonly compare: string;
  readonly whatToAdd: string;
  readonly add: readonly string[];
}

export const english: VerifierMessages = {
  title: 'Raffle verifier',
  lead: 'Checks what you saved of a raffle on this device. The page never uses the network: nothing is downloaded, and nothing is sent.',
  choose: 'Choose files',
  drop: 'or drop them here',
  paste: 'Or paste a text',
  pasteHint: 'A receipt, a checkpoint, a log’s key, or the content of a file.',
  addText: 'Add the text',
  pasted: 'Pasted text',
  clear: 'Start over',
  working: (percent) => `Checking … ${percent} %`,
  kinds: {
    bundle: 'Bundle: the whole log',
    receipt: 'Receipt',
    fork: 'Evidence of a fork',
    checkpoint: 'Checkpoint',
    key: 'The log’s key',
    chain: 'Beacon chain to trust',
    policy: 'Witnesses to trust',
    unreadable: 'Unknown',
  },
  missing: {
    readable:
      'This page does not know this kind of file, or a part of it is missing. It says nothing about any raffle.',
    key: 'The log’s key is missing. Add the raffle’s bundle, or the key itself.',
    program:
      'The verifier had an error while it checked this. It says nothing about any raffle. Please report it.',
    bundle:
      'There is nothing to compare this with. Add a bundle of the same raffle that is at least as new.',
  },
  together: {
    passed: 'Everything you added is valid.',
    failed: 'Something you added is not valid. See below what and where.',
    'not-checked': 'Something could not be checked. See below what is missing.',
  },
  voided: (at) =>
    `This ticket does not count any more: it was taken back on ${at}. The receipt shows that it was sold, but it is not in the draw.`,
  laterUnknown:
    'Not checked: whether this ticket was taken back later. Add the raffle’s bundle to check that.',
  compare: 'The log’s newest checkpoint. Compare it with other people’s:',
  whatToAdd: 'What you can add',
  add: [
    'The bundle: “Save everything that was checked” on the raffle’s result page, or raffle audit <address> --save raffle.json.',
    'Your receipts (.tlog-proof), and checkpoints that you or others saved.',
    'Evidence that a raffle’s page saved (.raffle-fork.json, .evidence.json).',
    'The witnesses that you trust, as a policy file. Get it from them, not from the organiser.',
  ],
};
