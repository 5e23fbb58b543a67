import { lazy, Suspense } from 'react';
import type { CheckYourselfProps } from './CheckYourself.tsx';
import type { Growth } from './comparison.ts';
import type { ForkNoticeProps } from './ForkNotice.tsx';

// What checks comes when it is needed: whoever only buys a ticket need not wait for it.
const LazyCheckYourself = lazy(async () => ({
  default: (await import('./CheckYourself.tsx')).CheckYourself,
}));
const LazyForkNotice = lazy(async () => ({
  default: (await import('./ForkNotice.tsx')).ForkNotice,
}));
const LazyGrowthNote = lazy(async () => ({
  default: (await import('./GrowthNote.tsx')).GrowthNote,
}));

/** The whole raffle, recomputed at a press. */
export function CheckYourself(props: CheckYourselfProps) {
  return (
    <Suspense>
      <LazyCheckYourself {...props} />
    </Suspense>
  );
}

interface GrowthProps {
  readonly growth: Growth | undefined;
}

/** Nothing, unless what was seen before and what is shown now do not fit. */
export function ForkAlert({ growth, ...props }: GrowthProps & Omit<ForkNoticeProps, 'fork'>) {
  if (growth?.kind !== 'fork') return null;
  return (
    <Suspense>
      <LazyForkNotice fork={growth} {...props} />
    </Suspense>
  );
}

/** One line on how the log fits what was seen before, where there is something to say. */
export function GrowthLine({ growth }: GrowthProps) {
  if (growth === undefined || growth.kind === 'fork') return null;
  return (
    <Suspense>
      <LazyGrowthNote growth={growth} />
    </Suspense>
  );
}
