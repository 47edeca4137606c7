import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Shop } from '@/api/types';
import { json, organization, renderSignedIn, signedIn, stubFetch } from '@/test/render';
import { AnnounceShop } from './AnnounceShop';
import { ShopSwitcher } from './ShopSwitcher';

vi.mock('@tanstack/react-router', () => ({ useNavigate: () => vi.fn() }));

const shop = (id: string, name: string): Shop => ({
  id,
  name,
  kind: 'hosted',
  platform: null,
  currency: 'EUR',
  language: 'en',
  time_zone: 'Europe/Madrid',
  country: 'ES',
  prices_include_tax: true,
  order_prefix: '',
  seller: {
    legal_name: null,
    line1: null,
    line2: null,
    postal_code: null,
    city: null,
    region: null,
    tax_id: null,
    email: null,
  },
  state: 'active',
  version: 1,
  created_at: '2026-01-01T00:00:00Z',
});
const page = { data: [shop('shop_1', 'Madrid'), shop('shop_2', 'Tokyo')], next: null };
const both = (
  <>
    <ShopSwitcher />
    <AnnounceShop />
  </>
);

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

describe('the shop switcher', () => {
  it('chooses one shop by keyboard, says so, and remembers it', async () => {
    stubFetch(json(page));
    const { unmount } = renderSignedIn(both, signedIn({ permissions: ['shops.read'] }));
    const user = userEvent.setup();
    const button = await screen.findByRole('button', { name: 'Shop: All shops' });
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    button.focus();
    await user.keyboard('{Enter}');
    await user.click(await screen.findByRole('menuitem', { name: /Tokyo/ }));
    expect(screen.getByRole('button', { name: 'Shop: Tokyo' })).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('You now see Tokyo.');
    unmount();
    stubFetch(json(page));
    renderSignedIn(both, signedIn({ permissions: ['shops.read'] }));
    expect(await screen.findByRole('button', { name: 'Shop: Tokyo' })).toBeInTheDocument();
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it('forgets a shop that is gone', async () => {
    sessionStorage.setItem('tradepost.shop.org_1', 'shop_archived');
    stubFetch(json(page));
    renderSignedIn(both, signedIn({ permissions: ['shops.read'] }));
    expect(await screen.findByRole('button', { name: 'Shop: All shops' })).toBeInTheDocument();
  });

  it('asks nothing for a courier', () => {
    const requests = stubFetch();
    const courier = { ...organization, kind: 'courier' as const };
    renderSignedIn(both, signedIn({ organization: courier, permissions: ['shops.read'] }));
    expect(requests).toHaveLength(0);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
