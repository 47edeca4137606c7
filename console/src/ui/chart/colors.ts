import { useComputedColorScheme } from '@mantine/core';

/** Colours that stay apart for most colour-blind people, per theme. */
export function useChartColors() {
  const dark = useComputedColorScheme() === 'dark';
  return {
    waiting: dark ? '#e6a93a' : '#d99a1b',
    running: dark ? '#5b9df0' : '#2f7de1',
    dead: dark ? '#ef6363' : '#dc3b3b',
    latency: dark ? '#34c388' : '#16a06a',
    grid: dark ? '#24282e' : '#eef0f2',
    label: dark ? '#9aa2ae' : '#5f6874',
  };
}
