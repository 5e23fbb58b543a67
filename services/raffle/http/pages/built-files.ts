import { existsSync, readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import { allowEmbedOrigins } from '../requests/cross-origin.ts';

/** The scripts and styles of a built page. Their names change with their content. */
export function builtAssets(folder: string): Router {
  return builtFiles(folder, cacheForever);
}

export interface RemoteDependencies {
  /** The built federated remote: `mf-manifest.json`, `remoteEntry.js` and its chunks. */
  readonly remoteDir: string;
  readonly embedOrigins: readonly string[];
}

export interface EmbedDependencies {
  readonly embedDir: string;
  readonly embedOrigins: readonly string[];
}

/** The participant app as other sites load it at run time. */
export function remoteRoutes({ remoteDir, embedOrigins }: RemoteDependencies): Router {
  const files = builtFiles(remoteDir, (response, path) => {
    if (hashedName.test(path)) cacheForever(response);
    else response.setHeader('cache-control', 'no-cache');
    // Without this header, browsers refuse a file of this origin to a page of another site.
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
  });
  return Router().use('/remote', allowEmbedOrigins(embedOrigins), files);
}

/**
 * The script with which any listed site shows a raffle. It is asked for again at every visit, because
 * it belongs to the remote that this service serves.
 *
 * @param embedDir The built `embed.js`.
 */
export function embedRoutes({ embedDir, embedOrigins }: EmbedDependencies): Router {
  const files = builtFiles(embedDir, (response) => {
    response.setHeader('cache-control', 'no-cache');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
  });
  return Router().get('/embed.js', allowEmbedOrigins(embedOrigins), files);
}

const hashedName = /[.-][0-9a-f]{8,}\.\w+(\.map|\.br)?$/;

function cacheForever(response: ServerResponse): void {
  response.setHeader('cache-control', 'public, max-age=31536000, immutable');
}

function builtFiles(
  folder: string,
  setHeaders: (response: ServerResponse, path: string) => void,
): Router {
  return Router().use(
    preferCompressed(folder),
    express.static(folder, { index: false, cacheControl: false, setHeaders }),
  );
}

/**
 * Rewrites a request for a text file to the `.br` file that the build has put beside it, if the
 * client accepts Brotli.
 */
function preferCompressed(folder: string): RequestHandler {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const compressed = new Set(names.filter((name) => name.endsWith('.br')));
  return (request, response, next) => {
    response.vary('Accept-Encoding');
    const name = `${request.path.slice(1)}.br`;
    const isAccepted = request.acceptsEncodings(['br', 'identity']) === 'br';
    if (isAccepted && compressed.has(name)) {
      response.type(extname(request.path)).set('content-encoding', 'br');
      request.url = `/${name}`;
    }
    next();
  };
}

const verifierFile = 'raffle-verifier.html';

/**
 * The page that checks saved results offline. It is sent as a download and never shown from this
 * origin: a reader who trusts this service's pages need not verify.
 *
 * @param verifierDir The built verifier. If it is missing, there is no route.
 */
export function verifierRoutes({ verifierDir }: { readonly verifierDir: string }): Router {
  const router = Router();
  if (!existsSync(join(verifierDir, verifierFile))) return router;
  return router.get('/verifier', (_request, response) => {
    response.attachment(verifierFile).set('cache-control', 'no-cache');
    response.sendFile(verifierFile, { root: verifierDir, cacheControl: false });
  });
}
