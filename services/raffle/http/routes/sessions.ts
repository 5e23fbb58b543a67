import { Router } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import type { AccountStore } from '../../stores/account-store.ts';
import { requireSameSite } from '../same-site.ts';
import type { Sessions } from '../sessions.ts';
import { viewAccount } from '../views.ts';

export interface SessionRoutesParts {
  readonly accounts: AccountStore;
  readonly sessions: Sessions;
  readonly publicUrl: string;
}

/** Who is signed in, and the way out. The same however somebody came in. */
export function sessionRoutes({ accounts, sessions, publicUrl }: SessionRoutesParts): Router {
  const router = Router();

  router.delete(endpoints.signOut.path, requireSameSite(publicUrl), async (request, response) => {
    const { id } = sessions.require(request, response);
    await accounts.raiseEpoch(id);
    sessions.forget(response);
    response.status(endpoints.signOut.status).end();
  });

  router.get(endpoints.whoAmI.path, (request, response) => {
    const account = sessions.require(request, response);
    response.set('cache-control', 'no-store').json({ account: viewAccount(account) });
  });

  return router;
}
