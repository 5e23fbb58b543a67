import type { Logger } from 'pino';
import { ConfigurationFaulty, localAdminUrl, type Settings } from '../config.ts';
import { CannotListen, listen, type Listener } from './listen.ts';

/** What the service listens on: the API with the participants' page, and the admin app. */
export interface Listeners {
  readonly main: Listener;
  readonly admin: Listener | undefined;
}

/**
 * Where nobody asked for the admin app's port and it is taken, the admin app gives way: sales matter
 * more than the page that watches them.
 *
 * @throws {ConfigurationFaulty} nobody can listen there.
 */
export async function openListeners(settings: Settings, logger: Logger): Promise<Listeners> {
  const { host, port, adminPort, isAdminPortUsual } = settings;
  const main = await listenAs('RAFFLE_PORT', host, port);
  if (adminPort === undefined) return { main, admin: undefined };
  try {
    return { main, admin: await listenAs('RAFFLE_ADMIN_PORT', host, adminPort) };
  } catch (fault) {
    if (isAdminPortUsual && fault instanceof ConfigurationFaulty) {
      logger.warn(`The admin app is not served. ${fault.message}`);
      return { main, admin: undefined };
    }
    await main.close();
    throw fault;
  }
}

/** Where people find what listens, unless they are told otherwise. */
export function nameOrigins(
  { publicUrl, adminUrl, adminPort }: Settings,
  { main, admin }: Listeners,
): { publicUrl: string; adminUrl: string } {
  return {
    publicUrl: publicUrl ?? `http://localhost:${main.port}`,
    adminUrl: adminUrl ?? localAdminUrl(admin?.port ?? adminPort),
  };
}

async function listenAs(variable: string, host: string, port: number): Promise<Listener> {
  try {
    return await listen(host, port);
  } catch (cause) {
    if (!(cause instanceof CannotListen)) throw cause;
    throw new ConfigurationFaulty([
      cause.code === 'EADDRINUSE'
        ? `${variable}: ${port} is in use. Stop what uses it, or set another port; 0 picks a free one.`
        : `RAFFLE_HOST, ${variable}: cannot listen on ${host}:${port} (${cause.code}).`,
    ]);
  }
}
