import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Compilation, sources, type RspackPluginInstance } from '@rspack/core';

export interface OneFilePage {
  /** HTML with the placeholders `POLICY`, `<!-- STYLE -->` and `<!-- SCRIPT -->`. */
  readonly template: string;
  /** Name of the file. All other assets are removed. */
  readonly filename: string;
}

/**
 * Writes a page as one file: script and style are inline, and the content security policy allows
 * these two only, and no network access.
 */
export function oneFilePage({ template, filename }: OneFilePage): RspackPluginInstance {
  return {
    apply({ hooks }) {
      hooks.thisCompilation.tap('one-file-page', (compilation) => {
        const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_INLINE;
        compilation.hooks.processAssets.tap({ name: 'one-file-page', stage }, (assets) => {
          const textOf = (ending: string) =>
            Object.keys(assets)
              .filter((name) => name.endsWith(ending))
              .map((name) => String(assets[name]!.source()))
              .join('\n');
          const page = writePage(readFileSync(template, 'utf8'), {
            // Escapes sequences that would end the script element early.
            script: textOf('.js').replaceAll(/<(?=\/script|!--)/gi, String.raw`\x3c`),
            style: textOf('.css'),
          });
          for (const name of Object.keys(assets)) compilation.deleteAsset(name);
          compilation.emitAsset(filename, new sources.RawSource(page));
        });
      });
    },
  };
}

function writePage(
  template: string,
  { script, style }: { readonly script: string; readonly style: string },
): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return template
    .replace('POLICY', () => policy)
    .replace('<!-- STYLE -->', () => `<style>${style}</style>`)
    .replace('<!-- SCRIPT -->', () => `<script>${script}</script>`);
}

/** @see Content Security Policy Level 3, "hash-source". */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
