import { resolve } from 'node:path';
import { formatVerifierKey } from '#proof/signed-note.ts';
import { canBeSplit, type PolicyWitness, type WitnessPolicy } from '#proof/witness-policy.ts';
import type { Settings } from '../config.ts';
import { limits } from '../config/limits.ts';
import { copyFolder } from '../stores/lowdb/backup/copy-folder.ts';
import { isUnused, witnessesName } from '../stores/lowdb/folder-layout.ts';
import { decodeJournal } from '../stores/lowdb/journal-scan.ts';
import { readWitnessed } from '../stores/lowdb/witness-store.ts';
import { readAlarmsOfDatabase } from './check-database.ts';
import { fault, ok, warning, type Check, type Found } from './finding.ts';
import { splitPolicyText } from './start-texts.ts';

/** A witness answers so if it cannot read a request; nothing else at its address is likely to. */
const malformed = 400;

/** Asks each witness for an answer, with a request that no witness signs, and lists their alarms. */
export const checkWitnesses: Check = {
  name: 'witnesses',
  run: async (settings) => {
    const { witnessPolicy: policy } = settings;
    if (policy === undefined) return [];
    const [alarms, ...answers] = await Promise.all([
      readAlarms(settings).catch(() => []),
      ...policy.witnesses.map(checkAnswer),
    ]);
    return [
      ...answers.flat(),
      ...(canBeSplit(policy) ? [warning(splitPolicyText)] : []),
      ...alarms.map((alarm) => describeAlarm(alarm, policy)),
    ];
  },
};

async function checkAnswer({ name, url }: PolicyWitness): Promise<readonly Found[]> {
  if (url === undefined) return [];
  const effect = 'A sealed closing would lack its cosignature.';
  try {
    const reply = await fetch(`${url.replace(/\/+$/, '')}/add-checkpoint`, {
      method: 'POST',
      body: 'raffle doctor\n',
      redirect: 'error',
      signal: AbortSignal.timeout(limits.witnessTimeoutMs),
    });
    await reply.body?.cancel();
    if (reply.status === malformed) return [ok(`${name} answers at ${url}.`)];
    return [
      warning(
        `${name}: ${url} answers ${reply.status}, which a witness would not. ${effect} Correct its address in RAFFLE_WITNESS_POLICY, or ask its operator.`,
      ),
    ];
  } catch {
    return [
      warning(
        `${name} does not answer at ${url}. ${effect} Ask its operator to start it, and allow outgoing connections.`,
      ),
    ];
  }
}

/** A witness that claims to have seen another history of a raffle, by its verifier key. */
export interface FoundAlarm {
  readonly raffle: string;
  readonly witness: string;
}

function describeAlarm({ raffle, witness }: FoundAlarm, { witnesses }: WitnessPolicy): Found {
  const asked = witnesses.find((each) => idOf(each) === witness);
  const name = asked?.name ?? witness.slice(0, witness.indexOf('+'));
  const correction =
    asked === undefined
      ? ''
      : ` If the witness is wrong, run: raffle doctor --resume-witness ${name} --raffle ${raffle}`;
  return fault(
    `${name} claims to have seen another history of raffle ${raffle}: restored backup or fork. Look for a newer copy of the data before you go on.${correction}`,
  );
}

/**
 * The verifier key under which the answers of a witness are stored.
 *
 * @param name In the policy.
 * @returns undefined if the policy names no such witness.
 */
export function findWitnessId({ witnessPolicy }: Settings, name: string): string | undefined {
  const witness = witnessPolicy?.witnesses.find((each) => each.name === name);
  return witness === undefined ? undefined : idOf(witness);
}

function idOf({ key }: PolicyWitness): string | undefined {
  return key === undefined ? undefined : formatVerifierKey(key.name, key.publicKey, key.type);
}

async function readAlarms({ dataDir, databaseUrl }: Settings): Promise<readonly FoundAlarm[]> {
  if (databaseUrl !== undefined) return readAlarmsOfDatabase(databaseUrl);
  const folder = resolve(dataDir);
  if (isUnused(folder)) return [];
  for await (const { name, bytes } of copyFolder(folder)) {
    if (name !== witnessesName) continue;
    const { texts } = decodeJournal(bytes);
    return readWitnessed(texts).flatMap((entry) => (entry.type === 'alarm-raised' ? [entry] : []));
  }
  return [];
}
