import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import test from 'ava';
import { ConfigurationFaulty } from '../../services/raffle/config.ts';
import { limits } from '../../services/raffle/config/limits.ts';
import { journalExitCodes } from '../../services/raffle/stores/lowdb/journal-error.ts';

const path = join(import.meta.dirname, '..', '..', 'packaging', 'raffle.service');
const unit = readFileSync(path, 'utf8');

function settingOf(name: string): string | undefined {
  return new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1];
}

test('the systemd unit restarts the service after a disk failure, but not after faults that a person must fix', (t) => {
  t.is(settingOf('Restart'), 'on-failure');
  const { damaged, 'in-use': inUse, unwritable } = journalExitCodes;
  const prevented = settingOf('RestartPreventExitStatus')!.split(' ').map(Number);
  t.deepEqual(prevented, [damaged, inUse, ConfigurationFaulty.exitCode]);
  t.false(prevented.includes(unwritable));
});

test('the systemd unit waits until a shutdown has finished', (t) => {
  t.true(Number(settingOf('TimeoutStopSec')) * 1000 > limits.drainMsMax);
});

test('raffle doctor examines the data folder of the unit, because the file of variables names it too', (t) => {
  const file = join(import.meta.dirname, '..', '..', 'packaging', 'environment.example');
  const { RAFFLE_DATA_DIR: folder } = parseEnv(readFileSync(file, 'utf8'));
  t.is(folder, `/var/lib/${settingOf('StateDirectory')!}`);
  t.true(settingOf('Environment')!.split(' ').includes(`RAFFLE_DATA_DIR=${folder}`));
});
