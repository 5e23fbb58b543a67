import { Router, type Request } from 'express';
import { escapeHtml } from '#contract/shown-text.ts';
import type { DevMailbox, Message } from '../../mail/mailer.ts';
import { renderPage } from './plain-pages.ts';
import { HttpProblem } from '../requests/http-problem.ts';

/** Shows mails instead of sending them. Mounted in development only. */
export function devMailboxRoutes(mailbox: DevMailbox): Router {
  const router = Router();
  router.get('/dev/mailbox', (request, response) => {
    requireLoopback(request);
    const { to } = request.query;
    const messages = mailbox.list(typeof to === 'string' ? to : undefined);
    response.set('cache-control', 'no-store');
    if (request.accepts(['html', 'json']) === 'json') {
      response.json({ messages: messages.map((mail) => ({ ...mail, code: mail.code ?? '' })) });
      return;
    }
    const articles = messages.map(
      (mail) => `<article>
<h2>${escapeHtml(mail.to)}</h2>
${describe(mail)}
<p class="muted">${escapeHtml(mail.subject)}, <time>${escapeHtml(mail.sentAt)}</time></p>
</article>`,
    );
    const empty = '<p>No mail yet. Ask for a sign-in code, then reload this page.</p>';
    response.type('html').send(renderPage('Mailbox', articles.join('\n') || empty));
  });
  return router;
}

/** Returns the code as HTML, or the text and the names of the attached files. */
function describe({ code, text, attachments = [] }: Message): string {
  if (code !== undefined) return `<p class="code">${escapeHtml(code)}</p>`;
  const files = attachments.map(({ filename }) => `<li>${escapeHtml(filename)}</li>`);
  const list = files.length === 0 ? '' : `<ul>${files.join('')}</ul>`;
  return `<p class="text">${escapeHtml(text)}</p>${list}`;
}

const forwardingHeader = /^(forwarded|via|x-real-ip|x-forwarded-.+)$/;

/**
 * Refuses requests with another host name (DNS rebinding), and requests through a proxy, whose
 * visitors would see the codes.
 */
function requireLoopback({ headers }: Request): void {
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(headers.host ?? '');
  if (isHere && !Object.keys(headers).some((name) => forwardingHeader.test(name))) return;
  throw new HttpProblem('cross-site-request', 'The mailbox is shown on this machine only.');
}
