import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Logger } from 'pino';
import type { RaffleView } from '#contract/raffles.ts';

/** The built `participant-app/app/first-content.tsx`. */
interface Renderer {
  renderFirstContent(raffle: RaffleView, locale: string, serviceUrl: string): string;
  renderFirstList(raffles: readonly RaffleView[], locale: string): string;
}

/** What a rendering shows: raffles that change in the same way are shown alike. */
interface Shown {
  /** Status and rules, which must be current. */
  readonly state: string;
  /** The number of entries, which may be a second old. */
  readonly version: string;
}

interface Rendered {
  readonly html: string;
  readonly shown: Shown;
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
/** The start page shows so many raffles before its scripts have run. */
const listedMax = 100;

/** What a page shows before its scripts have run, as HTML. */
export class FirstContent {
  readonly #dependencies: FirstContentDependencies;
  readonly #rendered = new Map<string, Rendered>();
  #renderer: Promise<Renderer | undefined> | undefined;

  constructor(dependencies: FirstContentDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Renders the start of a raffle's page, at most once in a second for each raffle and locale.
   *
   * @param locale One of a few: each has its own copy.
   * @returns An empty text if it cannot be rendered: the page does without, and it is tried again.
   */
  async render(raffle: RaffleView, locale: string): Promise<string> {
    const { publicUrl } = this.#dependencies;
    return this.#renderOnce(`${locale} ${raffle.id}`, [raffle], (renderer) =>
      renderer.renderFirstContent(raffle, locale, publicUrl),
    );
  }

  /**
   * Renders the list of raffles on the start page, in the same way. A long list is cut, until the page
   * has loaded all of it.
   *
   * @param raffles Newest first.
   */
  async renderList(raffles: readonly RaffleView[], locale: string): Promise<string> {
    const listed = raffles.slice(0, listedMax);
    // No id is empty.
    return this.#renderOnce(`${locale} `, listed, (renderer) =>
      renderer.renderFirstList(listed, locale),
    );
  }

  async #renderOnce(
    key: string,
    raffles: readonly RaffleView[],
    render: (renderer: Renderer) => string,
  ): Promise<string> {
    const { logger, now = Date.now } = this.#dependencies;
    const shown = shownOf(raffles);
    const findCurrent = () => {
      const known = this.#rendered.get(key);
      return known !== undefined && isCurrent(known, shown, now()) ? known.html : undefined;
    };
    const known = findCurrent();
    if (known !== undefined) return known;
    let html = '';
    try {
      // Loaded with the first page, because the service starts without React.
      const renderer = await (this.#renderer ??= this.#load());
      // Other requests waited for it too.
      const renderedNow = findCurrent();
      if (renderedNow !== undefined) return renderedNow;
      html = renderer === undefined ? '' : render(renderer);
    } catch (err) {
      this.#renderer = undefined;
      logger.error({ err, page: key }, 'The first content of a page was not rendered.');
    }
    this.#keep(key, { html, shown, at: now() });
    return html;
  }

  async #load(): Promise<Renderer | undefined> {
    const file = join(this.#dependencies.firstContentDir, 'first-content.js');
    if (!existsSync(file)) return undefined;
    const renderer: Renderer = await import(/* webpackIgnore: true */ pathToFileURL(file).href);
    // The first rendering takes long too, because it creates the formats of a language.
    await yieldToEventLoop();
    return renderer;
  }

  #keep(key: string, rendered: Rendered): void {
    this.#rendered.delete(key);
    this.#rendered.set(key, rendered);
    const [oldest] = this.#rendered.keys();
    if (oldest !== undefined && this.#rendered.size > renderedMax) this.#rendered.delete(oldest);
  }
}

function shownOf(raffles: readonly RaffleView[]): Shown {
  return {
    state: raffles.map(({ id, status, rules }) => `${id} ${status} ${rules}`).join(),
    version: raffles.map(({ version }) => version).join(),
  };
}

function isCurrent({ html, shown: then, at }: Rendered, shown: Shown, now: number): boolean {
  if (then.state !== shown.state) return false;
  const isSame = then.version === shown.version && html !== '';
  return isSame || now - at < ageMsMax;
}
