import type { Formats } from '#ui/formats.ts';
import type { Fork } from '../comparison.ts';

/** Every word about checking, in English. */
export const english = (f: Formats) => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'entry', other: 'entries' })}`;
  return {
    same: (size: number) => `The log is the one of your last visit (${entries(size)}).`,
    grown: (from: number, to: number) =>
      `The log only grew since your last visit (${f.number(from)} → ${entries(to)}).`,
    unchecked: {
      'no-answer':
        'The log could not be compared with your last visit: no answer came. That says nothing about the log. It is tried again.',
      unsigned:
        'The log could not be compared with your last visit: what came is not signed by its key. That proves nothing either way. It is tried again.',
    },
    fork: {
      title: 'This log does not fit what you saw before',
      what: {
        shorter: ({ from, to }: Fork) =>
          `At your last visit it had ${entries(from)}. Now it is shown with ${f.number(to)}. A log never gets shorter: either you are shown an old copy, or entries were taken out.`,
        rewritten: ({ from, to }: Fork) =>
          `At your last visit it had ${entries(from)}, signed by its key. Now it is shown with ${f.number(to)}, signed by the same key, and those first ${f.number(Math.min(from, to))} are not the same any more. One key has signed two different logs.`,
        'not-grown': ({ from, to }: Fork) =>
          `At your last visit it had ${entries(from)}. Now it is shown with ${f.number(to)}, and the service did not show that the first ${f.number(from)} are still the same.`,
        'other-key': ({ from, to }: Fork) =>
          `At your last visit its ${entries(from)} were signed by one key. Now its ${f.number(to)} are signed by another. It is another log under the same name.`,
      },
      means:
        'This page cannot tell why. A copy put back after a fault looks the same as a manipulation. Either way it should not happen, and the organiser can explain it.',
      toDo: 'What to do',
      steps: [
        'Save the evidence. Anybody can check it, without this page.',
        'Ask whoever runs the raffle, and show them the file.',
        'Compare with other participants: do they see this too?',
        'Keep your receipts. They prove your tickets, whatever is shown here.',
      ],
      save: 'Save the evidence',
      command: 'Checked in a terminal, without a network:',
      forget: 'Begin anew with this log',
      forgetHint:
        'Only if you know the reason. What this browser kept of the log before is gone then.',
    },
    check: {
      title: 'Check it yourself',
      intro:
        'This browser fetches the whole log, adds it up again and checks every signature. It takes nobody’s word for the result.',
      kept: (size: number) =>
        `Also held against what this browser keeps of the log: its key, and a checkpoint of ${entries(size)}.`,
      sawClosing:
        'This browser saw the closing before its beacon was published, by this device’s clock: the organiser alone cannot have chosen the winner.',
      unusable: (n: number) =>
        `${f.number(n)} of the receipts in this browser cannot be read, and ${f.plural(n, { one: 'was', other: 'were' })} left out.`,
      terminal: 'The same in a terminal:',
      verifier: 'Get the verifier: one file that checks what you saved, with no network',
    },
  };
};

export type CheckMessages = ReturnType<typeof english>;
