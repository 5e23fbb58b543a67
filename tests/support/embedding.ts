import type { ExecutionContext } from 'ava';
import type { EmbedToken } from '#contract/schemas.ts';
import { postJson, startTestService, type Participant, type TestService } from './service.ts';

/** A site on the embed list, one that is listed too, and one that is not. */
export const club = 'https://club.example.org';
export const school = 'https://school.example.org';
export const stranger = 'https://stranger.example.net';

/** The real service, with two sites that may embed it. */
export function startEmbeddableService(
  t: ExecutionContext,
  options: Parameters<typeof startTestService>[1] = {},
): Promise<TestService> {
  return startTestService(t, {
    ...options,
    environment: { RAFFLE_EMBED_ORIGINS: `${club}, ${school}`, ...options.environment },
  });
}

/** Asks for a token as the sign-in window does. */
export function askForToken(
  participant: Participant,
  origin: unknown,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
): Promise<Response> {
  return participant.fetch('/api/sign-in/embed-tokens', postJson({ origin }, headers));
}

/** A token that is good from this origin. */
export async function tokenFor(participant: Participant, origin: string): Promise<string> {
  const reply = await askForToken(participant, origin);
  const { token } = (await reply.json()) as EmbedToken;
  return token;
}

/** Sends what a browser sends for a page of `origin`. */
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
