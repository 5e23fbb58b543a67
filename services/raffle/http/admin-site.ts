import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router, type RequestHandler } from 'express';
import helmet from 'helmet';
import { builtAssets, reactAriaStyle } from './built-assets.ts';
import { pageStyle, renderPage } from './html.ts';

export interface AdminSiteParts {
  /** Where the built admin app is: `index.html` and `assets/`. */
  readonly adminDir: string;
  /** The service the app works for. The app reads it from `config.json`, wherever it is deployed. */
  readonly publicUrl: string;
}

/** What `output.trustedTypes` of the build calls the one policy that may load the app's chunks. */
const trustedTypesPolicy = 'raffle-admin';

/**
 * The admin app on an origin of its own. It holds a signing key, so it loads nothing from anywhere
 * else and nobody may frame it; it talks to the one service, and shows that one's page in a frame.
 */
export function adminSite({ adminDir, publicUrl }: AdminSiteParts): Router {
  const router = Router();
  router.use(headers(publicUrl));
  router.get('/config.json', (_request, response) => {
    response.set('cache-control', 'no-cache').json({ serviceUrl: publicUrl });
  });
  if (!existsSync(join(adminDir, 'index.html'))) return router.use(notBuilt());
  router.get(['/', '/index.html'], (_request, response) => {
    response.set('cache-control', 'no-cache');
    response.sendFile('index.html', { root: adminDir, cacheControl: false });
  });
  return router.use('/assets', builtAssets(join(adminDir, 'assets')));
}

function headers(publicUrl: string): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", reactAriaStyle],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", publicUrl],
        frameSrc: [publicUrl],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: [trustedTypesPolicy],
      },
    },
    xFrameOptions: { action: 'deny' },
  });
}

function notBuilt(): Router {
  const router = Router();
  const page = renderPage(
    'The admin app is not built',
    '<p>Run <code>npm run build</code> and start the service again. <code>npx raffle</code> does the same on the command line.</p>',
  );
  router.get('/docs/style.css', (_request, response) => void response.type('css').send(pageStyle));
  return router.get('/', (_request, response) => {
    response.status(503).set('cache-control', 'no-store').type('html').send(page);
  });
}
