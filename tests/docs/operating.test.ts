import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
