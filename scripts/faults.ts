import { spawn } from 'node:child_process';

/**
 * Runs the fault tests thoroughly: thousands of power cuts, every call failed and killed once, a
 * witness and a service that asks one, each killed fifty times, processes that are killed in turn for a
 * minute, databases that die or restart under load, and ten rounds of 2,000 buyers at three processes.
 * `npm run faults -- 50` tries 50 states after each call.
 */
const states = process.argv[2] ?? '20';
const ava = spawn(
  'ava',
  [
    '--timeout=60m',
    'tests/faults/power-cuts.test.ts',
    'tests/faults/service-power-cuts.test.ts',
    'tests/witness/crashes.test.ts',
    'tests/faults/databases.test.ts',
    'tests/stores/postgres/lost-database.test.ts',
    'tests/stores/postgres/processes.test.ts',
    'tests/witness/asking-crashes.test.ts',
  ],
  {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, RAFFLE_FAULT_STATES: states, RAFFLE_TESTS: 'full' },
  },
);
ava.on('close', (code) => {
  process.exitCode = code ?? 1;
});
