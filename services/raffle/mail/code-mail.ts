import { type ByLanguage, type Language } from '#contract/language.ts';
import type { Message } from './mailer.ts';

/** What a mail with a sign-in code says. */
export interface CodeMail {
  readonly to: string;
  readonly code: string;
  readonly sentAt: Date;
  readonly language: Language;
  /** Host name of the site that the code is for. */
  readonly site: string;
  /** Title of the raffle that the participant looks at. */
  readonly raffle: string | undefined;
}

/** Composes the mail with a sign-in code, which expires after 10 minutes (`codeLimits`). */
export function composeCodeMail({ to, code, sentAt, language, site, raffle }: CodeMail): Message {
  const { subject, lines } = texts[language](code, raffle ?? site, site);
  return { to, code, sentAt: sentAt.toISOString(), subject, text: [...lines, ''].join('\n') };
}

type Texts = (code: string, name: string, site: string) => { subject: string; lines: string[] };

const texts: ByLanguage<Texts> = {
  en: (code, name, site) => ({
    subject: `${code} is your sign-in code for ${name}`,
    lines: [
      `Your sign-in code for ${name === site ? site : `“${name}” at ${site}`} is:`,
      '',
      code,
      '',
      'Enter it in the browser where you requested it. It works once and expires in 10 minutes.',
      '',
      'If you did not request a code, ignore this mail. No one can sign in without the code.',
    ],
  }),
  de: (code, name, site) => ({
    subject: `${code} ist Ihr Anmeldecode für ${name}`,
    lines: [
      `Ihr Anmeldecode für ${name === site ? site : `„${name}“ auf ${site}`} lautet:`,
      '',
      code,
      '',
      'Geben Sie ihn in dem Browser ein, in dem Sie ihn angefordert haben. Er gilt einmal und läuft nach 10 Minuten ab.',
      '',
      'Wenn Sie keinen Code angefordert haben, ignorieren Sie diese E-Mail. Ohne den Code kann sich niemand anmelden.',
    ],
  }),
};
