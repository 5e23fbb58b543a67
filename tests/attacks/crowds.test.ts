import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'ava';
import { notePurchase } from '../../services/raffle/http/limits/event-loop-turns.ts';
import { startTestService } from '../support/service.ts';

const paths = {
  'consistency proofs': '/api/raffles/demo/consistency?from=1&to=1',
  'a raffle': '/api/raffles/demo',
  'a page': '/docs',
};
const clientCount = 64;
/** Notes a purchase that is recent also if the machine pauses. */
const sellOn = () => notePurchase(performance.now() + 60_000);

for (const [what, path] of Object.entries(paths)) {
  test.serial(
    `many simultaneous requests for ${what} are spread over many turns of the event loop while tickets are sold`,
    async (t) => {
      let answeredInTurn = 0;
      const counts: number[] = [];
      const { url } = await startTestService(t, {
        log: (line) => {
          if (line.includes('request completed')) answeredInTurn += 1;
        },
      });
      const { port, host } = new URL(url);
      const sockets = Array.from({ length: clientCount }, () => connect(Number(port), '127.0.0.1'));
      t.teardown(() => sockets.forEach((socket) => socket.destroy()));
      const closed = sockets.map(async (socket) => {
        await once(socket, 'close');
        throw new Error('The service has closed a connection.');
      });
      const askAll = async (target: string) => {
        const answers = sockets.map((socket) => once(socket, 'data'));
        for (const socket of sockets) {
          socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
        }
        await Promise.race([Promise.all(answers), ...closed]);
      };
      // The service accepts one connection in a turn, so only the second round arrives at once. The
      // first one is short, because the service closes a connection that waits for some seconds.
      await askAll('/readyz');
      answeredInTurn = 0;
      sellOn();
      let next = setImmediate(function count() {
        sellOn();
        counts.push(answeredInTurn);
        answeredInTurn = 0;
        next = setImmediate(count);
      });
      await askAll(path);
      clearImmediate(next);
      t.true(Math.max(...counts) <= 2, `${Math.max(...counts)} in one turn`);
      t.true(counts.reduce((sum, count) => sum + count) >= clientCount - 2);
    },
  );
}
