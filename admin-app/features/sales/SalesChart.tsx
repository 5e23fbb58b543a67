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
import { useMessages } from '../../shared/messages/messages.ts';
import { periodNamesOf, type SalesPeriod } from './sales-series.ts';
import styles from './sales.module.css';

export interface SalesChartProps {
  readonly periods: readonly SalesPeriod[];
  /** A summary for assistive technology; the table has the numbers. */
  readonly label: string;
}

const labelsMax = 8;
/** Used until the container is measured. */
const firstSize = { width: 640, height: 256 };

/** Tickets sold so far, over time. It is loaded on demand, because recharts is large. */
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
              ticks={chooseLabels(points)}
              tickFormatter={names.axisLabel}
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
              separator=": "
              labelFormatter={(time) => names.axisLabel(Number(time))}
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

/** Tickets sold at the edge of each period. */
function toPoints(periods: readonly SalesPeriod[]): Point[] {
  return [
    ...periods.slice(0, 1).map(({ from }) => ({ time: from, soldSoFar: 0 })),
    ...periods.map(({ to, soldSoFar }) => ({ time: to, soldSoFar })),
  ];
}

/** Axis labels lie on edges of periods; a time within a period would get the same label as its edge. */
function chooseLabels(points: readonly Point[]): number[] {
  const step = Math.ceil(points.length / labelsMax);
  return points.filter((_, index) => index % step === 0).map(({ time }) => time);
}
