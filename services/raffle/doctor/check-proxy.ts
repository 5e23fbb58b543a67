import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Settings } from '../config.ts';
import { isLoopbackUrl } from '../config/origins.ts';
import { fault, ok, type Check, type Found } from './finding.ts';

/** An address that no client has (RFC 5737), sent as a forged X-Forwarded-For. */
const forgedAddress = '198.51.100.77';
const replyMsMax = 15_000;
/** How long the first event of a raffle's stream may take through a proxy. */
const firstEventMsMax = 6_000;
/** How long the probe's stream stays open while its first event is not delivered. */
const probeMsMax = 2_000;

/**
 * Checks the proxies between the public URL and the service. While the service is stopped, a server
 * on its port shows which headers arrive; otherwise only the running service's replies are checked.
 */
export const checkProxy: Check = {
  name: 'proxy',
  run: async (settings) => {
    const { publicUrl, host, port } = settings;
    if (publicUrl === undefined || isLoopbackUrl(publicUrl)) {
      return [ok('No public address is set, so there is no proxy to check.')];
    }
    const probe = new ProbeServer();
    if (port !== 0 && (await probe.listen(host, port))) {
      try {
        return await checkHeaders(settings, publicUrl, probe);
      } finally {
        probe.close();
      }
    }
    return checkRunningService(publicUrl);
  },
};

/** Stands in for the service: keeps the headers of a request and answers it with a stream. */
class ProbeServer {
  readonly token = randomUUID();
  headers: IncomingHttpHeaders | undefined;
  /** Whether the stream had to end before its first event was delivered. */
  isHeldBack = false;
  #isDelivered = false;
  readonly #server: Server = createServer((request, response) => {
    this.headers = request.headers;
    // The same headers as the live stream of a raffle.
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    response.write(`data: ${this.token}\n\n`);
    // A proxy that collects the whole reply first delivers it only after its end.
    setTimeout(() => setImmediate(() => this.#end(response)), probeMsMax);
  });

  noteDelivery(): void {
    this.#isDelivered = true;
  }

  #end(response: ServerResponse): void {
    this.isHeldBack = !this.#isDelivered;
    response.end();
  }

  /** @returns Whether the port was free. */
  listen(host: string, port: number): Promise<boolean> {
    return new Promise((resolve) => {
      this.#server.once('error', () => resolve(false));
      this.#server.listen(port, host, () => resolve(true));
    });
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

async function checkHeaders(
  { proxyHops, host, port }: Settings,
  publicUrl: string,
  probe: ProbeServer,
): Promise<Found[]> {
  const headers = { 'x-forwarded-for': forgedAddress };
  const reply = await request(publicUrl, { headers });
  const event = 'failure' in reply ? undefined : await readFirstEvent(reply.response);
  const isDelivered = event?.includes(probe.token) === true && !probe.isHeldBack;
  probe.noteDelivery();
  if (probe.headers === undefined) {
    if ('failure' in reply) return [fault(explainUnreachable(publicUrl, reply.failure))];
    return [
      fault(
        `${publicUrl} answers ${reply.response.status}, and not from ${host}:${port}. Let the proxy forward it there.`,
      ),
    ];
  }
  const forwarding = describeForwarding(proxyHops, probe.headers['x-forwarded-for']);
  return isDelivered ? [forwarding] : [forwarding, fault(bufferedText)];
}

/** @param header The value of X-Forwarded-For that reached the service. */
function describeForwarding(proxyHops: number, header: string | string[] | undefined): Found {
  const addresses = [header ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  const added = addresses.length - 1 - addresses.lastIndexOf(forgedAddress);
  if (proxyHops === 0) {
    return added === 0
      ? ok(
          'No proxy sends X-Forwarded-For, and RAFFLE_PROXY_HOPS is 0: all visitors share the limits of one network.',
        )
      : fault(
          `RAFFLE_PROXY_HOPS is 0, and a proxy sends X-Forwarded-For: all visitors share the limits of one network. Set it to ${added}.`,
        );
  }
  if (added === 0) {
    return fault(
      `No proxy sets X-Forwarded-For, so clients can choose their network. In nginx: proxy_set_header X-Forwarded-For $remote_addr;`,
    );
  }
  if (added === proxyHops)
    return ok(`X-Forwarded-For arrives with ${added} address(es), as RAFFLE_PROXY_HOPS says.`);
  return fault(
    `X-Forwarded-For arrives with ${added} address(es), and RAFFLE_PROXY_HOPS is ${proxyHops}. Set it to the number of proxies that add one.`,
  );
}

async function checkRunningService(publicUrl: string): Promise<Found[]> {
  const ready = await request(`${publicUrl}/readyz`);
  if ('failure' in ready) return [fault(explainUnreachable(publicUrl, ready.failure))];
  if (!ready.response.ok) {
    return [
      fault(
        `${publicUrl}/readyz answers ${ready.response.status}. See the log of the proxy and of the service.`,
      ),
    ];
  }
  await ready.response.body?.cancel();
  const list = await request(`${publicUrl}/api/raffles`);
  const id = 'failure' in list ? undefined : await findRaffleId(list.response);
  const headersUnchecked = 'The headers of the proxy are checked while the service is stopped.';
  if (id === undefined)
    return [ok(`${publicUrl} is ready. There is no raffle to watch. ${headersUnchecked}`)];
  const timeoutMs = firstEventMsMax;
  const stream = await request(`${publicUrl}/api/raffles/${id}/stream`, { timeoutMs });
  if ('failure' in stream || (await readFirstEvent(stream.response)) === undefined) {
    return [fault(bufferedText)];
  }
  return [ok(`${publicUrl} is ready, and streams are not delayed. ${headersUnchecked}`)];
}

const bufferedText =
  'The proxy holds the live stream back, so pages do not update. Turn its buffering off (nginx: proxy_buffering off).';

type Requested = { readonly response: Response } | { readonly failure: string };

/** @param options.timeoutMs For the whole reply, with its body. */
async function request(
  url: string,
  { timeoutMs = replyMsMax, ...init }: RequestInit & { readonly timeoutMs?: number } = {},
): Promise<Requested> {
  try {
    return { response: await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }) };
  } catch (error) {
    return { failure: codeOfFailure(error) };
  }
}

/** The first bytes of a reply, which is then given up; undefined if none came in time. */
async function readFirstEvent({ body }: Response): Promise<string | undefined> {
  const reader = body?.getReader();
  const chunk = await reader?.read().catch(() => undefined);
  await reader?.cancel().catch(() => undefined);
  return chunk?.value === undefined ? undefined : Buffer.from(chunk.value).toString();
}

async function findRaffleId(response: Response): Promise<string | undefined> {
  const text = await response.text();
  return /"id":"([\w-]+)"/.exec(text)?.[1];
}

function explainUnreachable(publicUrl: string, failure: string): string {
  return /CERT|SIGNED|TLS|SSL/.test(failure)
    ? `The certificate of ${publicUrl} is not trusted here (${failure}). Renew it, or name the authority with NODE_EXTRA_CA_CERTS.`
    : `${publicUrl} cannot be reached from here (${failure}). Start the proxy, and check name, port and firewall.`;
}

function codeOfFailure(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}
