import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { ExecutionContext } from 'ava';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly code: string;
}

export interface MailServer {
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** The next mail, or the one that nobody has taken yet. */
  next(): Promise<ReceivedMail>;
}

/** A real mail server on a free port. It refuses every recipient named `refused`. */
export async function startMailServer(t: ExecutionContext): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  let arrived = () => {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      done(address.startsWith('refused') ? new Error(`no such user: ${address}`) : undefined);
    },
    async onData(stream, { envelope }, done) {
      const text = Buffer.concat((await stream.toArray()) as Buffer[]).toString();
      mails.push({
        from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
        to: envelope.rcptTo.map(({ address }) => address),
        text,
        code: /\b\d{8}\b/.exec(text)?.[0] ?? '',
      });
      done();
      arrived();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  t.teardown(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  let taken = 0;
  const next = async (): Promise<ReceivedMail> => {
    while (mails.length <= taken) {
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
    taken += 1;
    return mails[taken - 1]!;
  };
  return { url: `smtp://127.0.0.1:${port}`, mails, next };
}
