import { catalogueFor } from '#contract/language.ts';
import { rafflePath } from '#contract/raffle-addresses.ts';
import type { MountedRaffle, RaffleDashboardProps } from '../shared/host-contract.ts';
import { loadMount } from './load-mount.ts';

const english = {
  open: 'Open the raffle',
  failed: 'The raffle cannot be shown here right now.',
  tryAgain: 'Try again',
};
const german: typeof english = {
  open: 'Zur Verlosung',
  failed: 'Die Verlosung kann hier gerade nicht angezeigt werden.',
  tryAgain: 'Noch einmal versuchen',
};
const words = { en: english, de: german };

/** The service that this script came from. */
const serviceUrl = new URL(import.meta.url).origin;
/** A hanging request cannot be told from a slow one: after this time a retry is offered. */
const patienceMs = 4000;

/** The DOM event for each event of the host contract. Its `detail` is that event. */
const eventNames = {
  onReady: 'raffle-ready',
  onStale: 'raffle-stale',
  onPurchased: 'raffle-purchased',
  onSoldOut: 'raffle-sold-out',
  onDrawn: 'raffle-drawn',
  onError: 'raffle-error',
} as const satisfies Partial<Record<keyof RaffleDashboardProps, string>>;

/*
 * `!important` in a shadow tree wins over the page's. A page places the element by an element
 * around it.
 */
const rules = `
:host { all: initial !important; display: block !important; color-scheme: inherit !important; }
:host::before, :host::after { content: none !important; }
#fallback { font: 1em/1.5 system-ui, sans-serif; padding: 1em; color: light-dark(#2a241e, #f3ede2); }
#fallback p { margin: 0 0 0.5em; }
#fallback button { font: inherit; min-block-size: 44px; margin-inline-start: 1em; }
a { color: inherit; }
[hidden] { display: none; }`;

/**
 * `<raffle-dashboard raffle="spring">`: the dashboard on any site's page. Attributes, which may
 * change at any time: `raffle` (id), `locale`, `accent` (CSS colour). What the page puts inside is
 * shown until the dashboard is there; by default a link to the raffle's own page.
 */
export class RaffleElement extends HTMLElement {
  static readonly observedAttributes = ['raffle', 'locale', 'accent'];
  readonly #fallback = document.createElement('div');
  readonly #message = document.createElement('p');
  readonly #link = document.createElement('a');
  readonly #retry = document.createElement('button');
  readonly #place = document.createElement('div');
  #mounted: MountedRaffle | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    root.adoptedStyleSheets = [sheet];
    const slot = document.createElement('slot');
    slot.append(this.#link);
    this.#fallback.id = 'fallback';
    this.#fallback.append(this.#message, slot, this.#retry);
    this.#message.setAttribute('role', 'alert');
    this.#retry.addEventListener('click', () => void this.#show());
    this.#offerRetry(false);
    root.append(this.#fallback, this.#place);
  }

  connectedCallback(): void {
    this.#writeFallback();
    void this.#show();
  }

  disconnectedCallback(): void {
    // An element that is moved is disconnected and connected again, and keeps its state.
    queueMicrotask(() => {
      if (!this.isConnected) this.#hide();
    });
  }

  attributeChangedCallback(): void {
    this.#writeFallback();
    if (this.#mounted === undefined) void this.#show();
    else this.#mounted.update(this.#props());
  }

  async #show(): Promise<void> {
    if (!this.isConnected || this.#raffleId === '' || this.#mounted !== undefined) return;
    const waiting = setTimeout(() => this.#offerRetry(true), patienceMs);
    try {
      const mount = await loadMount(serviceUrl);
      if (!this.isConnected || this.#mounted !== undefined) return;
      this.#mounted = mount(this.#place, { ...this.#props(), ...this.#handlers() });
      this.#fallback.hidden = true;
      this.#offerRetry(false);
    } catch (error) {
      this.#offerRetry(true);
      console.warn(
        `The raffle was not loaded. ${serviceUrl} must list ${location.origin} in RAFFLE_EMBED_ORIGINS, and the Content-Security-Policy of this page must allow ${serviceUrl}.`,
        error,
      );
    } finally {
      clearTimeout(waiting);
    }
  }

  #hide(): void {
    this.#mounted?.unmount();
    this.#mounted = undefined;
    this.#fallback.hidden = false;
  }

  get #raffleId(): string {
    return this.getAttribute('raffle') ?? '';
  }

  get #locale(): string {
    return this.getAttribute('locale') ?? navigator.language;
  }

  #props(): RaffleDashboardProps {
    const accent = this.getAttribute('accent') ?? '';
    return { serviceUrl, raffleId: this.#raffleId, locale: this.#locale, accent };
  }

  #handlers(): Partial<RaffleDashboardProps> {
    const pairs = Object.entries(eventNames).map(([property, name]) => {
      const dispatch = (detail: unknown) =>
        this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
      return [property, dispatch] as const;
    });
    return Object.fromEntries(pairs);
  }

  #offerRetry(isOffered: boolean): void {
    this.#message.hidden = !isOffered;
    this.#retry.hidden = !isOffered;
  }

  #writeFallback(): void {
    const { open, failed, tryAgain } = catalogueFor(words, this.#locale);
    this.#link.href = serviceUrl + (this.#raffleId === '' ? '/' : rafflePath(this.#raffleId));
    this.#link.textContent = open;
    this.#message.textContent = failed;
    this.#retry.textContent = tryAgain;
  }
}
