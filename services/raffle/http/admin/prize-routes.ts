import { Router, type Request, type Response } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { ClaimRequest, ForfeitRequest } from '#contract/requests.ts';
import { claimPrize, forfeitPrize } from '../../domain/prizes.ts';
import type { Outcome, RaffleStore } from '../../stores/raffle-store.ts';
import type { CosignedLogs } from '../../witness/cosigned-logs.ts';
import { writeDraw } from '../raffles/draw-view.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { parse, readCount, readRaffleId } from '../requests/read-request.ts';
import { sendJson } from '../requests/send-json.ts';
import { readSignedBody, replayHeaders, type Operators } from './operators.ts';

export interface PrizeRoutesDependencies {
  readonly raffles: RaffleStore;
  readonly cosignedLogs: CosignedLogs;
  readonly operators: Operators;
}

/** Operators' routes for prizes after the draw: handing over, and passing on to the next ticket. */
export function prizeRoutes({ raffles, cosignedLogs, operators }: PrizeRoutesDependencies): Router {
  const router = Router();

  router.post(
    endpoints.claimPrize.path,
    operators.changes(async (operator, request, response) => {
      const { operatorSignature } = operator;
      const { ticketNumber } = parse(ClaimRequest, readSignedBody(operator, request));
      const prize = readPrize(request);
      const outcome = await raffles.change(readRaffleId(request), (raffle, _root, at) =>
        claimPrize({ type: 'ClaimPrize', prize, ticketNumber, at, operatorSignature }, raffle),
      );
      await sendDraw(response, endpoints.claimPrize.status, outcome);
    }),
  );

  router.post(
    endpoints.forfeitPrize.path,
    operators.changes(async (operator, request, response) => {
      const { operatorSignature } = operator;
      const loss = parse(ForfeitRequest, readSignedBody(operator, request));
      const prize = readPrize(request);
      const outcome = await raffles.change(readRaffleId(request), (raffle, _root, at) =>
        forfeitPrize({ type: 'ForfeitPrize', prize, ...loss, at, operatorSignature }, raffle),
      );
      await sendDraw(response, endpoints.forfeitPrize.status, outcome);
    }),
  );

  async function sendDraw(response: Response, status: number, outcome: Outcome): Promise<void> {
    const { raffle } = outcome;
    if (raffle.status !== 'drawn') {
      throw new TypeError(`The raffle ${raffle.opened.raffleId} is not drawn.`);
    }
    const text = writeDraw(raffle, await cosignedLogs.viewWitnessed(raffle));
    sendJson(response, status, text, { headers: replayHeaders(outcome) });
  }

  return router;
}

/** @throws {HttpProblem} `not-found` for a path that names no prize. */
function readPrize(request: Request): number {
  const prize = readCount(request.params['prize']);
  if (prize !== undefined) return prize;
  throw new HttpProblem('not-found', 'There is no such prize; prizes count from 1.');
}
