import type { ServerResponse } from 'node:http';
import express, { Router } from 'express';
import { compressedFiles } from '../compressed-files.ts';
import { allowEmbedOrigins } from '../embed-origins.ts';

export interface RemoteRoutesParts {
  /** Where the built federated remote is: `mf-manifest.json`, `remoteEntry.js` and its chunks. */
  readonly remoteDir: string;
  readonly embedOrigins: readonly string[];
}

/** A name that changes with the content, so what it names never does. */
const hashedName = /[.-][0-9a-f]{8,}\.\w+(\.map)?$/;

/** The participant app as other sites load it at run time. Public files, and nothing else is. */
export function remoteRoutes({ remoteDir, embedOrigins }: RemoteRoutesParts): Router {
  const router = Router();
  router.use(
    '/remote',
    allowEmbedOrigins(embedOrigins),
    compressedFiles(remoteDir, setHeaders),
    express.static(remoteDir, { index: false, cacheControl: false, setHeaders }),
  );
  return router;
}

function setHeaders(response: ServerResponse, path: string): void {
  const isHashed = hashedName.test(path);
  response.setHeader(
    'cache-control',
    isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  // Without it a browser gives no file of this origin to another site's page.
  response.setHeader('cross-origin-resource-policy', 'cross-origin');
}
