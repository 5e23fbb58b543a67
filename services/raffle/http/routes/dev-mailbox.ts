import { Router, type Request } from 'express';
import type { DevMailbox } from '../../identity/mailer.ts';
import { escapeHtml, renderPage } from '../html.ts';
import { Refused } from '../refused.ts';

/** Shows the mail that was not sent. Mounted in development only. */
export function devMailboxRoutes(mailbox: DevMailbox): Router {
  const router = Router();
  router.get('/dev/mailbox', (request, response) => {
    requireLoopback(request);
    const { to } = request.query;
    const messages = mailbox.list(typeof to === 'string' ? to : undefined);
    response.set('cache-control', 'no-store');
    if (request.accepts(['html', 'json']) === 'json') {
      response.json({ messages });
      return;
    }
    const articles = messages.map(
      (mail) => `<article>
<h2>${escapeHtml(mail.to)}</h2>
<p class="code">${escapeHtml(mail.code)}</p>
<p class="muted">${escapeHtml(mail.subject)}, <time>${escapeHtml(mail.sentAt)}</time></p>
</article>`,
    );
    const empty = '<p>No mail yet. Ask for a sign-in code, then reload this page.</p>';
    response.type('html').send(renderPage('Mailbox', articles.join('\n') || empty));
  });
  return router;
}

/** A foreign site whose name was made to point here must not read the codes. */
function requireLoopback(request: Request): void {
  if (/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) return;
  throw new Refused('cross-site-request', 'The mailbox is shown on this machine only.');
}
