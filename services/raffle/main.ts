import { readDataDir } from './config/data-dir.ts';
import { JournalThread } from './stores/lowdb/journal-thread.ts';

const dataDir = readDataDir(process.env);
const thread = dataDir === undefined ? undefined : JournalThread.begin(dataDir);
// It reads while this thread loads the other modules.
const { runService } = await import('./run-service.ts');
await runService(thread);
