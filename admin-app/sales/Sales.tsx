import { useMemo } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/schemas.ts';
import { useLate } from '#ui/use-late.ts';
import { usePublicLog } from '../log/use-public-log.ts';
import { useMessages } from '../messages/messages.ts';
import { Coming } from '../page/Coming.tsx';
import { Failure } from '../page/Failure.tsx';
import { Section } from '../page/Section.tsx';
import { periodNamesOf } from './period-names.ts';
import { toSalesPeriods } from './sales-series.ts';
import { SalesTable } from './SalesTable.tsx';
import styles from './Sales.module.css';

/** When tickets were sold: a chart, and the same numbers as a table. Read from the public log. */
export function Sales({ raffle }: { readonly raffle: RaffleView }) {
  const { sales: say } = useMessages();
  const { locale } = useLocale();
  const { entries, readAt, error, readAgain } = usePublicLog(raffle);
  const soldAt = useMemo(
    () => (entries ?? []).filter(isSale).map(({ at }) => Date.parse(at)),
    [entries],
  );
  const until = raffle.closedAt === undefined ? readAt : Date.parse(raffle.closedAt);
  const periods = useMemo(() => toSalesPeriods(soldAt, until), [soldAt, until]);
  const chart = useLate(loadChart, periods.length > 0);
  const names = periodNamesOf(locale, periods);
  return (
    <Section title={say.title}>
      {error !== null && <Failure error={error} onAgain={readAgain} />}
      {entries !== undefined && raffle.sold === 0 && (
        <p className={styles['note']}>{raffle.status === 'open' ? say.noneYet : say.none}</p>
      )}
      {periods.length > 0 && (
        <>
          {chart === undefined ? (
            <Coming className={styles['room']} />
          ) : (
            <chart.SalesChart
              periods={periods}
              label={say.chart({
                sold: soldAt.length,
                first: names.mark(periods[0]!.from),
                last: names.mark(periods.at(-1)!.to),
              })}
            />
          )}
          <p className={styles['note']}>{say.zone(names.zone)}</p>
          <details className={styles['numbers']}>
            <summary>{say.asTable}</summary>
            <SalesTable periods={periods} names={names} />
          </details>
        </>
      )}
    </Section>
  );
}

function isSale({ type }: { readonly type: string }): boolean {
  return type === 'ticket-sold';
}

async function loadChart() {
  return import('./SalesChart.tsx');
}
