import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { AskForEmbedToken } from '#contract/schemas.ts';
import { limits } from '../../config.ts';
import type { AccountStore } from '../../stores/account-store.ts';
import type { Participants } from '../participants.ts';
import { readJson } from '../read-body.ts';
import { parse } from '../read-request.ts';
import { requireSameSite } from '../same-site.ts';
import type { Sessions } from '../sessions.ts';
import { viewAccount } from '../views.ts';

export interface AccountRoutesParts {
  readonly accounts: AccountStore;
  readonly sessions: Sessions;
  readonly participants: Participants;
  readonly publicUrl: string;
}

/** Who is signed in, however they did it. */
export function accountRoutes(parts: AccountRoutesParts): Router {
  const { accounts, sessions, participants, publicUrl } = parts;
  const router = Router();
  const sameSite = requireSameSite(publicUrl);

  router.get(endpoints.whoAmI.path, (request, response) => {
    const account = participants.require(request, response);
    response.set('cache-control', 'no-store').json({ account: viewAccount(account) });
  });

  router.delete(endpoints.signOut.path, sameSite, async (request, response) => {
    const { id } = sessions.require(request, response);
    await accounts.raiseEpoch(id);
    sessions.forget(response);
    response.status(204).end();
  });

  // A token never makes a token: only the cookie of the service's own page does.
  router.post(endpoints.issueEmbedToken.path, sameSite, async (request, response) => {
    const account = sessions.require(request, response);
    const body = await readJson(request, limits.purchaseBodyBytesMax);
    const { origin } = parse(AskForEmbedToken, body);
    const { token, expiresAt } = participants.issueEmbedToken(account, origin);
    response
      .status(endpoints.issueEmbedToken.status)
      .set('cache-control', 'no-store')
      .json({ token, expiresAt: new Date(expiresAt).toISOString() });
  });

  return router;
}
