import { describe, expect, it } from 'vitest';
import en from './en';
import sellingEn from './en/selling';
import es from './es';
import sellingEs from './es/selling';
import { formatter } from './format';
import { pluralFor } from './plural';

/** Every message with its path; messages with parameters are given plausible ones. */
function messages(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, String((node as (...all: unknown[]) => string)(2, 3, 4, 5))]];
  return Object.entries(node as object).flatMap(([key, value]) => messages(value, path === '' ? key : `${path}.${key}`));
}

/** Words that are the same in both languages. */
const SHARED = new Set([
  'common.productName', 'common.languages.en', 'common.languages.es', 'auth.namePlaceholder', 'organization.general',
  'shell.pages.roles', 'members.rolesTitle', 'shell.platforms.shopify', 'shell.platforms.amazon', 'shell.platforms.ebay',
  'shell.platforms.woocommerce', 'shell.platforms.wix', 'shell.platforms.prestashop', 'shell.platforms.opencart',
  'shell.platforms.magento',
  'selling.drafts.total', 'selling.order.total', 'selling.orders.total',
  'selling.orders.sources.api', 'selling.payments.methods.paypal', 'selling.imports.dialects.tradepost',
  'selling.imports.dialects.shopify', 'selling.imports.dialects.woocommerce',
  'selling.channels.platforms.stripe', 'selling.channels.platforms.paypal', 'selling.channels.platforms.standard_webhooks',
  'selling.channels.schemes.standard_webhooks', 'selling.channels.publicKeyPlaceholder', 'selling.inbox.bytes',
]);

describe('the catalogues', () => {
  const english = new Map([...messages(en), ...messages(sellingEn, 'selling')]);
  const spanish = new Map([...messages(es), ...messages(sellingEs, 'selling')]);

  it('hold the same messages', () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('have no empty message and no forgotten placeholder', () => {
    for (const [path, text] of [...english, ...spanish]) {
      expect(text.trim(), path).not.toBe('');
      expect(text, path).not.toMatch(/undefined|\[object|#(?=\s)/);
    }
  });

  it('are really translated', () => {
    const same = [...english].filter(([path, text]) => text === spanish.get(path) && /\p{L}{3}/u.test(text));
    expect(same.map(([path]) => path).filter((path) => !SHARED.has(path))).toEqual([]);
  });
});

describe('plurals', () => {
  it('follow the language and format the number', () => {
    const plural = pluralFor('es');
    const forms = { one: '# tarea', other: '# tareas' };
    expect(plural(1, forms)).toBe('1 tarea');
    expect(plural(0, forms)).toBe('0 tareas');
    expect(plural(12_345, forms)).toBe('12.345 tareas');
  });
});

describe('relative times', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');

  it('use the largest unit that fits', () => {
    const format = formatter('en');
    expect(format.relative('2026-03-01T11:59:30Z', now)).toBe('now');
    expect(format.relative('2026-03-01T11:45:00Z', now)).toBe('15 minutes ago');
    expect(format.relative('2026-03-03T12:00:00Z', now)).toBe('in 2 days');
  });

  it('speak the language', () => {
    expect(formatter('es').relative('2026-03-01T10:00:00Z', now)).toBe('hace 2 horas');
  });
});
