import { createHash } from 'node:crypto';
import { roundToSeal, timeOfRound, type Beacon, type BeaconChain } from '#proof/beacon.ts';
import { fromHex, toHex, utf8 } from '#proof/bytes.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { drawLength, orderPicks } from '#proof/draw-order.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { commitTo, openSeal, type Seal } from '#proof/sealed-draw.ts';
import { makeChain } from './beacon-chain.ts';
import { testLogKey } from './log-key.ts';
import { StoryPool, type PoolTicket } from './story-pool.ts';

export const sealedLogKey = testLogKey('raffle.example/raffles/spring');
export const sealedChain = makeChain({ leadSeconds: 30 });

/** An entry's members. */
export type Entry = Record<string, Json>;

/** The request that an operator signed for some entries. */
export interface StoryRequest {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: Json;
  readonly at: string;
}

/** An entry, and who asked for it: `null` the service, undefined a participant. */
export interface Told {
  readonly entry: Entry;
  readonly request: StoryRequest | null | undefined;
}

/** What the opening says; everything has a default. */
export type OpeningFacts = Readonly<Record<string, Json>>;

/** How the draw is sealed; everything has a default. */
export interface SealFacts {
  /** The operator's share of each pick. Of a `local` raffle, the picks. */
  readonly r?: readonly number[];
  readonly nonce?: string;
  /** Minimum time from the closing to the sealed round. */
  readonly leadSeconds?: number;
  /** The chain that it is sealed to; only the test chain has beacons to draw with. */
  readonly chain?: BeaconChain;
  /** Replaces the beacon of the chain. */
  readonly beacon?: Beacon;
}

const openingDefaults = {
  title: 'Spring fair',
  capacity: 100,
  perPersonLimit: 2,
  randomness: 'local',
  prizes: ['Prize'],
  reserves: 0,
};
const defaultNonce = '5a'.repeat(32);
const raffle = 'spring';
const path = `/api/admin/raffles/${raffle}`;
const storyStart = '2026-03-01T09:00:00.000Z';

/**
 * Tells the log of raffle `spring` step by step, with correct numbers, counts, seals and draws. It
 * applies no rule, so it can tell lies: whatever a step says in `lie` replaces members of its entry.
 * Times go on by one minute per step; `at()` sets the clock.
 */
export class RaffleStory {
  readonly told: Told[] = [];
  readonly #pool = new StoryPool();
  readonly #seal: SealFacts;
  #now = Date.parse(storyStart);
  #rules: Readonly<Record<string, Json>>;

  constructor(opening: OpeningFacts = {}, seal: SealFacts = {}) {
    this.#seal = seal;
    const { id: _, chainHash = sealedChain.hash, rehearsal, ...given } = opening;
    const rules: Entry = { ...openingDefaults, ...given };
    if (rules['randomness'] === 'drand') rules['chainHash'] = chainHash;
    if (rehearsal === true) rules['rehearsal'] = true;
    rules['title'] = ((rules['title'] ?? '') as string).trim();
    this.#rules = rules;
    const { chainHash: __, ...requested }: Entry = { title: openingDefaults.title, ...opening };
    const request = this.#request('POST', '/api/admin/raffles', requested);
    const logKey = sealedLogKey.verifierKey;
    this.#tell('raffle-opened', { schema: 2, raffle, ...rules, logKey }, request);
  }

  /** Sets the clock for the next steps. */
  at(time: string): this {
    this.#now = Date.parse(time);
    return this;
  }

  /** Sells the lowest free numbers to a participant. */
  sell(holder: string, quantity = 1, lie: Entry = {}): this {
    for (let count = 0; count < quantity; count += 1) {
      this.#tell('ticket-sold', { number: this.#pool.lowestFree(), holder, ...lie }, undefined, 0);
    }
    return this.#tick();
  }

  /** Sells the lowest free numbers at the desk. */
  sellAtDesk(holder: string, quantity = 1, lie: Entry = {}): this {
    const request = this.#request('POST', `${path}/sales`, { quantity, buyer: { name: 'Mia' } });
    for (let count = 0; count < quantity; count += 1) {
      const number = this.#pool.lowestFree();
      this.#tell('ticket-sold', { number, holder, desk: true, ...lie }, request, 0);
    }
    return this.#tick();
  }

  /** Voids tickets by one request. */
  void(numbers: readonly number[], reason = 'unpaid', lie: Entry = {}): this {
    const request = this.#request('POST', `${path}/voids`, { numbers, reason });
    for (const number of numbers)
      this.#tell('ticket-voided', { number, reason, ...lie }, request, 0);
    return this.#tick();
  }

  amend(changes: Entry): this {
    const { chainHash: _, ...body } = changes;
    this.#rules = { ...this.#rules, ...changes };
    return this.#tell('raffle-amended', changes, this.#request('PATCH', path, body));
  }

  close(cause = 'order', lie: Entry = {}): this {
    const steps: Readonly<Record<string, string>> = { order: 'close', draw: 'draw' };
    const step = steps[cause];
    const request = step === undefined ? null : this.#request('POST', `${path}/${step}`);
    return this.#close(cause, request, { lie, more: 60_000 });
  }

  /** Draws; a `local` raffle can be closed by the same request. */
  draw(lie: Entry = {}, { closes = false } = {}): this {
    const request = this.#request('POST', `${path}/draw`);
    if (closes) this.#close('draw', request, { lie: {}, more: 0 });
    const pool = this.pool();
    const ticketCount = pool.length;
    const seal = this.#entryOf('raffle-closed')?.['seal'] as Seal | undefined;
    const { indexes, ...revealed } =
      seal === undefined
        ? { indexes: orderPicks(ticketCount, this.#shares()) }
        : this.#reveal(seal);
    const order = indexes.map((index) => this.drawnTicket(index));
    return this.#tell('raffle-drawn', { ticketCount, order, ...revealed, ...lie }, request);
  }

  claim(prize: number, ticketNumber: number, lie: Entry = {}): this {
    const request = this.#request('POST', `${path}/prizes/${prize}/claim`, { ticketNumber });
    return this.#tell('prize-claimed', { prize, ticketNumber, ...lie }, request);
  }

  forfeit(prize: number, ticketNumber: number, reason: string, lie: Entry = {}): this {
    const body = { ticketNumber, reason };
    const request = this.#request('POST', `${path}/prizes/${prize}/forfeit`, body);
    return this.#tell('prize-forfeited', { prize, ...body, ...lie }, request);
  }

  cancel(reason = 'The hall burnt down'): this {
    return this.#tell(
      'raffle-cancelled',
      { reason },
      this.#request('POST', `${path}/cancel`, { reason }),
    );
  }

  get entries(): readonly Entry[] {
    return this.told.map(({ entry }) => entry);
  }

  /** The entries as lines. */
  get lines(): readonly string[] {
    return this.entries.map((entry) => canonicalJson(entry));
  }

  /** The valid tickets in number order, each with the log index of its sale. */
  pool(): PoolTicket[] {
    return this.#pool.list();
  }

  /** The ticket at a position of the pool, as the order of the draw names it. */
  drawnTicket(index: number): Entry {
    const { number, holder, sale } = this.pool()[index]!;
    return { index, ticketNumber: number, holder, sale };
  }

  #close(
    cause: string,
    request: StoryRequest | null,
    { lie, more }: { lie: Entry; more: number },
  ): this {
    const ticketCount = this.#pool.size;
    const isSealed = this.#rules['randomness'] === 'drand' && ticketCount > 0;
    const sealed = isSealed ? { seal: this.#sealOver() } : {};
    return this.#tell('raffle-closed', { ticketCount, cause, ...sealed, ...lie }, request, more);
  }

  /** The shares of the picks; the same few ones by default. */
  #shares(): number[] {
    const ticketCount = this.#pool.size;
    const { prizes, reserves } = this.#rules as { prizes: string[]; reserves: number };
    const length = drawLength(ticketCount, { prizes, reserves });
    const { r = [3, 0, 1, 2] } = this.#seal;
    return Array.from({ length }, (_, pick) => (r[pick % r.length] ?? 0) % (ticketCount - pick));
  }

  #sealOver(): Entry {
    const { nonce = defaultNonce, chain = sealedChain } = this.#seal;
    const { leadSeconds = chain.leadSeconds } = this.#seal;
    const round = roundToSeal({ ...chain, leadSeconds }, this.#now);
    return {
      root: toHex(treeOf(this.lines).root()),
      commitment: commitTo(raffle, { r: this.#shares(), nonce }),
      chainHash: chain.hash,
      round,
      publishedAt: new Date(timeOfRound(chain, round) * 1000).toISOString(),
    };
  }

  #reveal(seal: Seal) {
    const { nonce = defaultNonce } = this.#seal;
    const r = this.#shares();
    const beacon = { ...(this.#seal.beacon ?? sealedChain.beacon(seal.round)), round: seal.round };
    const randomness = fromHex(beacon.randomness, 32)!;
    const pool = { raffle, ticketCount: this.#pool.size, drawLength: r.length };
    const indexes = openSeal(pool, seal, { r, nonce, randomness });
    return { indexes, reveal: { r, nonce, beacon } };
  }

  #entryOf(type: string): Entry | undefined {
    return this.entries.findLast((entry) => entry['type'] === type);
  }

  #request(method: 'POST' | 'PATCH', path: string, body?: Json): StoryRequest {
    const at = new Date(this.#now).toISOString();
    return { method, path, at, ...(body === undefined ? {} : { body }) };
  }

  #tell(
    type: string,
    members: Entry,
    request: StoryRequest | null | undefined,
    more = 60_000,
  ): this {
    const at = new Date(this.#now).toISOString();
    const entry = { type, ...members, at: members['at'] ?? at };
    this.#pool.follow(entry, this.told.length);
    this.told.push({ entry, request });
    return this.#tick(more);
  }

  #tick(more = 60_000): this {
    this.#now += more;
    return this;
  }
}

/** The Merkle tree over lines. */
export function treeOf(lines: readonly string[]): MerkleTree {
  const tree = new MerkleTree((bytes) => createHash('sha256').update(bytes).digest());
  for (const line of lines) tree.append(utf8(line));
  return tree;
}
