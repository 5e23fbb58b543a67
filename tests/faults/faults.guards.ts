import type { Guard } from '../support/guards/guard.ts';

const lowdb = 'services/raffle/stores/lowdb';
const powerCuts = { test: 'tests/faults/power-cuts.test.ts', match: '*a power cut can leave*' };

export const guards: Record<string, Guard> = {
  'the errors of a start that nothing catches': {
    file: 'services/raffle/main.ts',
    guard: "process.on('uncaughtException', endAfterFault);",
    without: '',
    test: 'tests/faults/start-faults.test.ts',
  },
  'the flush before the answer': {
    ...powerCuts,
    file: `${lowdb}/journal-file.ts`,
    guard: 'await flushed;',
    without: 'void flushed;',
  },
  'the flush of a file before its rename': {
    ...powerCuts,
    file: `${lowdb}/durable-file.ts`,
    guard: 'await handle.writeFile(bytes);\n    await handle.sync();',
    without: 'await handle.writeFile(bytes);',
  },
  'the flush of the folder after a rename': {
    ...powerCuts,
    file: `${lowdb}/durable-file.ts`,
    guard: 'catch(() => undefined);\n  }\n  await syncFolder(dirname(path));',
    without: 'catch(() => undefined);\n  }',
  },
  'the alignment of a slot to its sector': {
    ...powerCuts,
    file: `${lowdb}/checkpoint-file.ts`,
    guard: 'const slotOffsets = [0, 4096] as const;',
    without: 'const slotOffsets = [100, 100] as const;',
  },
  'the checkpoint that allows either journal during a replacement': {
    ...powerCuts,
    file: `${lowdb}/journal-file.ts`,
    guard: 'this.#checkpointFile.write({ ...next, or: this.#checkpoint(undefined) });',
    without: 'this.#checkpointFile.write(next);',
  },
  'the start on a tail damaged in the middle': {
    ...powerCuts,
    file: `${lowdb}/journal-scan.ts`,
    guard: 'if (!hasLaterBatch(rest)) return undefined;',
    without: 'if (!hasLaterBatch(rest) && !rest.includes(0)) return undefined;',
  },
  'the confirmation of a repair': {
    file: 'cli/commands/repair.ts',
    guard: 'await confirmRepair(context, request, refused);',
    without: '',
    test: 'tests/cli/repair.test.ts',
    match: 'repair changes nothing*',
  },
  'the refusal of changes while a commit waits for the standby': {
    file: 'services/raffle/stores/postgres/standby-watch.ts',
    guard:
      'if (commits > 0) throw overloaded(new Error(`${commits} commits wait for the standby.`));',
    without: '',
    test: 'tests/faults/gone-standby.test.ts',
    match: 'while the synchronous standby*',
  },
  'the finding that no standby is connected': {
    file: 'services/raffle/doctor/check-database.ts',
    guard: "names !== '' && connected === 0",
    without: 'false',
    test: 'tests/faults/gone-standby.test.ts',
    match: 'while the synchronous standby*',
  },
};
