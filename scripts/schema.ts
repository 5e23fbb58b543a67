import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../services/raffle/stores/postgres/migrate.ts';
import { createEmptyDatabase, openDatabase } from '../tests/support/postgres.ts';
import { dumpSchema } from '../tests/support/postgres-schema.ts';

/** Writes the schema that the migrations make, for those who read or review it. */
const steps: (() => unknown)[] = [];
const teardown = { teardown: (step: () => unknown) => void steps.push(step) };
try {
  const url = await createEmptyDatabase(teardown);
  await migrate(openDatabase(teardown, url));
  const path = join(import.meta.dirname, '../services/raffle/stores/postgres/schema.sql');
  writeFileSync(path, await dumpSchema(url));
} finally {
  for (const step of steps.toReversed()) await step();
}
