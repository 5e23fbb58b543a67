import { useMemo } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import { Note } from '#ui/primitives.tsx';
import { useLate } from '#ui/use-late.ts';
import { formatsOf } from '#ui/formats.ts';
import { usePublicLog } from '../../shared/queries/use-public-log.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { LoadingFallback, Section } from '../../shared/Page.tsx';
import { QueryFailure } from '../../shared/Failure.tsx';
import {
  periodNamesOf,
  type PeriodNames,
  toSalesPeriods,
  type SalesPeriod,
} from './sales-series.ts';
import styles from './sales.module.css';

/** When tickets were sold, from the public log: a chart and a table of the same numbers. */
export function Sales({ raffle }: { readonly raffle: RaffleView }) {
  const { sales: messages } = useMessages();
  const { locale } = useLocale();
  const { entries, readAt, error, readAgain } = usePublicLog(raffle);
  const soldAt = useMemo(
    () => (entries ?? []).filter(isSale).map(({ at }) => Date.parse(at)),
    [entries],
  );
  const until = endOfSales(raffle) ?? readAt;
  const periods = useMemo(() => toSalesPeriods(soldAt, until), [soldAt, until]);
  const chart = useLate(loadChart, periods.length > 0);
  const names = periodNamesOf(locale, periods);
  const [first] = periods;
  const last = periods.at(-1);
  return (
    <Section title={messages.title}>
      {error !== null && <QueryFailure error={error} onRetry={readAgain} />}
      {entries !== undefined && raffle.sold === 0 && (
        <Note>{endOfSales(raffle) === undefined ? messages.noneYet : messages.none}</Note>
      )}
      {first !== undefined && last !== undefined && (
        <>
          {chart === undefined ? (
            <LoadingFallback className={styles['room']} />
          ) : (
            <chart.SalesChart
              periods={periods}
              label={messages.chart({
                sold: soldAt.length,
                first: names.axisLabel(first.from),
                last: names.axisLabel(last.to),
              })}
            />
          )}
          {soldAt.length > raffle.sold && (
            <Note>{messages.voided(soldAt.length - raffle.sold)}</Note>
          )}
          <Note>{messages.zone(names.zone)}</Note>
          <details className={styles['numbers']}>
            <summary>{messages.asTable}</summary>
            <SalesTable periods={periods} names={names} />
          </details>
        </>
      )}
    </Section>
  );
}

/** When sales ended, in Unix milliseconds; undefined while they can go on. */
function endOfSales(raffle: RaffleView): number | undefined {
  if (raffle.status === 'open' || raffle.status === 'announced') return undefined;
  return Date.parse(raffle.status === 'cancelled' ? raffle.cancelledAt : raffle.closedAt);
}

function isSale({ type }: { readonly type: string }): boolean {
  return type === 'ticket-sold';
}

async function loadChart() {
  return import('./SalesChart.tsx');
}

interface SalesTableProps {
  readonly periods: readonly SalesPeriod[];
  readonly names: PeriodNames;
}

/** The numbers of the chart as a table. */
function SalesTable({ periods, names }: SalesTableProps) {
  const { sales: messages } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{messages.period}</th>
          <th scope="col" className={styles['number']}>
            {messages.sold}
          </th>
          <th scope="col" className={styles['number']}>
            {messages.soldSoFar}
          </th>
        </tr>
      </thead>
      <tbody>
        {periods.map((period) => (
          <tr key={period.from}>
            <th scope="row">{names.period(period)}</th>
            <td className={styles['number']}>{number(period.sold)}</td>
            <td className={styles['number']}>{number(period.soldSoFar)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
