import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../messages/messages.ts';
import type { PeriodNames } from './period-names.ts';
import type { SalesPeriod } from './sales-series.ts';
import styles from './SalesTable.module.css';

export interface SalesTableProps {
  readonly periods: readonly SalesPeriod[];
  readonly names: PeriodNames;
}

/** The numbers of the chart. */
export function SalesTable({ periods, names }: SalesTableProps) {
  const { sales: say } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{say.period}</th>
          <th scope="col" className={styles['number']}>
            {say.sold}
          </th>
          <th scope="col" className={styles['number']}>
            {say.soldSoFar}
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
