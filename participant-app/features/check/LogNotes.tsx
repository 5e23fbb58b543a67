import { WitnessNote } from '#ui/witnesses/WitnessNote.tsx';
import { LogConsistencyNote } from './LogConsistency.tsx';
import type { LogCheck } from './LogConsistencyProvider.tsx';

/** What is to be said about the log: how it compares with an earlier visit, and who cosigned it. */
export function LogNotes({
  consistency,
  witnessing,
}: Pick<LogCheck, 'consistency' | 'witnessing'>) {
  return (
    <>
      <LogConsistencyNote consistency={consistency} />
      <WitnessNote witnessing={witnessing} />
    </>
  );
}
