import type { ConnectionPlatform, Scheme } from '@/api/types';
import type { Catalogue, Selling } from '@/i18n';

export type SchemeKind = Scheme['kind'];

/** What a connection of a platform needs before anything can be verified. */
export interface Needs {
  /** `made`: Tradepost makes one when none is brought. */
  secret: 'brought' | 'made' | 'none';
  key: boolean;
  webhookId: boolean;
  recipients: boolean;
  scheme: boolean;
}

/** In the order in which they are offered: where shops are, where money is, and everything else. */
export const PLATFORM_GROUPS = {
  shops: ['shopify', 'woocommerce', 'amazon_sns', 'amazon_event_bridge', 'ebay', 'wix', 'prestashop', 'opencart', 'magento', 'adobe_io_events', 'adobe_commerce'],
  payments: ['stripe', 'paypal'],
  others: ['standard_webhooks', 'generic'],
} as const satisfies Record<string, readonly ConnectionPlatform[]>;

const NOTHING: Needs = { secret: 'none', key: false, webhookId: false, recipients: false, scheme: false };

/** The API says the same and has the last word. */
const NEEDS: Record<ConnectionPlatform, Needs> = {
  shopify: { ...NOTHING, secret: 'brought' },
  woocommerce: { ...NOTHING, secret: 'brought' },
  stripe: { ...NOTHING, secret: 'brought' },
  paypal: { ...NOTHING, webhookId: true },
  ebay: { ...NOTHING, secret: 'made', key: true },
  amazon_sns: { ...NOTHING, recipients: true },
  amazon_event_bridge: { ...NOTHING, secret: 'made' },
  wix: { ...NOTHING, key: true },
  adobe_io_events: { ...NOTHING, recipients: true },
  adobe_commerce: { ...NOTHING, key: true },
  prestashop: { ...NOTHING, secret: 'made' },
  opencart: { ...NOTHING, secret: 'made' },
  magento: { ...NOTHING, secret: 'made' },
  standard_webhooks: { ...NOTHING, secret: 'made' },
  generic: { ...NOTHING, secret: 'made', scheme: true },
};

/** What is needed of a person for this platform; of a source by its own scheme, by that. */
export function needsOf(platform: ConnectionPlatform, scheme: SchemeKind | undefined): Needs {
  const needs = NEEDS[platform];
  // A password is agreed on at the sender's.
  return platform === 'generic' && scheme === 'basic' ? { ...needs, secret: 'brought' } : needs;
}

/** What a platform is called. */
export function platformName(t: Catalogue, { channels }: Selling, platform: ConnectionPlatform): string {
  const own: Record<string, string> = channels.platforms;
  const known: Record<string, string> = t.shell.platforms;
  return own[platform] ?? known[platform] ?? platform;
}
