/**
 * Base class of all errors that this project throws on purpose. Catch sites compare `code` and never
 * the message. A code is stable: logs, programs and, where it is a problem code, the wire rely on it.
 */
export abstract class CodedError<Code extends string = string> extends Error {
  readonly code: Code;

  /**
   * @param message Sentences for a person: what happened, and what to do next.
   * @param options `cause`: the error that led to this one.
   */
  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
