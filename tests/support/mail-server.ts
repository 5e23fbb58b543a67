import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { ExecutionContext } from 'ava';
import { SMTPServer } from 'smtp-server';
import { waitFor } from './wait-limit.ts';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly code: string;
}

export interface MailServer {
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** Names that clients sent with EHLO. */
  readonly greetings: readonly string[];
  /** Number of connections so far, refused ones included. */
  readonly connections: () => number;
  /**
   * Returns the oldest mail not yet returned, or waits for the next one.
   *
   * @throws {Error} No mail came for `waitMsMax`.
   */
  next(): Promise<ReceivedMail>;
  stop(): Promise<void>;
}

export interface MailServerOptions {
  /** 0 chooses a free port. */
  readonly port?: number;
  /** Maximum number of connections at a time; a further one is refused with 421. */
  readonly connectionsMax?: number;
  /** Number of recipients refused with 450 before the first one is accepted. */
  readonly refusedForNow?: number;
  /** Runs when a mail is complete; the server accepts it afterwards. */
  readonly beforeReply?: (mail: ReceivedMail) => Promise<void>;
}

/** Starts a real mail server on loopback. It permanently refuses recipients named `refused`. */
export async function startMailServer(
  t: ExecutionContext,
  { port = 0, connectionsMax, refusedForNow = 0, beforeReply }: MailServerOptions = {},
): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const greetings: string[] = [];
  let refusals = 0;
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 100,
    ...(connectionsMax === undefined ? {} : { maxClients: connectionsMax }),
    onMailFrom(_address, { hostNameAppearsAs }, done) {
      greetings.push(hostNameAppearsAs);
      done();
    },
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('refused')) return done(new Error(`no such user: ${address}`));
      refusals += 1;
      if (refusals > refusedForNow) return done();
      done(Object.assign(new Error('Try again later'), { responseCode: 450 }));
    },
    async onData(stream, { envelope }, done) {
      const text = Buffer.concat((await stream.toArray()) as Buffer[]).toString();
      const mail = {
        from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
        to: envelope.rcptTo.map(({ address }) => address),
        text,
        code: /^\d{8}\r?$/m.exec(text)?.[0].trim() ?? '',
      };
      mails.push(mail);
      await beforeReply?.(mail);
      done();
    },
  });
  server.server.on('connection', () => (connections += 1));
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const { port: listening } = server.server.address() as AddressInfo;
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  t.teardown(stop);
  let taken = 0;
  const next = async (): Promise<ReceivedMail> =>
    waitFor('a mail', () => {
      const mail = mails[taken];
      if (mail !== undefined) taken += 1;
      return mail;
    });
  const url = `smtp://127.0.0.1:${listening}`;
  return { url, mails, greetings, connections: () => connections, next, stop };
}
