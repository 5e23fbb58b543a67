import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { proposeRaffleId } from '#contract/propose-raffle-id.ts';
import { AmendRaffle, CreateRaffle } from '#contract/raffle-requests.ts';
import { CancelRequest, CloseRequest, DrawRequest } from '#contract/requests.ts';
import { amendRaffle } from '../../domain/amend-raffle.ts';
import { cancelRaffle } from '../../domain/cancel-raffle.ts';
import { requireOpened } from '../../domain/decision.ts';
import { isSameKey, type OperatorSignature } from '../../domain/entries.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import type { Notice } from '../../domain/rules.ts';
import type { LogKeyring } from '../../identity/log-keyring.ts';
import type { SealedDraws } from '../../randomness/sealed-draws.ts';
import type { PictureStore } from '../../stores/picture-store.ts';
import type { RaffleStore, ReservedIds } from '../../stores/raffle-store.ts';
import type { CosignedLogs } from '../../witness/cosigned-logs.ts';
import { writeDraw } from '../raffles/draw-view.ts';
import { viewAfter, viewRaffle } from '../raffles/views.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { parse, readRaffleId } from '../requests/read-request.ts';
import { sendJson } from '../requests/send-json.ts';
import { closeSales, drawRaffle, readSignedOptions } from './draw-raffle.ts';
import { markReplay, readSignedBody, replayHeaders, type Operators } from './operators.ts';
import { readChanges, readNewRules } from './rule-requests.ts';

export interface AdminRoutesDependencies {
  readonly publicUrl: string;
  readonly raffles: RaffleStore;
  readonly pictures: PictureStore;
  readonly operators: Operators;
  readonly logKeyring: LogKeyring;
  readonly sealedDraws: SealedDraws;
  readonly cosignedLogs: CosignedLogs;
}

/** Operators' routes for raffles. They are authorised by request signature, never by cookie. */
export function adminRoutes(dependencies: AdminRoutesDependencies): Router {
  const { raffles, pictures, operators, logKeyring, sealedDraws, cosignedLogs, publicUrl } =
    dependencies;
  const router = Router();

  router.post(
    endpoints.createRaffle.path,
    operators.changes(async (operator, request, response) => {
      const { operatorSignature } = operator;
      const { id, ...rules } = readNewRules(parse(CreateRaffle, readSignedBody(operator, request)));
      await requirePicture(rules.notice, pictures);
      const outcome = await raffles.create((taken, at) => {
        const raffleId = chooseRaffleId({ id, title: rules.title, operatorSignature }, taken);
        const logKey = logKeyring.verifierKey(raffleId, publicUrl);
        const chain = rules.randomness === 'drand' ? { chainHash: sealedDraws.chainHash } : {};
        return { ...rules, ...chain, type: 'OpenRaffle', raffleId, logKey, at, operatorSignature };
      });
      markReplay(response, outcome).status(endpoints.createRaffle.status);
      response.json(viewAfter(outcome.raffle, 0));
    }),
  );

  router.patch(
    endpoints.amendRaffle.path,
    operators.changes(async (operator, request, response) => {
      const { operatorSignature } = operator;
      const changes = readChanges(parse(AmendRaffle, readSignedBody(operator, request)));
      await requirePicture(changes.notice ?? undefined, pictures);
      const outcome = await raffles.change(readRaffleId(request), (raffle, _root, at) => {
        const { randomness } = changes;
        const chain =
          randomness === undefined || randomness === requireOpened(raffle).rules.randomness
            ? {}
            : { chainHash: randomness === 'drand' ? sealedDraws.chainHash : null };
        const command = { changes: { ...changes, ...chain }, at, operatorSignature };
        return amendRaffle({ type: 'AmendRaffle', ...command }, raffle);
      });
      const { raffle, entries } = outcome;
      const amendment = raffle.amendments.find(({ entry }) => entry === entries[0]);
      const isUnchanged = amendment === undefined;
      markReplay(response, outcome);
      response.json(isUnchanged ? viewRaffle(raffle) : viewAfter(raffle, amendment.index));
    }),
  );

  router.post(
    endpoints.closeRaffle.path,
    operators.changes(async (operator, request, response) => {
      const options = {
        ...readSignedOptions(operator, CloseRequest),
        operatorSignature: operator.operatorSignature,
      };
      const outcome = await closeSales(dependencies, readRaffleId(request), options);
      const { raffle } = outcome;
      markReplay(response, outcome).json(viewAfter(raffle, closingIndexOf(raffle)));
    }),
  );

  router.post(
    endpoints.cancelRaffle.path,
    operators.changes(async (operator, request, response) => {
      const { operatorSignature } = operator;
      const { reason } = parse(CancelRequest, readSignedBody(operator, request));
      const outcome = await raffles.change(readRaffleId(request), (raffle, _root, at) =>
        cancelRaffle({ type: 'CancelRaffle', reason, at, operatorSignature }, raffle),
      );
      markReplay(response, outcome).json(viewRaffle(outcome.raffle));
    }),
  );

  router.post(
    endpoints.drawWinner.path,
    operators.changes(async (operator, request, response) => {
      const options = {
        ...readSignedOptions(operator, DrawRequest),
        operatorSignature: operator.operatorSignature,
      };
      const outcome = await drawRaffle(dependencies, readRaffleId(request), options);
      const { raffle } = outcome;
      const text = writeDraw(raffle, await cosignedLogs.viewWitnessed(raffle));
      const headers = replayHeaders(outcome);
      sendJson(response, endpoints.drawWinner.status, text, { headers });
    }),
  );

  return router;
}

/** @throws {HttpProblem} `invalid-request` for a picture that was never uploaded: it cannot be shown. */
async function requirePicture(notice: Notice | undefined, pictures: PictureStore): Promise<void> {
  if (notice?.picture === undefined || (await pictures.has(notice.picture))) return;
  throw new HttpProblem(
    'invalid-request',
    'notice.picture: no picture with this SHA-256 was uploaded here. Upload it first. Nothing was changed.',
  );
}

/** @throws {TypeError} The raffle is not closed. */
function closingIndexOf(raffle: OpenedRaffle): number {
  if (raffle.status === 'closed' || raffle.status === 'drawn') return raffle.closedIndex;
  throw new TypeError(`The raffle ${raffle.opened.raffleId} is not closed.`);
}

interface Opening {
  /** The id in the request. */
  readonly id: string | undefined;
  readonly title: string;
  readonly operatorSignature: OperatorSignature;
}

/**
 * The id for a raffle to open: that of the raffle which the same signed request opened before, the id
 * in the request, or a proposed one.
 */
function chooseRaffleId(
  { id, title, operatorSignature }: Opening,
  { openings, ids }: ReservedIds,
): string {
  const earlier = openings.find((opened) => isSameKey(opened.operatorSignature, operatorSignature));
  return earlier?.raffleId ?? id ?? proposeRaffleId(title, ids);
}
