/** The store cannot do what was asked; the reason is not in the rules. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
  readonly code: 'overloaded' | 'outcome-unknown';

  constructor(code: 'overloaded' | 'outcome-unknown', message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
