/** Signs checkpoints of raffles' logs. The same text always gets the same signature. */
export interface LogSigner {
  /**
   * @param raffle Whose key to sign with: its public half stands in the log's first entry.
   * @returns Ed25519, 64 bytes.
   * @see RFC 8032 section 5.1.6: signing is deterministic.
   */
  sign(raffle: string, text: Uint8Array): Uint8Array;
}
