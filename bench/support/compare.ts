import { once } from 'node:events';
import { connect } from 'node:net';
import type { NoOpReply } from '../servers/no-op.ts';
import type { Figure } from './figure.ts';
import { encodeRequests, readReplyHead, type RequestText } from './http-messages.ts';
import { sendAll, type Run } from './load.ts';
import { median, spread } from './pairs.ts';
import { startPeer, type ServerProcess } from './server-process.ts';

/** One kind of request that the service answers. */
export interface RequestKind {
  readonly name: string;
  readonly service: ServerProcess;
  /** Requests that have not been sent yet, for this many replies. */
  readonly prepare: (count: number) => Promise<readonly RequestText[]> | readonly RequestText[];
  readonly status: number;
  /** The route as Express writes it, for the no-op. */
  readonly route: string;
  /** The smallest ratio to the plain no-op, by CPU time. */
  readonly bar?: number;
  /** Called after each load of the service. @throws {Error} if what it stored is wrong. */
  readonly check?: (answered: number) => Promise<void> | void;
  /** The service of another checkout, with a data folder of its own. */
  readonly rival?: ServerProcess;
}

const rounds = 7;
/** Of one load, after the warm-up. */
const seconds = 1.2;
const warmUpRequests = 6_000;
/** A load whose server had less of its core is void: something else was the limit. */
const busyShareMin = 0.9;
const attempts = 4;

type Side = 'service' | 'plain' | 'twin' | 'sockets' | 'rival';
type Found = Partial<Record<Side, Run>>;

/**
 * Compares the service with no-ops that answer the same bytes, in interleaved rounds. The figure is the
 * no-op's CPU time per request divided by the service's, so 1 means: as cheap as doing nothing.
 */
export async function compareWithNoOps(kind: RequestKind): Promise<Figure[]> {
  const servers = { service: kind.service, ...(await startNoOps(kind)) };
  const sides = [...Object.keys(servers), ...(kind.rival ? ['rival'] : [])] as Side[];
  const send = async (side: Side, count: number): Promise<Run> => {
    const server = side === 'rival' ? kind.rival! : servers[side];
    const run = await sendAll(server, await kind.prepare(count), kind.status);
    if (side === 'service') await kind.check?.(count);
    return run;
  };
  const counts: Partial<Record<Side, number>> = {};
  for (const side of sides) {
    await send(side, warmUpRequests);
    counts[side] = Math.round(seconds * (await send(side, warmUpRequests)).perSecond);
  }
  let voids = 0;
  const found: Found[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const runs: Found = {};
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      for (let attempt = 0; attempt < attempts && runs[side] === undefined; attempt += 1) {
        const run = await send(side, counts[side]!);
        if (run.busyShare >= busyShareMin) runs[side] = run;
        else {
          voids += 1;
          console.error(`  void: ${side}, ${describeShares(run)}`);
        }
      }
    }
    found.push(runs);
  }
  for (const side of ['plain', 'twin', 'sockets'] as const) await servers[side].stop();
  return toFigures(kind, found, voids);
}

const byCpu = (ours: Run, theirs: Run) => theirs.cpuUs / ours.cpuUs;
const byRate = (ours: Run, theirs: Run) => ours.perSecond / theirs.perSecond;

function toFigures(kind: RequestKind, found: readonly Found[], voids: number): Figure[] {
  const ratio = (side: Side, other: Side, of: (ours: Run, theirs: Run) => number) =>
    found.flatMap((runs) => {
      const [ours, theirs] = [runs[side], runs[other]];
      return ours === undefined || theirs === undefined ? [] : [of(ours, theirs)];
    });
  const middle = (side: Side, of: (run: Run) => number) =>
    median(found.flatMap((runs) => (runs[side] === undefined ? [] : [of(runs[side])])));
  const cpu = (side: Side) => middle(side, ({ cpuUs }) => cpuUs).toFixed(0);
  const rate = (side: Side) => middle(side, ({ perSecond }) => perSecond).toFixed(0);
  const main = ratio('service', 'plain', byCpu);
  const rates = ratio('service', 'plain', byRate);
  const twins = ratio('twin', 'plain', byCpu);
  const figure = {
    name: `${kind.name} / plain no-op`,
    found: median(main).toFixed(2),
    spread: spread(main, 2),
    ...(kind.bar !== undefined && { bar: `at least ${kind.bar}`, isMet: median(main) >= kind.bar }),
    note: [
      `CPU ${cpu('service')} against ${cpu('plain')} µs`,
      `rate ${median(rates).toFixed(2)} (${spread(rates, 2)}), ${rate('service')} against ${rate('plain')} a second`,
      `no-op with the service's sockets ${cpu('sockets')} µs: ${median(ratio('service', 'sockets', byCpu)).toFixed(2)}`,
      `no-op / itself ${spread(twins, 2)}`,
      `${main.length} rounds, ${voids} void loads`,
    ].join('; '),
  };
  if (kind.rival === undefined) return [figure];
  const rivals = ratio('service', 'rival', byCpu);
  return [
    figure,
    {
      name: `${kind.name}: other checkout / this one`,
      found: median(rivals).toFixed(2),
      spread: spread(rivals, 2),
      note: `CPU ${cpu('rival')} against ${cpu('service')} µs`,
    },
  ];
}

async function startNoOps(kind: RequestKind) {
  const [request] = await kind.prepare(1);
  const sample = await fetchSample(kind.service, request!);
  await kind.check?.(1);
  const reply: NoOpReply = {
    method: request!.method === 'POST' ? 'post' : 'get',
    path: kind.route,
    status: kind.status,
    ...(sample.body !== '' && { body: JSON.parse(sample.body) as unknown }),
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

function describeShares({ busyShare, idleShare }: Run): string {
  return `the server had ${busyShare.toFixed(2)} of its core, which was idle for ${idleShare.toFixed(2)}`;
}
