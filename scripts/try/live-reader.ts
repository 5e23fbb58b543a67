import { setTimeout as delay } from 'node:timers/promises';

/** How long a change may take to reach a reader. */
const liveMsMax = 5_000;

/** A live stream of one raffle. */
export class LiveReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  private constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.#reader = reader;
  }

  static async open(publicUrl: string, raffleId: string): Promise<LiveReader> {
    const { body } = await fetch(`${publicUrl}/api/raffles/${raffleId}/stream`);
    if (body === null) throw new Error('The live stream has no body.');
    return new LiveReader(body.getReader());
  }

  /**
   * Reads events until one has the text.
   *
   * @throws {Error} None arrives in time.
   */
  async waitFor(wanted: string): Promise<void> {
    let text = '';
    const startedAt = performance.now();
    while (!text.includes(wanted)) {
      const chunk = await Promise.race([this.#reader.read(), delay(liveMsMax)]);
      if (chunk?.value === undefined || performance.now() - startedAt > liveMsMax) {
        throw new Error(`No event with ${wanted} arrived within ${liveMsMax} ms.`);
      }
      text += Buffer.from(chunk.value).toString();
    }
  }

  close(): Promise<void> {
    return this.#reader.cancel();
  }
}
