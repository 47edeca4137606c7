import { describe, expect, it, vi } from 'vitest';
import type { EventRecord } from '@/api/types';
import { testProviders } from '@/test/render';
import { receive } from './events';

const event = (sequence: number, name = 'invitation.created'): EventRecord => ({
  id: `evt_${sequence}`,
  sequence,
  name,
  entity: null,
  payload: {},
  at: '2026-01-01T00:00:00Z',
});

describe('an event that arrives', () => {
  const key = ['/api/v1/events', 'list', {}];

  it('goes on top of the list, once', () => {
    const { queryClient } = testProviders();
    queryClient.setQueryData(key, { pages: [{ data: [event(1)], next: null }], pageParams: [undefined] });
    receive(queryClient, event(2));
    receive(queryClient, event(2));
    const cached = queryClient.getQueryData<{ pages: { data: EventRecord[] }[] }>(key);
    expect(cached?.pages[0]?.data.map(({ sequence }) => sequence)).toEqual([2, 1]);
  });

  it('refreshes what it changed and nothing else', () => {
    const { queryClient } = testProviders();
    const invalidate = vi.spyOn(queryClient, 'invalidateQueries');
    receive(queryClient, event(3, 'api_key.created'));
    expect(invalidate.mock.calls.map(([filter]) => filter?.queryKey)).toEqual([['/api/v1/api-keys']]);
  });
});
