import { once } from 'node:events';
import { cpSync, renameSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import type { NoOpReply } from '../servers/no-op.ts';
import type { Figure } from './figure.ts';
import { encodeRequests, readReplyHead, type RequestText } from './http-messages.ts';
import { sendAll, type Run } from './load.ts';
import { cpuOf, rateOf, Rounds } from './rounds.ts';
import { startPeer, startService, type ServerProcess } from './server-process.ts';

/** One kind of request that the service answers. */
export interface RequestKind {
  readonly name: string;
  /** Requests that this service has not seen yet. */
  readonly prepare: (count: number, target: Target) => Requests | Promise<Requests>;
  readonly status: number;
  /** The code of the problem, if the reply is a refusal. */
  readonly code?: string;
  /** The route as Express writes it, for the no-op. */
  readonly route: string;
  /** The smallest ratio to the plain no-op, by CPU time. */
  readonly bar?: number;
  /** Called after each request or load of the service. @throws {Error} if what it stored is wrong. */
  readonly check?: (answered: number, run?: Run) => void;
  /** Requests in one load, if preparing them takes long. Default: as many as take 1.2 seconds. */
  readonly loadSize?: number;
}

type Requests = readonly RequestText[];

/** A service and its data folder. */
export interface Target {
  readonly server: ServerProcess;
  readonly path: string;
}

export interface CompareOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Folder of another built checkout, to compare with on a copy of the data folder. */
  readonly against?: string | undefined;
}

const rounds = 7;
/** Of one load, after the warm-up. */
const seconds = 1.2;
const warmUpRequests = 6_000;

type Side = 'service' | 'plain' | 'twin' | 'sockets' | 'rival';

/**
 * Compares a service with no-ops that answer the same bytes, in interleaved rounds. The figure is the
 * no-op's CPU time per request divided by the service's, so 1 means: as cheap as doing nothing.
 */
export async function compareWithNoOps(
  path: string,
  kinds: readonly RequestKind[],
  { environment = {}, against }: CompareOptions = {},
): Promise<Figure[]> {
  const rivalPath = join(path, 'rival');
  if (against !== undefined) {
    cpSync(path, `${path}-rival`, { recursive: true });
    renameSync(`${path}-rival`, rivalPath);
  }
  const service = { path, server: await startService(path, { environment }) };
  const rival = against && {
    path: rivalPath,
    server: await startService(rivalPath, { environment, checkout: resolve(against) }),
  };
  const figures: Figure[] = [];
  for (const kind of kinds) figures.push(...(await compare(kind, service, rival || undefined)));
  await service.server.stop();
  if (rival) await rival.server.stop();
  return figures;
}

async function compare(kind: RequestKind, service: Target, rival?: Target): Promise<Figure[]> {
  const noOps = await startNoOps(kind, service);
  const servers = { service: service.server, ...noOps, ...(rival && { rival: rival.server }) };
  const prepare = (side: Side, count: number) =>
    kind.prepare(count, side === 'rival' ? rival! : service);
  /** A no-op may see a request again. */
  const some = await prepare('service', Math.min(warmUpRequests, kind.loadSize ?? Infinity));
  const send = async (side: Side, count: number): Promise<Run> => {
    const requests = side in noOps ? repeat(some, count) : await prepare(side, count);
    const run = await sendAll(servers[side]!, requests, kind.status);
    if (side === 'service') kind.check?.(count, run);
    return run;
  };
  const loads = {} as Record<Side, () => Promise<Run>>;
  for (const side of Object.keys(servers) as Side[]) {
    const warmUp = Math.min(warmUpRequests, kind.loadSize ?? Infinity);
    await send(side, warmUp);
    const { perSecond } = await send(side, warmUp);
    const full = Math.round(seconds * perSecond);
    loads[side] = () => send(side, side in noOps ? full : (kind.loadSize ?? full));
  }
  const found = new Rounds<Side>();
  await found.measure(rounds, loads);
  for (const server of Object.values(noOps)) await server.stop();
  return toFigures(kind, found, rival !== undefined);
}

function repeat<Item>(items: readonly Item[], count: number): Item[] {
  return Array.from({ length: count }, (_, index) => items[index % items.length]!);
}

function toFigures({ name, bar }: RequestKind, found: Rounds<Side>, hasRival: boolean): Figure[] {
  const cpu = (side: Side) => `${found.median(side, cpuOf).toFixed(1)} µs`;
  const rate = (side: Side) => found.median(side, rateOf).toFixed(0);
  const figures = [
    {
      name: `${name}: plain no-op / service`,
      ...found.ratios('plain', 'service', cpuOf).toFigure(bar === undefined ? bar : { least: bar }),
      note: [
        `CPU ${cpu('plain')} / ${cpu('service')}`,
        `with the service's sockets ${cpu('sockets')}: ${found.ratios('sockets', 'service', cpuOf).describe()}`,
        `rate ${found.ratios('service', 'plain', rateOf).describe()}, ${rate('service')} / ${rate('plain')} a second`,
        found.extent,
      ].join('; '),
    },
    {
      name: `${name}: plain no-op / itself`,
      ...found.ratios('twin', 'plain', cpuOf).toFigureOfSame(),
      note: `CPU ${cpu('twin')} / ${cpu('plain')}, in two processes`,
    },
  ];
  if (!hasRival) return figures;
  const against = {
    name: `${name}: other checkout / this one`,
    ...found.ratios('rival', 'service', cpuOf).toFigure(),
    note: `CPU ${cpu('rival')} / ${cpu('service')}`,
  };
  return [...figures, against];
}

async function startNoOps(kind: RequestKind, service: Target) {
  const [request] = await kind.prepare(1, service);
  const sample = await fetchSample(service.server, request!);
  kind.check?.(1);
  const body = sample.body === '' ? undefined : (JSON.parse(sample.body) as { code?: string });
  if (body?.code !== kind.code) throw new Error(`${kind.name}: answered ${sample.body}`);
  const reply: NoOpReply = {
    method: request!.method === 'POST' ? 'post' : 'get',
    path: kind.route,
    status: kind.status,
    ...(body !== undefined && { body }),
    paddingBytes: 0,
    sockets: 'express',
  };
  const start = (options: Partial<NoOpReply>) =>
    startPeer('no-op.ts', [JSON.stringify({ ...reply, ...options })]);
  const unpadded = await start({});
  const { headBytes } = await fetchSample(unpadded, request!);
  await unpadded.stop();
  const paddingBytes = Math.max(0, sample.headBytes - headBytes);
  return {
    plain: await start({ paddingBytes }),
    twin: await start({ paddingBytes }),
    sockets: await start({ paddingBytes, sockets: 'service' }),
  };
}

/** Sends one request and reads the whole reply. */
async function fetchSample({ url }: ServerProcess, request: RequestText) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(encodeRequests(url, [request]).bytes);
  let bytes = Buffer.alloc(0);
  for (;;) {
    const [part] = (await once(socket, 'data')) as [Buffer];
    bytes = Buffer.concat([bytes, part]);
    const head = readReplyHead(bytes);
    if (head === undefined || bytes.length < head.headBytes + head.bodyBytes) continue;
    socket.destroy();
    return { headBytes: head.headBytes, body: bytes.subarray(head.headBytes).toString() };
  }
}
