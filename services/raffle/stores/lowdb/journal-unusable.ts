/** Why a data folder cannot be used. Each has the exit code of its kind (sysexits.h). */
export const journalExitCodes = { damaged: 65, 'in-use': 75, unwritable: 74 } as const;

/** The data folder or one of its files cannot be used. Nothing in it was changed. */
export class JournalUnusable extends Error {
  override name = 'JournalUnusable';
  readonly reason: keyof typeof journalExitCodes;

  constructor(reason: keyof typeof journalExitCodes, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
