import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { ResumeWitness } from '#contract/requests.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import type { Witnesses } from '../../witness/witnesses.ts';
import { requireRaffle } from '../raffles/raffle-routes.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { parse } from '../requests/read-request.ts';
import { readSignedBody, type Operators } from './operators.ts';

export interface WitnessRoutesDependencies {
  readonly raffles: RaffleStore;
  readonly witnesses: Pick<Witnesses, 'resume' | 'listAlarms'>;
  readonly operators: Operators;
}

/** The operators' routes about witnesses that claim to have seen another history. */
export function witnessRoutes({
  raffles,
  witnesses,
  operators,
}: WitnessRoutesDependencies): Router {
  const router = Router();

  router.get(
    endpoints.listAlarms.path,
    operators.reads(async (_operator, _request, response) => {
      response.json({ alarms: await witnesses.listAlarms() });
    }),
  );

  router.post(
    endpoints.resumeWitness.path,
    operators.changes(async (operator, request, response) => {
      const { witness } = parse(ResumeWitness, readSignedBody(operator, request));
      const { opened } = await requireRaffle(raffles, request);
      if (!(await witnesses.resume(opened.raffleId, witness))) {
        throw new HttpProblem('not-found', 'This service asks no witness with this name.');
      }
      response.status(endpoints.resumeWitness.status).end();
    }),
  );

  return router;
}
