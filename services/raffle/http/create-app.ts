import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { endpoints } from '#contract/endpoints.ts';
import type { Brand } from '../config/brand.ts';
import type { CodeRateLimits } from '../config/limits.ts';
import { AdminRequests } from '../identity/admin-request.ts';
import type { ClaimTokens } from '../identity/claim-tokens.ts';
import type { EmbedTokens, KnownBrowserTokens, SessionTokens } from '../identity/tokens.ts';
import { Enrolments, Invitations } from '../identity/enrolments.ts';
import type { LogKeyring } from '../identity/log-keyring.ts';
import { DevMailbox, type Mailer } from '../mail/mailer.ts';
import type { RaffleMails } from '../mail/raffle-mails.ts';
import type { OidcSignIn } from '../identity/oidc.ts';
import type { Pseudonyms } from '../identity/pseudonyms.ts';
import type { SealedDraws } from '../randomness/sealed-draws.ts';
import type { AccountStore } from '../stores/account-store.ts';
import type { AdminStore } from '../stores/admin-store.ts';
import type { RaffleSchedule } from '../stores/raffle-schedule.ts';
import type { PaymentStore } from '../stores/payment-store.ts';
import type { PictureStore } from '../stores/picture-store.ts';
import type { RaffleStore } from '../stores/raffle-store.ts';
import type { RateLimitStore } from '../stores/rate-limit-store.ts';
import type { SignInCodeStore } from '../stores/sign-in-code-store.ts';
import type { CosignedLogs } from '../witness/cosigned-logs.ts';
import type { Witnesses } from '../witness/witnesses.ts';
import { adminSite } from './pages/admin-site.ts';
import { CodeRateLimiter } from './sign-in/code-rate-limiter.ts';
import { crossOrigin } from './requests/cross-origin.ts';
import { iconRoutes } from './pages/icons.ts';
import { KnownBrowsers } from './sign-in/host-cookie.ts';
import type { ConnectionRefusal } from './server/listen.ts';
import { LiveStream } from './raffles/live-stream.ts';
import { scheduleRequest } from './limits/schedule-request.ts';
import { sendForUndecodable } from './pages/not-found-pages.ts';
import { Metrics, operationsRoutes } from './operations/metrics.ts';
import { Operators } from './admin/operators.ts';
import { Participants } from './sign-in/participants.ts';
import { replyNotFound, replyProblem } from './requests/problem-replies.ts';
import { accountRoutes } from './sign-in/account-routes.ts';
import { adminKeyRoutes } from './admin/key-routes.ts';
import { adminRoutes } from './admin/admin-routes.ts';
import { auditRoutes } from './admin/audit-routes.ts';
import { prizeRoutes } from './admin/prize-routes.ts';
import { salesRoutes } from './admin/sales-routes.ts';
import { devMailboxRoutes } from './pages/dev-mailbox.ts';
import { docsRoutes } from './pages/docs-routes.ts';
import { logRoutes } from './raffles/log-routes.ts';
import { oidcRoutes } from './sign-in/oidc-routes.ts';
import { createPages, type Pages } from './pages/participant-pages.ts';
import { paymentRoutes } from './admin/payment-routes.ts';
import { pictureRoutes } from './raffles/picture-routes.ts';
import { raffleRoutes, showRaffleRoute } from './raffles/raffle-routes.ts';
import { rehearsalRoutes } from './admin/rehearsal-routes.ts';
import { embedRoutes, remoteRoutes, verifierRoutes } from './pages/built-files.ts';
import { signInRoutes } from './sign-in/code-routes.ts';
import { claimRoutes } from './purchases/claim-routes.ts';
import { buyTicketsRoute, ticketRoutes } from './purchases/ticket-routes.ts';
import { Sampler } from './limits/sampler.ts';
import { addReplyHeaders } from './requests/reply-headers.ts';
import { listApiHeaders, securePages } from './requests/secure-headers.ts';
import { witnessRoutes } from './admin/witness-routes.ts';
import { Sessions } from './sign-in/sessions.ts';
import { warnOfProxies, watchRequests } from './operations/log-requests.ts';

/** Dependencies of the HTTP app. No concrete store is named here. */
export interface AppDependencies {
  readonly publicUrl: string;
  readonly adminUrl: string;
  readonly embedOrigins: readonly string[];
  /** Folder of the built participant app: `page/`, `remote/`, `embed/` and `first-content/`. */
  readonly participantDir: string;
  /** The built gallery: every state of the participant app, for development and tests. */
  readonly galleryDir: string;
  /** Folder of the built admin app. */
  readonly adminDir: string;
  /** Folder of the built verifier, one file. */
  readonly verifierDir: string;
  readonly brand: Brand;
  readonly proxyHops: number;
  readonly logger: Logger;
  /** Connections closed so far, by reason. */
  readonly connectionRefusals: Readonly<Record<ConnectionRefusal, number>>;
  readonly raffles: RaffleStore;
  /** Whether the store can be read and written now. */
  readonly isStoreReachable: () => Promise<boolean>;
  /** Tells when sales begin, which is no change of a log. */
  readonly schedule: Pick<RaffleSchedule, 'subscribeToOpenings'>;
  readonly accounts: AccountStore;
  readonly pictures: PictureStore;
  readonly payments: PaymentStore;
  readonly admin: AdminStore;
  readonly pseudonyms: Pseudonyms;
  readonly sessionTokens: SessionTokens;
  readonly embedTokens: EmbedTokens;
  readonly claimTokens: ClaimTokens;
  readonly codes: SignInCodeStore;
  readonly rateLimits: RateLimitStore;
  readonly codeRateLimits: CodeRateLimits;
  readonly knownBrowserTokens: KnownBrowserTokens;
  /** A `DevMailbox` is shown at `/dev/mailbox`, without rate limits for codes. */
  readonly mailer: Mailer | undefined;
  readonly raffleMails: RaffleMails;
  readonly oidc: OidcSignIn | undefined;
  readonly logKeyring: LogKeyring;
  readonly sealedDraws: SealedDraws;
  readonly cosignedLogs: CosignedLogs;
  readonly witnesses: Witnesses;
}

export interface App {
  readonly express: Express;
  /** The admin app, for an origin of its own. */
  readonly adminSite: Express;
  /** Begins the shutdown: the service reports that it is not ready, and all streams end. */
  drain(): void;
}

/** Creates the Express apps for participants and for operators. */
export function createApp(dependencies: AppDependencies): App {
  const { raffles, schedule, logger } = dependencies;
  const stream = new LiveStream(raffles, schedule, reportSampled(logger));
  const metrics = new Metrics({ ...dependencies, stream });
  let isReady = true;
  const createExpress = (headers: readonly string[]): Express => {
    const app = express();
    app.disable('x-powered-by').disable('etag').set('trust proxy', dependencies.proxyHops);
    addReplyHeaders(app, (request) => ['x-request-id', request.id, ...headers]);
    watchRequests(app, { logger, metrics, isReady: () => isReady });
    return app;
  };

  // Pages set more of these headers themselves.
  const app = createExpress(['vary', 'Origin', ...listApiHeaders()]);
  mountApi(app, dependencies, stream);
  app.use(operationsRoutes({ ...dependencies, metrics, isReady: () => isReady }));
  app.use(docsRoutes(dependencies.publicUrl));
  if (dependencies.mailer instanceof DevMailbox) app.use(devMailboxRoutes(dependencies.mailer));
  const pages = mountPages(app, dependencies);
  const { notFound } = pages;
  app.use(
    notFound,
    sendForUndecodable(notFound),
    replyNotFound,
    replyProblem(dependencies.publicUrl),
  );
  const adminApp = createExpress([]).use(adminSite(dependencies));
  adminApp.use(replyNotFound, replyProblem(dependencies.publicUrl));

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

function mountApi(app: Express, dependencies: AppDependencies, stream: LiveStream): void {
  const sessions = new Sessions(
    dependencies.sessionTokens,
    dependencies.accounts,
    dependencies.publicUrl,
  );
  const participants = new Participants({ ...dependencies, sessions });
  const knownBrowsers = new KnownBrowsers(dependencies.knownBrowserTokens, dependencies.publicUrl);
  const allowOrigins = crossOrigin(dependencies.embedOrigins, dependencies.adminUrl);
  // Purchases come first, then what pages ask for again and again, because each layer that is tried
  // before costs time in every request.
  app.post(
    endpoints.buyTickets.path,
    allowOrigins,
    buyTicketsRoute({ ...dependencies, participants }),
    replyProblem(dependencies.publicUrl),
  );
  app.get(endpoints.showRaffle.path, allowOrigins, scheduleRequest, showRaffleRoute(dependencies));
  app.use(allowOrigins, scheduleRequest);
  app.options(endpoints.buyTickets.path, replyAllowed('POST'));
  app.options(endpoints.showRaffle.path, replyAllowed('GET, HEAD'));
  app.use(warnOfProxies(dependencies.proxyHops, dependencies.logger));
  app.use(securePages());
  app.use(ticketRoutes({ ...dependencies, participants }));
  app.use(accountRoutes({ ...dependencies, sessions, participants }));
  app.use(raffleRoutes({ ...dependencies, stream, knownBrowsers }), logRoutes(dependencies));
  app.use(claimRoutes(dependencies));
  mountAdminApi(app, dependencies);
  const { mailer, oidc } = dependencies;
  if (oidc !== undefined) app.use(oidcRoutes({ ...dependencies, oidc, sessions, knownBrowsers }));
  if (mailer === undefined) return;
  const isMailReal = !(mailer instanceof DevMailbox);
  const allowance = isMailReal
    ? new CodeRateLimiter(dependencies.rateLimits, dependencies.codeRateLimits)
    : undefined;
  app.use(signInRoutes({ ...dependencies, mailer, sessions, knownBrowsers, allowance }));
}

function mountAdminApi(app: Express, dependencies: AppDependencies): void {
  const { publicUrl, adminUrl, admin } = dependencies;
  const operators = new Operators(new AdminRequests(publicUrl, admin));
  const enrolments = new Enrolments(publicUrl, admin);
  const invitations = new Invitations(adminUrl, admin);
  app.use(
    adminRoutes({ ...dependencies, operators }),
    auditRoutes({ ...dependencies, operators }),
    salesRoutes({ ...dependencies, operators }),
    prizeRoutes({ ...dependencies, operators }),
    rehearsalRoutes({ ...dependencies, operators }),
    pictureRoutes({ ...dependencies, operators }),
    paymentRoutes({ ...dependencies, operators }),
    witnessRoutes({ ...dependencies, operators }),
  );
  app.use(adminKeyRoutes({ admin, operators, enrolments, invitations }));
}

function mountPages(app: Express, dependencies: AppDependencies): Pages {
  const { embedOrigins, participantDir, mailer } = dependencies;
  const galleryDir = mailer instanceof DevMailbox ? dependencies.galleryDir : undefined;
  const pageDir = join(participantDir, 'page');
  const firstContentDir = join(participantDir, 'first-content');
  const pages = createPages({ ...dependencies, pageDir, firstContentDir, galleryDir });
  app.use(iconRoutes(), pages.router);
  app.use(embedRoutes({ embedDir: join(participantDir, 'embed'), embedOrigins }));
  app.use(remoteRoutes({ remoteDir: join(participantDir, 'remote'), embedOrigins }));
  app.use(verifierRoutes(dependencies));
  return pages;
}

/** Logs one line per minute: an error of one reader or event may affect all. */
function reportSampled(logger: Logger): (cause: unknown) => void {
  const sampler = new Sampler();
  return (err) => {
    const standsFor = sampler.take('stream');
    if (standsFor !== undefined) logger.error({ err, standsFor }, 'A live update was not sent');
  };
}

/** What Express replies to OPTIONS, but for routes of a router only. */
function replyAllowed(methods: string): RequestHandler {
  return (_request, response) => {
    response.set({ allow: methods, 'content-type': 'text/plain' }).end(methods);
  };
}
