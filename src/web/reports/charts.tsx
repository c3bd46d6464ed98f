import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

/**
 * Colours distinct for every kind of colour vision (Okabe and Ito 2008), without the two too pale on white. Lines also
 * differ by dashes, and a table with the same numbers stands below each chart.
 */
const LOOKS = [
  { colour: '#0072B2', dashes: '0' },
  { colour: '#D55E00', dashes: '6 3' },
  { colour: '#009E73', dashes: '2 3' },
  { colour: '#CC79A7', dashes: '8 3 2 3' },
  { colour: '#56B4E9', dashes: '12 4' },
  { colour: '#E69F00', dashes: '4 2' },
] as const;
const lookOf = (at: number) => LOOKS[at % LOOKS.length] ?? LOOKS[0];
const AXIS = { stroke: 'currentColor', fontSize: 12, tickLine: false };

type Row = Record<string, string | number>;
type Props = { rows: Row[]; x: string; series: { key: string; name: string }[]; label: string; height?: number };

/** In the text's colour: some of the lines' own are too dark to read on dark. */
const legend = {
  formatter: (name: string) => <span className="text-sm text-stone-700 dark:text-stone-200">{name}</span>,
};

const tooltip = {
  contentStyle: {
    background: 'var(--chart-surface)',
    border: '1px solid var(--chart-line)',
    borderRadius: 8,
    color: 'inherit',
  },
};

/** Amounts side by side, such as each week's calls beside the period before. */
export function Bars({ rows, x, series, label, height = 240 }: Props) {
  return (
    <figure aria-label={label} className="chart">
      <ResponsiveContainer width="100%" height={height}>
        <BarChart data={rows} accessibilityLayer margin={{ left: -16, right: 8, top: 8 }}>
          <CartesianGrid vertical={false} stroke="var(--chart-line)" />
          <XAxis dataKey={x} {...AXIS} />
          <YAxis allowDecimals={false} {...AXIS} />
          <Tooltip {...tooltip} cursor={{ fill: 'var(--chart-line)', opacity: 0.4 }} />
          {series.length > 1 && <Legend {...legend} />}
          {series.map(({ key, name }, at) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              fill={lookOf(at).colour}
              fillOpacity={at === 0 ? 1 : 0.55}
              radius={[3, 3, 0, 0]}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}

/** How several things went over the months. */
export function Lines({ rows, x, series, label, height = 260 }: Props) {
  return (
    <figure aria-label={label} className="chart">
      <ResponsiveContainer width="100%" height={height}>
        <LineChart data={rows} accessibilityLayer margin={{ left: -16, right: 8, top: 8 }}>
          <CartesianGrid vertical={false} stroke="var(--chart-line)" />
          <XAxis dataKey={x} {...AXIS} />
          <YAxis allowDecimals={false} {...AXIS} />
          <Tooltip {...tooltip} />
          <Legend {...legend} />
          {series.map(({ key, name }, at) => (
            <Line
              key={key}
              dataKey={key}
              name={name}
              stroke={lookOf(at).colour}
              strokeDasharray={lookOf(at).dashes}
              strokeWidth={2}
              dot={{ r: 3 }}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
}
