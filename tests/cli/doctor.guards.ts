import type { Guard } from '../support/guards/guard.ts';

const folder = 'services/raffle/doctor';
const test = 'tests/cli/doctor.test.ts';
const resuming = {
  file: 'cli/commands/resume-witness.ts',
  test: 'tests/cli/doctor-witnesses.test.ts',
};
const proxy = { file: `${folder}/check-proxy.ts`, test: 'tests/cli/doctor-proxy.test.ts' };

export const guards: Record<string, Guard> = {
  'the forged address that a proxy passes on': {
    ...proxy,
    guard: 'addresses.length - 1 - addresses.lastIndexOf(forgedAddress)',
    without: 'addresses.length',
    match: 'doctor finds a proxy with which clients*',
  },
  'the answer of the program on the port': {
    file: `${folder}/check-port.ts`,
    test,
    guard: `(await reply.text()) === '{"status":"alive"}'`,
    without: "(await reply.text()) !== ''",
    match: 'doctor finds another program*',
  },
  'the port that another program has': {
    file: `${folder}/check-port.ts`,
    test,
    guard: "server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'no code'));",
    without: "server.once('error', () => resolve(undefined));",
    match: 'doctor finds another program*',
  },
  'the number of proxies': {
    ...proxy,
    guard: 'if (added === proxyHops)',
    without: 'if (added > 0)',
    match: 'doctor finds a number of proxies*',
  },
  'the event that a proxy must deliver at once': {
    ...proxy,
    guard: ' && !probe.isHeldBack;',
    without: ';',
    match: 'doctor finds a proxy that holds streams back*',
  },
  'the clock that is compared with the beacon': {
    file: `${folder}/check-network.ts`,
    test,
    guard: "if (clock.kind === 'right') {",
    without: "if (clock.kind !== 'unchecked') {",
    match: 'doctor finds a clock*',
  },
  'the name of a variable that is ignored': {
    file: 'services/raffle/config/env-reader.ts',
    test,
    guard: '!this.#known.has(name)',
    without: 'false',
    match: 'doctor warns of a variable*',
  },
  'the answer that only a witness gives': {
    file: `${folder}/check-witnesses.ts`,
    test: 'tests/cli/doctor-witnesses.test.ts',
    guard: 'if (reply.status === malformed)',
    without: 'if (reply.status >= malformed)',
  },
  'the alarms of witnesses': {
    file: `${folder}/check-witnesses.ts`,
    test: 'tests/cli/doctor-witnesses.test.ts',
    guard: '...alarms.map((alarm) => describeAlarm(alarm, policy)),',
    without: '',
  },
  'the raffle that is typed before an alarm is cleared': {
    ...resuming,
    guard: 'await confirmResuming(context, request, size);',
    without: '',
    match: 'doctor clears the alarm*',
  },
  'the service that uses the folder, which clears the alarm itself': {
    ...resuming,
    guard: "error.code === 'in-use'",
    without: 'false',
    match: 'doctor asks a running service*',
  },
  'the database, whose service clears the alarm': {
    ...resuming,
    guard: 'if (databaseUrl !== undefined) return undefined;',
    without: '',
    match: 'doctor asks a running service*',
  },
  'the witness that a running service does not ask': {
    ...resuming,
    guard: 'if (alarm === undefined) await requireAsked(client);',
    without: '',
    match: 'doctor asks a running service*',
  },
  'the raffle that an alarm is about': {
    file: 'cli/commands/doctor.ts',
    test: 'tests/cli/doctor-witnesses.test.ts',
    guard: '(witness === undefined) !== (raffle === undefined)',
    without: 'false',
    match: 'doctor takes the witness*',
  },
  'the folder that cannot be read': {
    file: 'services/raffle/stores/lowdb/folder-layout.ts',
    test,
    guard: "if (codeOf(cause) === 'ENOENT') return true;",
    without: 'return true;',
    match: 'doctor names a data folder that is not one*',
  },
  'the login at the mail server': {
    file: `${folder}/check-network.ts`,
    test,
    guard: 'await mailer.requireReachable();',
    without: 'await mailer.requireReachable().catch(() => {}); break;',
    match: 'doctor connects to the mail server*',
  },
  'the secret with which a database began': {
    file: `${folder}/check-database.ts`,
    test,
    guard: 'row.digest.equals(digest)',
    without: 'row.digest.length > 0',
    match: 'doctor examines a database*',
  },
  'the flushes of a database': {
    file: `${folder}/check-database.ts`,
    test,
    guard: "row?.fsync !== 'on' || row.full !== 'on'",
    without: 'row === undefined',
    match: 'doctor examines a database*',
  },
  'the exit code of a fault': {
    file: 'cli/commands/doctor.ts',
    test,
    guard: 'return faults > 0 ? exitCodes.notValid : exitCodes.done;',
    without: 'return exitCodes.done;',
    match: 'doctor prints all faults*',
  },
};
