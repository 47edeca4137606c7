import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseShop, chosenShop, onShopChoice } from './shopChoice';

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

describe('the choice of a shop', () => {
  it('is of one organization, and all shops to begin with', () => {
    expect(chosenShop('org_1')).toBeNull();
    chooseShop('org_1', 'shop_1');
    expect(chosenShop('org_1')).toBe('shop_1');
    expect(chosenShop('org_2')).toBeNull();
  });

  it('is the tab’s own; another tab’s choice only starts a new one', () => {
    chooseShop('org_1', 'shop_1');
    localStorage.setItem('tradepost.shop.org_1', 'shop_2');
    expect(chosenShop('org_1')).toBe('shop_1');
    sessionStorage.clear();
    expect(chosenShop('org_1')).toBe('shop_2');
  });

  it('can go back to all shops although another tab has one', () => {
    chooseShop('org_1', null);
    localStorage.setItem('tradepost.shop.org_1', 'shop_2');
    expect(chosenShop('org_1')).toBeNull();
  });

  it('tells who looks, and works without storage', () => {
    const notify = vi.fn();
    const stop = onShopChoice(notify);
    const blocked = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('blocked');
    });
    chooseShop('org_3', 'shop_3');
    expect(chosenShop('org_3')).toBe('shop_3');
    expect(notify).toHaveBeenCalledOnce();
    stop();
    chooseShop('org_3', null);
    expect(notify).toHaveBeenCalledOnce();
    blocked.mockRestore();
  });
});
