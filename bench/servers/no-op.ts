import type { AddressInfo } from 'node:net';
import express from 'express';

/** Reads a JSON body and sends a fixed reply; it checks and stores nothing. */
const answer: unknown = JSON.parse(process.argv[2]!);
const app = express();

app.use(express.json());
app.post('/api/raffles/:id/tickets', (_request, response) => {
  response.status(201).json(answer);
});

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://localhost:${(server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => process.exit());
