import type { ServerResponse } from 'node:http';
import express, { Router } from 'express';
import { compressedFiles } from './compressed-files.ts';

/** The one rule that React Aria writes into a page. It changes with its version. */
export const reactAriaStyle = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

/** A built page's own files, whose names change with their content. */
export function builtAssets(folder: string): Router {
  return Router().use(
    compressedFiles(folder, keepForGood),
    express.static(folder, { index: false, cacheControl: false, setHeaders: keepForGood }),
  );
}

function keepForGood(response: ServerResponse): void {
  response.setHeader('cache-control', 'public, max-age=31536000, immutable');
}
