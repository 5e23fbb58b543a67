import { readFileSync } from 'node:fs';
import type { Request, Response } from 'express';
import { CodedError } from '#errors';
import type { PageSubject } from '#contract/page-title.ts';
import { languageOf } from '#contract/language.ts';
import type { RaffleView } from '#contract/raffles.ts';
import type { Brand } from '../../config/brand.ts';
import { logoPath, writeBrandHead, writeBrandHeader } from './brand.ts';
import type { FirstContent } from './first-content.ts';
import { writePreview } from './link-preview.ts';

export interface PageReply {
  readonly request: Request;
  readonly response: Response;
  readonly status: number;
  /** The raffles on the start page, newest first. */
  readonly listed?: readonly RaffleView[];
}

/** Where the page renders itself. */
const pagePlace = '<div id="page"></div>';

/** The locales whose formats the first content has, the most common one of each language first. */
const contentLocales = ['en-GB', 'en-US', 'en', 'de-DE', 'de-AT', 'de-CH', 'de'];

export interface PageWriterOptions {
  /** The built `index.html`. */
  readonly file: string;
  readonly publicUrl: string;
  readonly firstContent: FirstContent;
  readonly brand: Brand;
}

/** Sends the built page with the title, the link preview and the first content of its subject. */
export class PageWriter {
  readonly #built: string;
  readonly #publicUrl: string;
  readonly #firstContent: FirstContent;
  readonly #brand: Brand;

  constructor({ file, publicUrl, firstContent, brand }: PageWriterOptions) {
    const head = writeBrandHead(brand);
    this.#built = readFileSync(file, 'utf8').replace('</head>', () => `${head}</head>`);
    this.#publicUrl = publicUrl;
    this.#firstContent = firstContent;
    this.#brand = brand;
  }

  /** @throws {PageRefused} */
  async send(subject: PageSubject, reply: PageReply): Promise<void> {
    const { request, response, status, listed = [] } = reply;
    const locale = chooseLocale(request);
    const language = languageOf(locale) ?? 'en';
    const content = await this.#contentOf(subject, listed, locale);
    const titles = listed.map(({ title }) => title);
    const head = writePreview({
      subject,
      listed: titles,
      language,
      publicUrl: this.#publicUrl,
      logoPath: logoPath(this.#brand),
    });
    const header = writeBrandHeader(this.#brand, this.#nameOrganiser(subject));
    const page = this.#built
      .replace(/<html lang="[^"]*"/, () => `<html lang="${language}"`)
      .replace(/<title>[^<]*<\/title>/, () => head)
      .replace(
        pagePlace,
        () =>
          header + (content === '' ? '' : `<div id="first-content">${content}</div>`) + pagePlace,
      );
    if (status === 200) requireConditions(request, Buffer.byteLength(page));
    response.status(status).set('cache-control', status === 200 ? 'no-cache' : 'no-store');
    response.vary('Accept').vary('Accept-Language').type('html').send(page);
  }

  /** The organiser of the raffle that a page shows, or the host name of the service. */
  #nameOrganiser(subject: PageSubject): string {
    const organiser = 'raffle' in subject ? subject.raffle.notice?.organiser : undefined;
    return organiser ?? new URL(this.#publicUrl).hostname;
  }

  async #contentOf(
    subject: PageSubject,
    listed: readonly RaffleView[],
    locale: string,
  ): Promise<string> {
    if (subject.kind === 'raffle') return this.#firstContent.render(subject.raffle, locale);
    return subject.kind === 'raffles' ? this.#firstContent.renderList(listed, locale) : '';
  }
}

/** The locale of a page: the one that its address names, as on the page itself, or the browser's. */
function chooseLocale(request: Request): string {
  const { locale } = request.query;
  if (typeof locale === 'string' && contentLocales.includes(locale)) return locale;
  return request.acceptsLanguages(contentLocales) || 'en';
}

/** A precondition of the request failed. In the form of http-errors. */
class PageRefused extends CodedError<'precondition-failed' | 'range-not-satisfiable'> {
  override name = 'PageRefused';
  readonly expose = true;
  readonly status: 412 | 416;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: 412 | 416, headers: Readonly<Record<string, string>> = {}) {
    super(
      status === 412 ? 'precondition-failed' : 'range-not-satisfiable',
      `The page is refused with ${status}.`,
    );
    this.status = status;
    this.headers = headers;
  }
}

/**
 * Refuses `If-Match` and unsatisfiable ranges: a page has no strong entity tag and is sent whole.
 *
 * @see RFC 9110 sections 13.1.1 and 14.2.
 */
function requireConditions(request: Request, pageBytes: number): void {
  const match = request.get('if-match');
  if (match !== undefined && match.trim() !== '*') throw new PageRefused(412);
  if (request.range(pageBytes) === -1) {
    throw new PageRefused(416, { 'content-range': `bytes */${pageBytes}` });
  }
}
