import type { ExecutionContext } from 'ava';
import type { EmbedToken } from '#contract/accounts.ts';
import { postJson, startTestService, type Participant, type TestService } from './service.ts';

/** Two sites on the embed list, and one that is not listed. */
export const club = 'https://club.example.org';
export const school = 'https://school.example.org';
export const unlistedSite = 'https://stranger.example.net';

/** Starts the real service with two sites on its embed list. */
export function startEmbeddableService(
  t: ExecutionContext,
  options: Parameters<typeof startTestService>[1] = {},
): Promise<TestService> {
  return startTestService(t, {
    ...options,
    environment: { RAFFLE_EMBED_ORIGINS: `${club}, ${school}`, ...options.environment },
  });
}

/** Requests an embed token as the sign-in window does. */
export function askForToken(
  participant: Participant,
  origin: unknown,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
): Promise<Response> {
  return participant.fetch('/api/sign-in/embed-tokens', postJson({ origin }, headers));
}

/** Returns a valid token for this origin. */
export async function tokenFor(participant: Participant, origin: string): Promise<string> {
  const reply = await askForToken(participant, origin);
  const { token } = (await reply.json()) as EmbedToken;
  return token;
}

/** Sends a request with the headers of a browser that shows a page of `origin`. */
export function fetchFrom(
  origin: string,
  url: string,
  { token, ...init }: RequestInit & { token?: string } = {},
): Promise<Response> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return fetch(url, {
    ...init,
    headers: {
      origin,
      'sec-fetch-site': 'cross-site',
      ...authorization,
      ...(init.headers as Record<string, string>),
    },
  });
}
