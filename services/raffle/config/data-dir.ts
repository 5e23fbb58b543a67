import { EnvReader, type Environment } from './env-reader.ts';

/** The data folder; undefined if the state is in a database. */
export function readDataDir(environment: Environment): string | undefined {
  const read = new EnvReader(environment);
  return read.text('DATABASE_URL') === undefined ? dataDirOf(read) : undefined;
}

export function dataDirOf(read: EnvReader): string {
  return read.text('RAFFLE_DATA_DIR') ?? './data';
}
