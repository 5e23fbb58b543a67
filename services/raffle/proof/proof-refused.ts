/** What is wrong with something that should prove something. Stable: programs branch on it. */
export type ProofFault =
  | 'malformed'
  | 'not-signed'
  | 'signature-wrong'
  | 'other-log'
  | 'not-included'
  | 'not-consistent'
  | 'beacon-wrong'
  | 'seal-broken';

/** Something does not prove what it should. */
export class ProofRefused extends Error {
  override name = 'ProofRefused';
  readonly code: ProofFault;

  /** @param message One sentence: what was found, and what should have been. */
  constructor(code: ProofFault, message: string) {
    super(message);
    this.code = code;
  }
}
