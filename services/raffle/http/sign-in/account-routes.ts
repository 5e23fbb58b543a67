import { Router } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { endpoints } from '#contract/endpoints.ts';
import { DetailsRequest } from '#contract/details-request.ts';
import { EmbedTokenRequest } from '#contract/requests.ts';
import { limits } from '../../config/limits.ts';
import type { AccountStore } from '../../stores/account-store.ts';
import type { Participants } from './participants.ts';
import { HttpProblem, retryAfter } from '../requests/http-problem.ts';
import { readJson } from '../requests/read-body.ts';
import { parse } from '../requests/read-request.ts';
import type { Sessions } from './sessions.ts';
import { viewAccount } from '../raffles/views.ts';

const hourSeconds = 3_600;

export interface AccountRoutesDependencies {
  readonly accounts: AccountStore;
  readonly sessions: Sessions;
  readonly participants: Participants;
}

/** The signed-in account and its details, signing out, and tokens for embedded apps. */
export function accountRoutes(dependencies: AccountRoutesDependencies): Router {
  const { accounts, sessions, participants } = dependencies;
  const router = Router();
  const limiter = new RateLimiterMemory({
    points: limits.detailChangesPerAccountPerHourMax,
    duration: hourSeconds,
  });

  router.get(endpoints.whoAmI.path, async (request, response) => {
    const account = await participants.require(request, response);
    response.set('cache-control', 'no-store').json({ account: viewAccount(account) });
  });

  router.put(endpoints.changeDetails.path, async (request, response) => {
    const { id } = await participants.require(request, response);
    const body = await readJson(request, limits.purchaseBodyBytesMax);
    const changes = parse(DetailsRequest, body);
    await limiter.consume(id).catch(explainLimit);
    const account = await accounts.changeDetails(id, changes);
    if (account === undefined) throw new TypeError('The signed-in account is not stored.');
    response.set('cache-control', 'no-store').json({ account: viewAccount(account) });
  });

  router.delete(endpoints.signOut.path, async (request, response) => {
    const { id } = await sessions.require(request, response);
    await accounts.revokeSessions(id);
    sessions.forget(response);
    response.status(204).end();
  });

  // Only the session cookie of the service's own page may issue a token; a token may not.
  router.post(endpoints.issueEmbedToken.path, async (request, response) => {
    const account = await sessions.require(request, response);
    const body = await readJson(request, limits.purchaseBodyBytesMax);
    const { origin } = parse(EmbedTokenRequest, body);
    const { token, expiresAt } = participants.issueEmbedToken(account, origin);
    response
      .status(endpoints.issueEmbedToken.status)
      .set('cache-control', 'no-store')
      .json({ token, expiresAt: new Date(expiresAt).toISOString() });
  });

  return router;
}

function explainLimit(refusal: unknown): never {
  if (!(refusal instanceof RateLimiterRes)) throw refusal;
  const seconds = retryAfter(refusal.msBeforeNext, hourSeconds);
  throw new HttpProblem(
    'rate-limited',
    `Too many changes of this account. Nothing was changed. Try again in ${seconds} seconds.`,
    { headers: { 'retry-after': seconds } },
  );
}
