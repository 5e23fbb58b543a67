import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readNoteText } from '#proof/signed-note.ts';
import { cosign } from '#proof/cosignature.ts';
import { testWitness } from '../../tests/support/witness-key.ts';

/** A witness that cosigns whatever it is sent. Its key follows from the seed that is its parameter. */
const { key, signBytes: sign } = testWitness('bench', Number(process.argv[2]));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = Buffer.concat((await request.toArray()) as Buffer[]).toString('utf8');
  const text = readNoteText(body.slice(body.indexOf('\n\n') + 2));
  response.end(cosign(text, { key, time: Math.floor(Date.now() / 1000), sign }));
}

const server = createServer((request, response) => void answer(request, response));

server.listen(0, '127.0.0.1', () => {
  console.log(`http://localhost:${(server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => process.exit());
