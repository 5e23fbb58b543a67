import { auditLog } from '#proof/audit.ts';

/** The public log of a raffle, with the checkpoint over all of it. */
export interface SignedLog {
  readonly entries: readonly string[];
  readonly checkpoint: string;
}

/** Fetches the public log of a raffle from a service. */
export async function readLog(url: string, raffle: string): Promise<SignedLog> {
  const read = async (what: string) => {
    const reply = await fetch(`${url}/api/raffles/${raffle}/${what}`);
    if (!reply.ok) throw new Error(`The service gives no ${what} of ${raffle}.`);
    return reply.text();
  };
  return {
    entries: (await read('log')).trimEnd().split('\n'),
    checkpoint: await read('checkpoint'),
  };
}

/** @throws {Error} if a check of the audit fails. */
export function requireValid({ entries, checkpoint }: SignedLog): void {
  const wrong = auditLog(entries, [checkpoint]).filter(
    ({ outcome }) => outcome !== 'passed' && outcome !== 'not-applicable',
  );
  if (wrong.length > 0) throw new Error(`Not valid: ${wrong.map(({ name }) => name).join(', ')}`);
}
