import { readDataDir } from './config/data-dir.ts';
import { JournalThread } from './stores/lowdb/journal-thread.ts';

/** Node would show the line that threw: in the built service, up to half a megabyte. */
function endAfterFault(cause: unknown): void {
  console.error(cause);
  process.exit(1);
}

process.on('uncaughtException', endAfterFault);
const dataDir = readDataDir(process.env);
const thread = dataDir === undefined ? undefined : JournalThread.begin(dataDir);
// It reads while this thread loads the other modules.
const { runService } = await import('./run-service.ts');
await runService(thread);
// From here on such an error stops the service in order.
process.off('uncaughtException', endAfterFault);
