import type { RequestHandler } from 'express';
import { runInTurn } from './event-loop-turns.ts';
import { networkOf } from './networks.ts';

/** Makes every request but purchases wait for its turn; clients that have disconnected are dropped. */
export const scheduleRequest: RequestHandler = (request, _response, next) => {
  runInTurn(
    () => networkOf(request.ip ?? ''),
    () => {
      if (!request.socket.destroyed) next();
    },
  );
};
