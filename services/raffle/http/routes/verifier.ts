import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';

const file = 'raffle-verifier.html';

/**
 * The page that checks what somebody saved, with no network. It is a download and never shown from
 * here: whoever trusts this service's pages need not verify.
 *
 * @param verifierDir Where it is built; without it there is none.
 */
export function verifierRoutes({ verifierDir }: { readonly verifierDir: string }): Router {
  const router = Router();
  if (!existsSync(join(verifierDir, file))) return router;
  return router.get('/verifier', (_request, response) => {
    response.attachment(file).set('cache-control', 'no-cache');
    response.sendFile(file, { root: verifierDir, cacheControl: false });
  });
}
