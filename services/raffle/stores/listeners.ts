/** Functions that are called with each value. An error of one affects neither the others nor the caller. */
export class Listeners<Value> {
  readonly #listeners = new Set<(value: Value) => void>();
  readonly #onError: (cause: unknown, value: Value) => void;

  /** @param onError Takes what a listener threw. */
  constructor(onError: (cause: unknown, value: Value) => void) {
    this.#onError = onError;
  }

  /** @returns Ends the subscription. */
  add(listener: (value: Value) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notify(value: Value): void {
    for (const listener of this.#listeners) {
      try {
        listener(value);
      } catch (cause) {
        this.#onError(cause, value);
      }
    }
  }
}
