import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server that accepts every mail and keeps none. Its address is printed like a site's. */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onData(stream, _session, done) {
    stream.on('end', () => done());
    stream.resume();
  },
});

server.listen(0, '127.0.0.1', () => {
  console.log(`http://localhost:${(server.server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => process.exit());
