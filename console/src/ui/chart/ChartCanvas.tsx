import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ChartProps } from './Chart';

register([AriaComponent, BarChart, CanvasRenderer, GridComponent, LegendComponent, LineChart, TooltipComponent]);

export default function ChartCanvas({ option, height, summary }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const scheme = useComputedColorScheme();
  const theme = useMantineTheme();

  useEffect(() => {
    if (host.current === null) return;
    const instance = init(host.current);
    chart.current = instance;
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(host.current);
    return () => {
      observer.disconnect();
      instance.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    const dark = scheme === 'dark';
    const ink = dark ? '#9aa2ae' : '#5f6874';
    chart.current?.setOption(
      {
        textStyle: { fontFamily: theme.fontFamily, color: ink },
        tooltip: {
          trigger: 'axis',
          backgroundColor: dark ? '#1c1f24' : '#fff',
          borderColor: dark ? '#30353c' : '#dfe2e6',
          textStyle: { color: dark ? '#e4e6ea' : '#16191e', fontSize: 12.5 },
        },
        animationDuration: 300,
        ...option,
      },
      { notMerge: true },
    );
  }, [option, scheme, theme.fontFamily]);

  return <div ref={host} style={{ height }} role="img" aria-label={summary} />;
}
