import { Skeleton } from '@mantine/core';
import type { EChartsOption } from 'echarts';
import { Suspense, lazy } from 'react';

const Canvas = lazy(() => import('./ChartCanvas'));

export interface ChartProps {
  option: EChartsOption;
  height: number;
  /** The chart in words, for people who do not see it. */
  summary: string;
}

/** A chart; the library is only downloaded where one is shown. */
export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<Skeleton height={props.height} radius="md" />}>
      <Canvas {...props} />
    </Suspense>
  );
}
