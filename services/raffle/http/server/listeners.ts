import type { Logger } from 'pino';
import { ConfigurationFaulty, localAdminUrl, type Settings } from '../../config.ts';
import { limits } from '../../config/limits.ts';
import { connectionLimits } from './connection-limits.ts';
import {
  CannotListen,
  listen,
  type ConnectionRefusal,
  type Listener,
  type ListenOptions,
} from './listen.ts';
import { Sampler } from '../limits/sampler.ts';

/** The listening ports: the API with the participant app, and the admin app. */
export interface Listeners {
  readonly main: Listener;
  readonly admin: Listener | undefined;
  /** Connections closed so far, by reason. */
  readonly refusals: Readonly<Record<ConnectionRefusal, number>>;
}

/**
 * Opens both ports. If the admin port is in use and was not configured, the service starts without the
 * admin app.
 *
 * @throws {ConfigurationFaulty} A port cannot be opened.
 */
export async function openListeners(settings: Settings, logger: Logger): Promise<Listeners> {
  const { host, port, adminPort, isAdminPortUsual, proxyHops } = settings;
  const refusals: Record<ConnectionRefusal, number> = { 'too-many-connections': 0, pipelined: 0 };
  const warn = warnOfRefusals(logger);
  const onRefused = (why: ConnectionRefusal) => {
    refusals[why] += 1;
    warn(why);
  };
  const main = await listenAs('RAFFLE_PORT', host, port, {
    connections: () => {
      const part = adminPort === undefined ? 1 : 7 / 8;
      const connections = connectionLimits({ proxyHops, part });
      if (connections.max < limits.connectionsFew) logger.warn({ max: connections.max }, tooFew);
      return connections;
    },
    onRefused,
  });
  if (adminPort === undefined) return { main, admin: undefined, refusals };
  // A separate share, so that the admin app's clients cannot use up the buyers' connections.
  const options = {
    connections: () => connectionLimits({ proxyHops, part: 1 / 8 }),
    onRefused,
  };
  try {
    const admin = await listenAs('RAFFLE_ADMIN_PORT', host, adminPort, options);
    return { main, admin, refusals };
  } catch (fault) {
    if (isAdminPortUsual && fault instanceof ConfigurationFaulty) {
      logger.warn(`The admin app is not served. ${fault.message}`);
      return { main, admin: undefined, refusals };
    }
    await main.close();
    throw fault;
  }
}

/** The public addresses: the configured ones, or local ones with the ports in use. */
export function nameOrigins(
  { publicUrl, adminUrl, adminPort }: Settings,
  { main, admin }: Pick<Listeners, 'main' | 'admin'>,
): { publicUrl: string; adminUrl: string } {
  return {
    publicUrl: publicUrl ?? `http://localhost:${main.port}`,
    adminUrl: adminUrl ?? localAdminUrl(admin?.port ?? adminPort),
  };
}

const tooFew =
  'The limit of open files allows few connections; further visitors are refused. Raise it (ulimit -n, LimitNOFILE of systemd).';

/** Logs one line per minute and reason, with a count. */
function warnOfRefusals(logger: Logger): (why: ConnectionRefusal) => void {
  const sampler = new Sampler();
  return (why) => {
    const count = sampler.take(why);
    if (count !== undefined) logger.warn({ why, count }, 'Connections are being closed');
  };
}

async function listenAs(
  variable: string,
  host: string,
  port: number,
  options: ListenOptions,
): Promise<Listener> {
  try {
    return await listen(host, port, options);
  } catch (cause) {
    if (!(cause instanceof CannotListen)) throw cause;
    throw new ConfigurationFaulty([
      cause.code === 'EADDRINUSE'
        ? `${variable}: ${port} is in use. Stop what uses it, or set another port; 0 picks a free one.`
        : `RAFFLE_HOST, ${variable}: cannot listen on ${host}:${port} (${cause.code}).`,
    ]);
  }
}
