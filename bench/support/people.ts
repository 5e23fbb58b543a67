import { Pseudonyms } from '../../services/raffle/identity/pseudonyms.ts';
import type { Secret } from '../../services/raffle/identity/secret.ts';
import { SessionTokens } from '../../services/raffle/identity/tokens.ts';

/** A signed-in participant. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly person: string;
  readonly cookie: string;
}

/** Creates signed-in participants with the project's own code. */
export function makePeople(secret: Secret, count: number, now = Date.now()): Person[] {
  const pseudonyms = new Pseudonyms(secret);
  const tokens = new SessionTokens(secret.derive('session'));
  return Array.from({ length: count }, (_, index) => {
    const email = `person-${index}@example.org`;
    const [id, person] = [pseudonyms.account(email), pseudonyms.person(email)];
    const token = tokens.issue({ account: id, person, epoch: 0, signedInAt: now, seenAt: now });
    return { id, email, person, cookie: `raffle_session=${token}` };
  });
}
