import type { EChartsOption } from 'echarts';
import { useMemo } from 'react';
import type { Explanation } from '@/api/types';
import { useFormat, useSelling } from '@/i18n';
import { Chart } from '@/ui/chart/Chart';
import { useChartColors } from '@/ui/chart/colors';
import { waterfall } from './waterfall';

/** From what lay there to what lies there, one bar for each kind of thing that happened. */
export function Waterfall({ explanation }: { explanation: Explanation }) {
  const { stock: words } = useSelling();
  const colors = useChartColors();
  const format = useFormat();
  const option = useMemo<EChartsOption>(() => {
    const bars = waterfall(explanation);
    const label = (bar: (typeof bars)[number]) =>
      bar.kind === 'opening' ? words.before : bar.kind === 'closing' ? words.now : words.kinds[bar.kind];
    return {
      grid: { left: 8, right: 8, top: 20, bottom: 4, containLabel: true },
      xAxis: { type: 'category', data: bars.map(label), axisTick: { show: false }, axisLabel: { interval: 0, hideOverlap: false, fontSize: 11 } },
      yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: colors.grid } } },
      tooltip: { show: false },
      series: [
        { type: 'bar', stack: 'all', silent: true, itemStyle: { color: 'transparent' }, data: bars.map(({ base }) => base) },
        {
          type: 'bar',
          stack: 'all',
          silent: true,
          barMaxWidth: 44,
          label: {
            show: true,
            position: 'top',
            color: colors.label,
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const bar = bars[dataIndex];
              if (bar === undefined) return '';
              const whole = bar.kind === 'opening' || bar.kind === 'closing';
              return `${!whole && bar.change > 0 ? '+' : ''}${format.number(bar.change)}`;
            },
          },
          data: bars.map((bar) => ({
            value: bar.size,
            itemStyle: {
              borderRadius: 3,
              color: bar.kind === 'opening' || bar.kind === 'closing' ? colors.running : bar.change > 0 ? colors.latency : colors.dead,
            },
          })),
        },
      ],
    };
  }, [explanation, words, colors.grid, colors.label, colors.running, colors.latency, colors.dead, format]);
  return <Chart option={option} height={220} summary={words.chart} />;
}
