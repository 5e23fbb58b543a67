import { Router } from 'express';
import { endpointDocs } from '#contract/endpoint-docs.ts';
import { endpoints, isEndpointName, type Endpoint } from '#contract/endpoints.ts';
import { problems, type Problem } from '#contract/problems.ts';
import { escapeHtml } from '#contract/shown-text.ts';
import { pageStyle, renderPage } from './plain-pages.ts';
import { describeApi, problemsOf } from './openapi.ts';

/** Documentation of the API: `/docs`, where problem types link to, and `/openapi.json`. */
export function docsRoutes(publicUrl: string): Router {
  const router = Router();
  let api: Promise<string> | undefined;
  const page = renderPage(
    'Raffle API',
    `${introduction}${describeEndpoints()}${describeProblems()}`,
  );

  router.get('/docs', (_request, response) => void response.type('html').send(page));
  router.get('/docs/style.css', (_request, response) => void response.type('css').send(pageStyle));
  router.get('/openapi.json', async (_request, response) => {
    // Described at the first request, so that a start does not wait for it.
    api ??= describeApi(publicUrl).then((description) => JSON.stringify(description));
    response.type('json').send(await api);
  });

  return router;
}

const introduction = `<p>JSON in and out; times in ISO 8601, UTC. Errors are problem details (RFC 9457) whose
<code>code</code> is listed below. For programs: <a href="/openapi.json">openapi.json</a>.
Beside the API: <code>/embed.js</code> shows a raffle on other sites, <code>/verifier</code> checks saved logs and
receipts offline, <code>/livez</code>, <code>/readyz</code> and <code>/metrics</code> are for operating.</p>`;

const callers = {
  anyone: 'anyone',
  participant: 'a signed-in participant (session cookie; an embedded app: bearer token)',
  operator: 'an operator (request signed with an enrolled key, RFC 9421)',
} as const;

function describeEndpoints(): string {
  const sections = Object.keys(endpoints)
    .filter(isEndpointName)
    .map((name) => {
      const endpoint: Endpoint = endpoints[name];
      const { method, path, caller, status } = endpoint;
      return `<section id="${name}">
<h3><code>${method} ${path}</code></h3>
<p>${escapeHtml(endpointDocs[name].summary)}</p>
<p class="muted">For ${callers[caller]}. Answers ${status}.${linkCodes(problemsOf(name))}</p>
</section>`;
    });
  return `<h2>Addresses</h2>${sections.join('\n')}`;
}

function linkCodes(codes: readonly string[]): string {
  if (codes.length === 0) return '';
  return ` Or: ${codes.map((code) => `<a href="#${code}">${code}</a>`).join(', ')}.`;
}

function describeProblems(): string {
  const sections = Object.entries<Problem>(problems).map(
    ([code, { status, title, meaning }]) => `<section id="${code}">
<h3><code>${code}</code> ${status} ${escapeHtml(title)}</h3>
<p>${escapeHtml(meaning)}</p>
</section>`,
  );
  return `<h2>Problems</h2>${sections.join('\n')}`;
}
