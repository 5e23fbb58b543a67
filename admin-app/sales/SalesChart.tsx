import {
  Area,
  AreaChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../messages/messages.ts';
import { periodNamesOf } from './period-names.ts';
import type { SalesPeriod } from './sales-series.ts';
import styles from './SalesChart.module.css';

export interface SalesChartProps {
  readonly periods: readonly SalesPeriod[];
  /** The whole of it in a sentence: all that assistive technology gets; the table has the numbers. */
  readonly label: string;
}

const marksMax = 8;
/** Until the room it has is measured. */
const firstSize = { width: 640, height: 256 };

/** Tickets sold so far, over time. A file of its own, fetched when a chart is needed. */
export function SalesChart({ periods, label }: SalesChartProps) {
  const { locale } = useLocale();
  const { sales } = useMessages();
  const { number } = formatsOf(locale);
  const names = periodNamesOf(locale, periods);
  const points = toPoints(periods);
  return (
    <figure aria-label={label} className={styles['figure']}>
      <div aria-hidden className={styles['chart']}>
        <ResponsiveContainer width="100%" height="100%" initialDimension={firstSize}>
          <AreaChart
            data={points}
            accessibilityLayer={false}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          >
            <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
            <XAxis
              dataKey="time"
              type="number"
              domain={['dataMin', 'dataMax']}
              ticks={chooseMarks(points)}
              tickFormatter={names.mark}
              minTickGap={24}
              interval="preserveStartEnd"
              stroke="var(--chart-axis)"
              tick={{ fill: 'var(--chart-text)' }}
            />
            <YAxis
              allowDecimals={false}
              tickFormatter={number}
              width="auto"
              stroke="var(--chart-axis)"
              tick={{ fill: 'var(--chart-text)' }}
            />
            <Tooltip
              isAnimationActive={false}
              labelFormatter={(time) => names.mark(Number(time))}
              formatter={(soldSoFar) => [number(Number(soldSoFar)), sales.soldSoFar]}
              contentStyle={{ background: 'var(--chart-paper)', borderColor: 'var(--chart-axis)' }}
            />
            <Area
              dataKey="soldSoFar"
              isAnimationActive={false}
              stroke="var(--chart-line)"
              strokeWidth={2}
              fill="var(--chart-line)"
              fillOpacity={0.16}
              dot={periods.length < 2}
            />
          </AreaChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}

interface Point {
  readonly time: number;
  readonly soldSoFar: number;
}

/** How many there were at each edge of the periods. */
function toPoints(periods: readonly SalesPeriod[]): Point[] {
  return [
    { time: periods[0]!.from, soldSoFar: 0 },
    ...periods.map(({ to, soldSoFar }) => ({ time: to, soldSoFar })),
  ];
}

/** Marks on edges of periods: those between would be named like them. */
function chooseMarks(points: readonly Point[]): number[] {
  const step = Math.ceil(points.length / marksMax);
  return points.filter((_, index) => index % step === 0).map(({ time }) => time);
}
