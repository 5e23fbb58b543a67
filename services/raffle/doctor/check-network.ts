import { quicknet } from '#proof/beacon.ts';
import { limits } from '../config/limits.ts';
import { isLoopbackUrl } from '../config/origins.ts';
import { localAdminUrl, type Settings } from '../config.ts';
import { describeMailFailure } from '../mail/mailer.ts';
import { SmtpMailer } from '../mail/smtp-mailer.ts';
import { BeaconRelays } from '../randomness/beacon-relays.ts';
import { SealedDraws } from '../randomness/sealed-draws.ts';
import { fault, ok, warning, type Check } from './finding.ts';

/** Compares the clock with the newest round of the beacon. */
export const checkClock: Check = {
  name: 'clock',
  run: async ({ drandChain, drandRelays: relays }) => {
    const chain = drandChain ?? quicknet;
    const failures: string[] = [];
    const sealedDraws = new SealedDraws({
      chains: [chain],
      relays: new BeaconRelays({
        relays,
        timeoutMs: limits.beaconRelayTimeoutMs,
        onFailure: (relay) => failures.push(relay),
      }),
    });
    const clock = await sealedDraws.checkClock(chain.hash);
    if (clock.kind === 'right') {
      const answering = relays.length - failures.length;
      return [
        ok(`It agrees with the beacon. Relays that answer: ${answering} of ${relays.length}.`),
      ];
    }
    if (clock.kind === 'unchecked') {
      return [
        warning(
          `No relay answers (${relays.join(', ')}), so the clock was not checked, and drand raffles cannot be drawn. Allow outgoing https, or set RAFFLE_DRAND_RELAYS.`,
        ),
      ];
    }
    const { aheadSeconds, newestAt } = clock;
    const side = aheadSeconds < 0 ? 'behind' : 'ahead of';
    return [
      fault(
        `It is ${Math.abs(aheadSeconds)} s ${side} the beacon, whose newest round is of ${newestAt}. Synchronise it with NTP (timedatectl).`,
      ),
    ];
  },
};

const mailChecksMax = 4;

/** Connects to the mail server and signs in; no mail is sent. */
export const checkMail: Check = {
  name: 'mail',
  run: async ({ smtp, publicUrl, oidc, isDevelopment }) => {
    if (smtp === undefined) {
      if (isDevelopment) return [ok('Development: mails are listed at /dev/mailbox.')];
      return [
        oidc === undefined
          ? fault('There is no mail server and no OpenID Connect.')
          : ok('Not used: participants sign in with OpenID Connect.'),
      ];
    }
    const { host } = new URL(smtp.url);
    let failure: object = {};
    const mailer = new SmtpMailer({
      ...smtp,
      hostName: new URL(publicUrl ?? 'http://localhost').hostname,
      onReachable: (isReachable, cause) => {
        if (!isReachable) failure = describeMailFailure(cause);
      },
    });
    try {
      // Each call waits some seconds at most.
      for (
        let call = 0;
        call < mailChecksMax && mailer.status.isReachable === undefined;
        call += 1
      ) {
        await mailer.requireReachable();
      }
      if (mailer.status.isReachable === true)
        return [ok(`${host} accepts the connection and the login.`)];
      return [
        warning(
          `${host} has not answered after some seconds. Check RAFFLE_SMTP_URL and the firewall.`,
        ),
      ];
    } catch {
      const codes = Object.values(failure)
        .filter((value) => value !== undefined)
        .join(' ');
      return [
        fault(
          `${host} cannot be reached or refuses the login (${codes}), so no sign-in code is sent. Check RAFFLE_SMTP_URL.`,
        ),
      ];
    } finally {
      mailer.close();
    }
  },
};

/** Describes an admin app that only works on this machine, while participants come from others. */
export function describeLocalAdmin(settings: Settings): string | undefined {
  const { publicUrl, adminUrl, adminPort } = settings;
  if (publicUrl === undefined || isLoopbackUrl(publicUrl) || adminUrl !== undefined) {
    return undefined;
  }
  return `RAFFLE_PUBLIC_URL is ${publicUrl}, but RAFFLE_ADMIN_URL is unset: the admin app works only in a browser on this machine, at ${localAdminUrl(adminPort)}. Set RAFFLE_ADMIN_URL to its public address, or to this one if that is intended.`;
}

/** Describes variables that the service ignores. */
export function describeUnknownNames({ unknownNames }: Settings): string | undefined {
  if (unknownNames.length === 0) return undefined;
  return `${unknownNames.join(', ')}: the service has no such variable, so it is ignored. Check the spelling.`;
}

export const checkNames: Check = {
  name: 'configuration',
  run: async (settings) => {
    const text = describeUnknownNames(settings);
    return text === undefined ? [] : [warning(text)];
  },
};

export const checkAddresses: Check = {
  name: 'addresses',
  run: async (settings) => {
    const local = describeLocalAdmin(settings);
    if (local !== undefined) return [warning(local)];
    const { publicUrl, adminUrl, isDevelopment, host } = settings;
    const mode = isDevelopment ? 'development mode' : 'production';
    return [
      ok(
        `${publicUrl ?? `http://${host}:${settings.port}`}, admin app ${adminUrl ?? localAdminUrl(settings.adminPort)}; ${mode}.`,
      ),
    ];
  },
};
