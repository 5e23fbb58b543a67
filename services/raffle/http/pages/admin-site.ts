import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router, type RequestHandler } from 'express';
import helmet from 'helmet';
import { builtAssets } from './built-files.ts';
import { iconRoutes } from './icons.ts';
import { pageStyle, renderPage } from './plain-pages.ts';

export interface AdminSiteDependencies {
  /** Folder of the built admin app: `index.html` and `assets/`. */
  readonly adminDir: string;
  /** The service's address, which the app reads from `config.json`. */
  readonly publicUrl: string;
}

/** Name of the Trusted Types policy that loads the app's chunks: `output.trustedTypes` of the build. */
const trustedTypesPolicy = 'raffle-admin';

/**
 * The admin app on an origin of its own. It holds a signing key, so it loads no foreign code and no
 * site may frame it. It connects to one service, and shows that service's page in a frame.
 */
export function adminSite({ adminDir, publicUrl }: AdminSiteDependencies): Router {
  const router = Router();
  router.use(headers(publicUrl), iconRoutes());
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
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', publicUrl],
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
