import type { Verdict } from '#ui/checks/words.ts';
import type { Item } from '../recognise.ts';
import type { Judgement } from '../judge.ts';

/** What the page says; the words around checks are those of all programs. */
export interface VerifierMessages {
  readonly title: string;
  readonly lead: string;
  readonly choose: string;
  readonly drop: string;
  readonly paste: string;
  readonly pasteHint: string;
  readonly add: string;
  readonly pasted: string;
  readonly again: string;
  readonly working: (percent: number) => string;
  readonly kinds: Readonly<Record<Item['kind'], string>>;
  readonly missing: Readonly<Record<NonNullable<Judgement['missing']>, string>>;
  /** What all of it comes to. */
  readonly together: Readonly<Record<Verdict, string>>;
  readonly compare: string;
  readonly whatToBring: string;
  readonly bring: readonly string[];
}

/** Every word of the verifier, in English. */
export const english: VerifierMessages = {
  title: 'Raffle verifier',
  lead: 'Checks what you saved of a raffle, on this device. The page has no network: it fetches nothing and sends nothing.',
  choose: 'Choose files',
  drop: 'or drop them here',
  paste: 'Or paste a text',
  pasteHint: 'A receipt, a checkpoint, a log’s key, or the content of a file.',
  add: 'Add the text',
  pasted: 'Pasted text',
  again: 'Begin anew',
  working: (percent) => `Checking … ${percent} %`,
  kinds: {
    bundle: 'Bundle: the whole log',
    receipt: 'Receipt',
    fork: 'Evidence of a fork',
    checkpoint: 'Checkpoint',
    key: 'The log’s key',
    chain: 'Beacon chain to trust',
    unreadable: 'Unknown',
  },
  missing: {
    readable:
      'This is none of the files this page knows, or a part of it is missing. It says nothing about any raffle.',
    key: 'The log’s key is missing. Add the raffle’s bundle, or the key itself.',
    bundle:
      'Something is missing to compare it with. Add the bundle of the same raffle, reaching at least as far.',
  },
  together: {
    valid: 'Everything you brought holds.',
    'not-valid': 'Something you brought is not valid. Below it says what, and where.',
    'not-checked': 'Something could not be checked. Below it says what is missing.',
  },
  compare: 'The log’s newest checkpoint. Compare it with what others have:',
  whatToBring: 'What to bring',
  bring: [
    'The bundle: “Save everything that was checked” on the raffle’s result page, or raffle audit <address> --save raffle.json.',
    'Your receipts (.tlog-proof), and checkpoints you kept or got from others.',
    'Evidence that a raffle’s page saved (.raffle-fork.json).',
  ],
};
