import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { startOrganisation, type ClientOptions, type OrganisationMember } from './organisation.ts';
import { startDeployedService } from './deployed-service.ts';
import { temporaryFolder } from './service.ts';

export const ada = { sub: 'ada-1', email: 'Ada@Example.org', email_verified: true };

/** Starts the real service with a real OpenID provider that knows one member. */
export async function startWithOrganisation(
  t: ExecutionContext,
  member: OrganisationMember = ada,
  options: ClientOptions & {
    environment?: Record<string, string>;
    log?: (line: string) => void;
  } = {},
) {
  const organisation = await startOrganisation(t);
  const secretFile = join(temporaryFolder(t), 'client-secret');
  writeFileSync(secretFile, `${organisation.clientSecret}\n`);
  const { url, dataDir, stop } = await startDeployedService(t, {
    environment: {
      RAFFLE_OIDC_ISSUER: organisation.issuer,
      RAFFLE_OIDC_CLIENT_ID: organisation.clientId,
      RAFFLE_OIDC_CLIENT_SECRET_FILE: secretFile,
      ...options.environment,
    },
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  const callback = `${url}/api/sign-in/oidc/callback`;
  organisation.open(callback, member, options);
  return { url, dataDir, stop, start: `${url}/api/sign-in/oidc`, callback };
}

/** Starts the real service with a client secret, and collects its log lines. */
export async function startLogging(t: ExecutionContext, issuer: string, clientSecret: string) {
  const lines: string[] = [];
  const secretFile = join(temporaryFolder(t), 'client-secret');
  writeFileSync(secretFile, clientSecret);
  const { url } = await startDeployedService(t, {
    environment: {
      RAFFLE_OIDC_ISSUER: issuer,
      RAFFLE_OIDC_CLIENT_ID: 'raffle',
      RAFFLE_OIDC_CLIENT_SECRET_FILE: secretFile,
    },
    log: (line) => lines.push(line),
  });
  const warnings = () =>
    lines
      .map((line) => JSON.parse(line) as { level: number; msg: string; causes?: object[] })
      .filter(({ msg }) => msg.includes('with the organisation failed'));
  return { url, lines, warnings };
}
