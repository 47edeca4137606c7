import { IconChecks } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Health } from '@/api/types';
import { useT } from '@/i18n';
import { Chart } from '@/ui/chart/Chart';
import { useChartColors } from '@/ui/chart/colors';
import { EmptyState } from '@/ui/EmptyState';

type Queue = Health['jobs']['by_queue'][number];

/** Waiting, running and dead jobs, one bar per queue. */
export function QueueChart({ queues }: { queues: Queue[] }) {
  const t = useT();
  const colors = useChartColors();
  const option = useMemo(() => {
    const axis = { axisLine: { show: false }, axisTick: { show: false } };
    const series = (key: 'ready' | 'running' | 'dead', color: string) => ({
      name: t.jobs.states[key],
      type: 'bar' as const,
      stack: 'jobs',
      barMaxWidth: 18,
      itemStyle: { color, borderRadius: 2 },
      data: queues.map((queue) => queue[key]),
    });
    return {
      grid: { left: 4, right: 12, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, icon: 'circle', itemWidth: 8, itemHeight: 8, textStyle: { color: colors.label } },
      xAxis: {
        ...axis,
        type: 'value' as const,
        minInterval: 1,
        splitLine: { lineStyle: { color: colors.grid } },
        axisLabel: { color: colors.label },
      },
      yAxis: {
        ...axis,
        type: 'category' as const,
        inverse: true,
        data: queues.map(({ queue }) => queue),
        axisLabel: { color: colors.label },
      },
      series: [series('ready', colors.waiting), series('running', colors.running), series('dead', colors.dead)],
    };
  }, [queues, colors.waiting, colors.running, colors.dead, colors.grid, colors.label, t]);

  const total = queues.reduce((sum, queue) => sum + queue.ready + queue.running + queue.dead, 0);
  if (total === 0) {
    return <EmptyState compact icon={IconChecks} title={t.operator.health.queuesEmpty} hint={t.operator.health.queuesEmptyHint} />;
  }
  const summary = queues.map(({ queue, ready, running, dead }) => t.operator.health.queueSummary(queue, ready, running, dead));
  return (
    <Chart
      option={option}
      height={Math.max(190, 60 + queues.length * 34)}
      summary={t.operator.health.chartSummary(summary.join('; '))}
    />
  );
}
