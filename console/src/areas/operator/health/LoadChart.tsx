import { Skeleton, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useFormat, useT } from '@/i18n';
import { Chart } from '@/ui/chart/Chart';
import { useChartColors } from '@/ui/chart/colors';
import type { Sample } from './useSamples';

/** Jobs and database latency since the page was opened. */
export function LoadChart({ samples }: { samples: Sample[] }) {
  const t = useT();
  const format = useFormat();
  const colors = useChartColors();
  const option = useMemo(() => {
    const line = (name: string, color: string, axis: number, value: (sample: Sample) => number) => ({
      name,
      type: 'line' as const,
      yAxisIndex: axis,
      showSymbol: false,
      smooth: 0.25,
      lineStyle: { width: 2, color },
      itemStyle: { color },
      data: samples.map((sample) => [sample.at, value(sample)]),
    });
    const label = { color: colors.label };
    return {
      grid: { left: 4, right: 8, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, icon: 'circle', itemWidth: 8, itemHeight: 8, textStyle: label },
      animation: false,
      xAxis: {
        type: 'time' as const,
        axisLine: { lineStyle: { color: colors.grid } },
        axisTick: { show: false },
        axisLabel: { ...label, hideOverlap: true, formatter: (at: number) => format.time(new Date(at).toISOString()) },
      },
      yAxis: [
        { type: 'value' as const, minInterval: 1, splitLine: { lineStyle: { color: colors.grid } }, axisLabel: label },
        {
          type: 'value' as const,
          splitLine: { show: false },
          axisLabel: { ...label, formatter: (value: number) => format.milliseconds(value) },
        },
      ],
      series: [
        line(t.jobs.states.ready, colors.waiting, 0, (sample) => sample.ready),
        line(t.jobs.states.running, colors.running, 0, (sample) => sample.running),
        line(t.operator.health.latency, colors.latency, 1, (sample) => sample.latencyMs),
      ],
    };
  }, [samples, colors.waiting, colors.running, colors.latency, colors.grid, colors.label, format, t]);

  if (samples.length < 2) {
    return (
      <Stack gap="xs">
        <Skeleton height={170} radius="md" />
        <Text size="xs" c="dimmed">
          {t.operator.health.loadHint}
        </Text>
      </Stack>
    );
  }
  return <Chart option={option} height={200} summary={t.operator.health.load} />;
}
