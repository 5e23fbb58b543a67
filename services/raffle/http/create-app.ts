import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { AdminRequests } from '../identity/admin-request.ts';
import { Enrolments } from '../identity/enrolments.ts';
import type { EmbedTokens } from '../identity/embed-token.ts';
import { Invitations } from '../identity/invitations.ts';
import type { LogKeys } from '../identity/log-keys.ts';
import { DevMailbox, type Mailer } from '../identity/mailer.ts';
import type { OidcSignIn } from '../identity/oidc.ts';
import type { Pseudonyms } from '../identity/pseudonyms.ts';
import type { SessionTokens } from '../identity/session-token.ts';
import type { SignInCodes } from '../identity/sign-in-codes.ts';
import type { SealedDraws } from '../randomness/sealed-draws.ts';
import type { AccountStore } from '../stores/account-store.ts';
import type { AdminStore } from '../stores/admin-store.ts';
import type { RaffleStore } from '../stores/raffle-store.ts';
import { adminApi } from './admin-origin.ts';
import { adminSite } from './admin-site.ts';
import { embedApi } from './embed-origins.ts';
import { LiveStream } from './live-stream.ts';
import { Metrics } from './metrics.ts';
import { Operators } from './operators.ts';
import { Participants } from './participants.ts';
import { replyNotFound, replyProblem } from './problem-replies.ts';
import { accountRoutes } from './routes/accounts.ts';
import { adminKeyRoutes } from './routes/admin-keys.ts';
import { adminRoutes } from './routes/admin.ts';
import { devMailboxRoutes } from './routes/dev-mailbox.ts';
import { docsRoutes } from './routes/docs.ts';
import { logRoutes } from './routes/log.ts';
import { oidcRoutes } from './routes/oidc.ts';
import { operationsRoutes } from './routes/operations.ts';
import { pageRoutes } from './routes/pages.ts';
import { raffleRoutes } from './routes/raffles.ts';
import { rehearsalRoutes } from './routes/rehearsals.ts';
import { remoteRoutes } from './routes/remote.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { verifierRoutes } from './routes/verifier.ts';
import { secureHeaders } from './secure-headers.ts';
import { Sessions } from './sessions.ts';
import { watchRequests } from './watch-requests.ts';

/** What the door needs; nothing here names a concrete store. */
export interface AppParts {
  readonly publicUrl: string;
  readonly adminUrl: string;
  readonly embedOrigins: readonly string[];
  /** Where the built participant app is: `page/` and `remote/`. */
  readonly participantDir: string;
  /** Where the built admin app is. */
  readonly adminDir: string;
  /** Where the built verifier is, one file. */
  readonly verifierDir: string;
  readonly proxyHops: number;
  readonly logger: Logger;
  readonly raffles: RaffleStore;
  readonly accounts: AccountStore;
  readonly admin: AdminStore;
  readonly pseudonyms: Pseudonyms;
  readonly sessionTokens: SessionTokens;
  readonly embedTokens: EmbedTokens;
  readonly codes: SignInCodes;
  /** A `DevMailbox` is shown at `/dev/mailbox`, and nothing is rationed. */
  readonly mailer: Mailer | undefined;
  readonly oidc: OidcSignIn | undefined;
  readonly logKeys: LogKeys;
  readonly sealedDraws: SealedDraws;
}

export interface App {
  readonly express: Express;
  /** The admin app, for an origin of its own. */
  readonly adminSite: Express;
  /** From now on the service says it is not ready, and every stream has ended. */
  drain(): void;
}

/** Puts the service's door together. */
export function createApp(parts: AppParts): App {
  const stream = new LiveStream(parts.raffles);
  const metrics = new Metrics(stream);
  let isReady = true;
  const openDoor = (): Express => {
    const app = express();
    app.disable('x-powered-by').disable('etag').set('trust proxy', parts.proxyHops);
    watchRequests(app, parts.logger, metrics);
    return app.use(closeWhenDraining(() => isReady));
  };

  const app = openDoor().use(secureHeaders());
  mountApi(app, parts, stream);
  app.use(operationsRoutes({ metrics, isReady: () => isReady }));
  app.use(docsRoutes(parts.publicUrl));
  if (parts.mailer instanceof DevMailbox) app.use(devMailboxRoutes(parts.mailer));
  mountPages(app, parts);
  app.use(replyNotFound, replyProblem(parts.publicUrl));
  const adminApp = openDoor().use(adminSite(parts));
  adminApp.use(replyNotFound, replyProblem(parts.publicUrl));

  return {
    express: app,
    adminSite: adminApp,
    drain() {
      isReady = false;
      stream.close();
      metrics.close();
    },
  };
}

function mountApi(app: Express, parts: AppParts, stream: LiveStream): void {
  const sessions = new Sessions(parts.sessionTokens, parts.accounts, parts.publicUrl);
  const participants = new Participants({ ...parts, sessions });
  app.use(embedApi(parts.embedOrigins));
  // Purchases come first: every address that is tried before costs each of them.
  app.use(ticketRoutes({ ...parts, participants }));
  app.use(accountRoutes({ ...parts, sessions, participants }));
  app.use(adminApi(parts.adminUrl));
  app.use(raffleRoutes({ ...parts, stream }), logRoutes(parts));
  mountAdminApi(app, parts);
  const { mailer, oidc } = parts;
  if (oidc !== undefined) app.use(oidcRoutes({ ...parts, oidc, sessions }));
  const isLimited = !(mailer instanceof DevMailbox);
  if (mailer !== undefined) app.use(signInRoutes({ ...parts, mailer, sessions, isLimited }));
}

function mountAdminApi(app: Express, parts: AppParts): void {
  const { publicUrl, adminUrl, admin } = parts;
  const operators = new Operators(new AdminRequests(publicUrl, admin));
  const enrolments = new Enrolments(publicUrl, admin);
  const invitations = new Invitations(adminUrl, admin);
  app.use(adminRoutes({ ...parts, operators }), rehearsalRoutes({ ...parts, operators }));
  app.use(adminKeyRoutes({ admin, operators, enrolments, invitations }));
}

function mountPages(app: Express, parts: AppParts): void {
  const { embedOrigins, adminUrl, participantDir, mailer } = parts;
  const isGalleryShown = mailer instanceof DevMailbox;
  const pageDir = join(participantDir, 'page');
  app.use(pageRoutes({ pageDir, embedOrigins, adminUrl, isGalleryShown }));
  app.use(remoteRoutes({ remoteDir: join(participantDir, 'remote'), embedOrigins }));
  app.use(verifierRoutes(parts));
}

/** From now on a connection ends with its answer. */
function closeWhenDraining(isReady: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (!isReady()) response.set('connection', 'close');
    next();
  };
}
