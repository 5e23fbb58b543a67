import { limits } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';

/** For the forms of a new raffle and of a change. */
export const ruleForm = (f: Formats) => ({
  groups: { prize: 'Prize', tickets: 'Tickets', when: 'When', who: 'Who', fair: 'Fairness' },
  prizesHint: 'One on each line, the first prize first.',
  purposeHint: 'What the money is for, like “New swings for the playground”.',
  paymentHint: 'Like “Cash at the stall” or a bank account.',
  reservesHint: 'Drawn as well, for prizes that are not collected.',
  currency: 'Currency',
  hints: {
    title: 'What people see first, like “Spring fair raffle”.',
    place: 'Where the draw is.',
    organiser: 'Your club or school.',
    contact: 'An e-mail address or phone number for questions.',
    licence: 'If your raffle needs one: its number or authority.',
    resultsUrl: 'Where you also publish the winners, an address that begins with https://',
  },
  randomness: {
    local: {
      label: 'By this server',
      hint: 'Instant. Participants have to trust that this server picks at random.',
    },
    drand: {
      label: 'Sealed, then decided by a source of random numbers',
      hint: 'By drand quicknet, a public source, unless this service uses another one. The draw is sealed when sales end and comes at least half a minute later; anyone can check it. You could influence it only together with the operators of that source, or alone if no one else saw the end of sales before the random number was published.',
    },
  },
  wrong: {
    title: `Write 1 to ${limits.titleLengthMax} characters on one line. At least one must be visible.`,
    prizes: `Write 1 to ${limits.prizesMax} prizes, each on its own line of at most ${limits.prizeLengthMax} characters.`,
    picture: 'This picture is not at the service any more. Choose it again.',
    text: 'Write plain text without HTML tags, not too long. At least one character must be visible.',
    count: 'Write a whole number that is allowed here.',
    time: 'Enter a date and a time.',
    past: 'This time has passed. Choose a later one.',
    order: 'This is before a time that must come first.',
    later: 'Tickets are sold, so the end of sales can only be put off.',
    money: `Write an amount like 2.00, at most ${f.number(limits.priceAmountMax / 100)}.`,
    reserves: (min: number) =>
      `Write at least ${f.number(min)}, so that the prizes can go to different people.`,
  },
});
