import { stripVTControlCharacters } from 'node:util';

export interface PrintedCheck {
  /** `✔` passed, `✘` failed, `?` not checked, `–` does not apply. */
  readonly mark: string;
  readonly says: string;
}

/** A check as `--json` prints it. */
export interface ReportedCheck {
  readonly name: string;
  readonly passed: boolean;
  readonly notChecked?: true;
  readonly notApplicable?: true;
}

/** Reads the lines that `audit` and `verify` print for their checks, by the name of the check. */
export function readChecks(stdout: string): Readonly<Record<string, PrintedCheck>> {
  const lines = stdout.matchAll(/^(?<mark>[✔✘?–]) (?<name>[\w-]+) +(?<says>.*)$/gmu);
  return Object.fromEntries(
    [...lines].map(({ groups }) => [
      groups!['name'],
      { mark: groups!['mark']!, says: groups!['says']! },
    ]),
  );
}

/** The printed lines, without the colours of a terminal. */
export function readLines(text: string): readonly string[] {
  return stripVTControlCharacters(text).trimEnd().split('\n');
}
