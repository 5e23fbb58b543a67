import { hash as digest } from 'node:crypto';
import { Router } from 'express';
import { escapeHtml } from '#contract/shown-text.ts';
import type { Brand } from '../../config/brand.ts';

/** Where dashboards on other sites find the accent, whatever it is. */
const currentPath = '/brand.css';

/** The organiser's accent as a style sheet: empty without one. */
export function brandRoutes(brand: Brand): Router {
  const style = styleOf(brand);
  return Router()
    .get(currentPath, (_request, response) => {
      response.set('cache-control', 'no-cache');
      // Without this header, browsers refuse a file of this origin to a page of another site.
      response.set('cross-origin-resource-policy', 'cross-origin').type('css').send(style);
    })
    .get(stylePath(style), (_request, response) => {
      response.set('cache-control', 'public, max-age=31536000, immutable').type('css').send(style);
    });
}

/** The pages' own path. It changes with the content, and the offline worker caches what is there. */
function stylePath(style: string): string {
  return `/assets/brand.${digest('sha256', style).slice(0, 16)}.css`;
}

/** In the document of a page, and in the shadow root of a dashboard on another site. */
function styleOf({ accent }: Brand): string {
  return accent === undefined ? '' : `:root, :host { --raffle-service-accent: ${accent}; }\n`;
}

/** The part of a page's head; empty without an accent. */
export function writeBrandHead(brand: Brand): string {
  const style = styleOf(brand);
  return style === '' ? '' : `<link rel="stylesheet" href="${stylePath(style)}" />`;
}

/** The address of the logo. Its type, headers and caching are those of every picture. */
export function logoPath({ logo }: Brand): string | undefined {
  return logo === undefined ? undefined : `/api/pictures/${logo.hash}`;
}

/**
 * The header of a page with the logo; empty without one. It is no part of the app, so it is there
 * before any script, and nothing moves when the app takes over.
 *
 * @param name Whose logo it is.
 */
export function writeBrandHeader(brand: Brand, name: string): string {
  const { logo } = brand;
  if (logo === undefined) return '';
  const size = `width="${logo.width}" height="${logo.height}"`;
  return `<header id="brand"><img src="${logoPath(brand)}" alt="${escapeHtml(name)}" ${size} /></header>`;
}
