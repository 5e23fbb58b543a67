import { accessSync, constants, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Short, so that a process that has used its part waits for milliseconds only. */
const periodUs = 4_000;

/** Whether a process can be limited to a part of a core: with cgroup v1, as root. */
export function canLimitCpu(): boolean {
  try {
    accessSync(join(ownGroup(), 'cpu.cfs_quota_us'), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Gives a process at most a part of a core from now on.
 *
 * @param cores 0.25 or more.
 * @returns Ends the limit.
 * @see Linux, Documentation/scheduler/sched-bwc.rst
 */
export function limitCpu(pid: number, cores: number): () => void {
  const own = ownGroup();
  const group = join(own, `raffle-bench-${pid}`);
  mkdirSync(group);
  put(group, 'cpu.cfs_period_us', periodUs);
  put(group, 'cpu.cfs_quota_us', Math.round(periodUs * cores));
  put(group, 'cgroup.procs', pid);
  return () => {
    put(own, 'cgroup.procs', pid);
    rmdirSync(group);
  };
}

/** Folder of the group of this process. The groups of its servers are below it. */
function ownGroup(): string {
  const [, path = ''] =
    /^\d+:cpu(?:,cpuacct)?:(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8')) ?? [];
  return join('/sys/fs/cgroup/cpu', path);
}

function put(folder: string, file: string, value: number): void {
  writeFileSync(join(folder, file), String(value));
}
