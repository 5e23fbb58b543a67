import type { ExecutionContext } from 'ava';
import type { Witnessing } from '#contract/witnessing.ts';
import { readCosignatures } from '#proof/cosignature.ts';
import { parseWitnessKey } from '#proof/signed-note.ts';
import { startTestService, temporaryFolder, type TestService } from './service.ts';
import {
  startTestWitness,
  witnessEnvironment,
  type Misbehaviour,
  type TestWitness,
} from './test-witness.ts';
import { waitFor } from './wait-limit.ts';

/** Starts a service that asks two witnesses. */
export async function startWitnessed(
  t: ExecutionContext,
  { dataDir = temporaryFolder(t), misbehave }: { dataDir?: string; misbehave?: Misbehaviour } = {},
) {
  const club = await startTestWitness(t, 'club', 1);
  club.misbehave = misbehave;
  const council = await startTestWitness(t, 'council', 2);
  const environment = witnessEnvironment(t, [club, council]);
  const service = await startTestService(t, { environment, dataDir });
  return { club, council, environment, service, dataDir };
}

export const checkpointOf = (url: string, query = '', raffle = 'demo') =>
  fetch(`${url}/api/raffles/${raffle}/checkpoint${query}`);

/** Waits until a witness has cosigned the newest checkpoint. */
export function untilCosigned({ url }: TestService, { verifierKey }: TestWitness, raffle = 'demo') {
  return waitFor('a cosignature', async () => {
    const note = await (await checkpointOf(url, '', raffle)).text();
    return readCosignatures(note, parseWitnessKey(verifierKey)).length === 1 && note;
  });
}

export async function viewWitnesses(url: string, raffle = 'demo'): Promise<Witnessing> {
  return (await fetch(`${url}/api/raffles/${raffle}/witnesses`)).json() as Promise<Witnessing>;
}
