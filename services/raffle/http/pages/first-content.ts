import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Logger } from 'pino';
import type { RaffleView } from '#contract/raffles.ts';

/** The built `participant-app/app/first-content.tsx`. */
interface Renderer {
  renderFirstContent(raffle: RaffleView, locale: string, serviceUrl: string): string;
}

interface Rendered {
  readonly html: string;
  readonly raffle: RaffleView;
  /** Unix milliseconds. */
  readonly at: number;
}

export interface FirstContentDependencies {
  /** The folder of the built renderer. If it is missing, pages are sent without content. */
  readonly firstContentDir: string;
  readonly publicUrl: string;
  readonly logger: Pick<Logger, 'error'>;
  /** Unix milliseconds. Default: the clock. */
  readonly now?: () => number;
}

/** During a rush every purchase changes the raffle, so a count may be this old. The page corrects it. */
const ageMsMax = 1000;
const renderedMax = 200;

/** What a raffle's page shows before its scripts have run, as HTML. */
export class FirstContent {
  readonly #dependencies: FirstContentDependencies;
  readonly #rendered = new Map<string, Rendered>();
  #renderer: Promise<Renderer | undefined> | undefined;

  constructor(dependencies: FirstContentDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Renders at most once in a second for each raffle and locale.
   *
   * @param locale One of a few: each has its own copy.
   * @returns An empty text if it cannot be rendered: the page does without, and it is tried again.
   */
  async render(raffle: RaffleView, locale: string): Promise<string> {
    const { logger, publicUrl, now = Date.now } = this.#dependencies;
    const key = `${locale} ${raffle.id}`;
    const known = this.#rendered.get(key);
    if (known !== undefined && isCurrent(known, raffle, now())) return known.html;
    let html = '';
    try {
      // Loaded with the first page, because the service starts without React.
      const renderer = await (this.#renderer ??= this.#load());
      html = renderer?.renderFirstContent(raffle, locale, publicUrl) ?? '';
    } catch (err) {
      this.#renderer = undefined;
      logger.error({ err, raffle: raffle.id }, 'The first content of a page was not rendered.');
    }
    this.#keep(key, { html, raffle, at: now() });
    return html;
  }

  async #load(): Promise<Renderer | undefined> {
    const file = join(this.#dependencies.firstContentDir, 'first-content.js');
    if (!existsSync(file)) return undefined;
    const renderer: Renderer = await import(/* webpackIgnore: true */ pathToFileURL(file).href);
    return renderer;
  }

  #keep(key: string, rendered: Rendered): void {
    this.#rendered.delete(key);
    this.#rendered.set(key, rendered);
    const [oldest] = this.#rendered.keys();
    if (oldest !== undefined && this.#rendered.size > renderedMax) this.#rendered.delete(oldest);
  }
}

function isCurrent(
  { html, raffle: shown, at }: Rendered,
  raffle: RaffleView,
  now: number,
): boolean {
  if (shown.status !== raffle.status || shown.rules !== raffle.rules) return false;
  const isSame = shown.version === raffle.version && html !== '';
  return isSame || now - at < ageMsMax;
}
