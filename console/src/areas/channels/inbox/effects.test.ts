import { describe, expect, it } from 'vitest';
import type { DeliveryEffect } from '@/api/types';
import { hereOf, isReplayable, isUnderWay, mainEffect } from './effects';

function effect(kind: DeliveryEffect['effect'], entity: string | null = null): DeliveryEffect {
  return { change: 'product', effect: kind, external_id: '1', entity_id: entity, note: null };
}

describe('the main effect of a delivery', () => {
  it('is what waits for a person, then what was made, then what was changed', () => {
    expect(mainEffect([effect('created'), effect('review')])?.effect).toBe('review');
    expect(mainEffect([effect('unchanged'), effect('updated'), effect('created')])?.effect).toBe('created');
    expect(mainEffect([effect('skipped'), effect('stale')])?.effect).toBe('stale');
  });

  it('is the first of several alike, and none of none', () => {
    expect(mainEffect([effect('updated', 'prod_1'), effect('updated', 'prod_2')])?.entity_id).toBe('prod_1');
    expect(mainEffect([])).toBeNull();
  });
});

describe('an id of ours', () => {
  it('says where its thing is shown', () => {
    expect(hereOf('order_01h455vb4pex5vsknk084sn02q')).toBe('order');
    expect(hereOf('prod_01h455vb4pex5vsknk084sn02q')).toBe('product');
    expect(hereOf('var_01h455vb4pex5vsknk084sn02q')).toBe('variant');
    expect(hereOf('cust_01h455vb4pex5vsknk084sn02q')).toBe('customer');
  });

  it('leads nowhere when there is no page for it', () => {
    expect(hereOf('draft_order_01h455vb4pex5vsknk084sn02q')).toBeNull();
    expect(hereOf('order')).toBeNull();
    expect(hereOf('')).toBeNull();
  });
});

describe('what can be replayed', () => {
  it('is all that does not wait and was not dropped', () => {
    expect(isReplayable({ state: 'failed', dropped_at: null })).toBe(true);
    expect(isReplayable({ state: 'processed', dropped_at: null })).toBe(true);
    expect(isReplayable({ state: 'waiting', dropped_at: null })).toBe(false);
    expect(isReplayable({ state: 'failed', dropped_at: '2026-11-01T00:00:00Z' })).toBe(false);
  });

  it('is under way until it is done, or waits for its next attempt', () => {
    expect(isUnderWay({ state: 'waiting', next_attempt_at: null })).toBe(true);
    expect(isUnderWay({ state: 'waiting', next_attempt_at: '2026-11-01T00:00:00Z' })).toBe(false);
    expect(isUnderWay({ state: 'processed', next_attempt_at: null })).toBe(false);
  });
});
