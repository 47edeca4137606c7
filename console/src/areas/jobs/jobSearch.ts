import type { Job } from '@/api/types';

export type JobTab = Job['state'] | 'all';

/** What the address of a jobs page holds. Without a state it shows the dead letters. */
export interface JobSearch {
  state?: JobTab;
  name?: string;
  q?: string;
}

export function tabOf(state: JobTab | undefined): JobTab {
  return state ?? 'dead';
}

/** The `state` the API is asked for; `all` is no state to it. */
export function apiState(state: JobTab | undefined): Job['state'] | undefined {
  const tab = tabOf(state);
  return tab === 'all' ? undefined : tab;
}
