import { describe, expect, it } from 'vitest';
import type { ConnectionPlatform } from '@/api/types';
import { PLATFORM_GROUPS } from '../platforms';
import { EMPTY, atKeyField, isHeader, isToken, keyOf, newConnection, type ConnectionValues } from './connectionForm';

const TYPED: ConnectionValues = {
  platform: null,
  name: ' Acme ',
  shop_id: 'shop_1',
  secret: 'not-so-secret',
  public_key: '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n',
  settings: {
    recipients: ['arn:aws:sns:eu-west-1:1:orders'],
    webhook_id: ' WH-1 ',
    scheme: { ...EMPTY.settings.scheme, header: ' X-Signature ', prefix: 'sha256=', username: 'ana' },
  },
};

describe('a new connection', () => {
  it('leaves out what its platform has no use for', () => {
    expect(newConnection('shopify', TYPED)).toEqual({
      platform: 'shopify',
      name: 'Acme',
      shop_id: 'shop_1',
      secret: 'not-so-secret',
      settings: { recipients: [], webhook_id: null, scheme: null },
    });
    expect(newConnection('paypal', TYPED)).toMatchObject({ secret: null, settings: { webhook_id: 'WH-1', recipients: [] } });
    expect(newConnection('amazon_sns', TYPED)).toMatchObject({ secret: null, settings: { recipients: TYPED.settings.recipients } });
    const wix = newConnection('wix', TYPED);
    expect(wix.secret).toBeNull();
    expect(wix.public_key).toBe(TYPED.public_key.trim());
  });

  it('asks for a secret to be made by naming none', () => {
    const values = { ...TYPED, secret: '  ' };
    expect(newConnection('standard_webhooks', values).secret).toBeNull();
  });

  it('leaves out what the platform shows only later', () => {
    const later = { ...TYPED, public_key: ' ', settings: { ...TYPED.settings, webhook_id: ' ' } };
    expect(newConnection('paypal', later).settings?.webhook_id).toBeNull();
    expect(newConnection('wix', later)).not.toHaveProperty('public_key');
  });

  it('knows a token that eBay takes', () => {
    expect(isToken('a-b_'.repeat(8))).toBe(true);
    for (const wrong of ['short', `${'a'.repeat(40)}=`, 'a'.repeat(81)]) expect(isToken(wrong)).toBe(false);
  });

  it('describes a source by its scheme alone', () => {
    const scheme = (kind: ConnectionValues['settings']['scheme']['kind']) =>
      newConnection('generic', { ...TYPED, settings: { ...TYPED.settings, scheme: { ...TYPED.settings.scheme, kind } } }).settings?.scheme;
    expect(scheme('hmac')).toEqual({
      kind: 'hmac', header: 'X-Signature', hash: 'sha256', encoding: 'hex', prefix: 'sha256=', signed: 'body',
    });
    expect(scheme('basic')).toEqual({ kind: 'basic', username: 'ana' });
    expect(scheme('api_key')).toEqual({ kind: 'api_key', header: 'X-Signature', prefix: 'sha256=' });
    expect(scheme('standard_webhooks')).toEqual({ kind: 'standard_webhooks' });
  });

  it('tells a certificate from a key', () => {
    expect(keyOf('\n-----BEGIN CERTIFICATE-----\nMIIC')).toEqual({ certificate: '-----BEGIN CERTIFICATE-----\nMIIC' });
    expect(atKeyField({ certificate: 'Wrong.', name: 'Taken.' })).toEqual({ public_key: 'Wrong.', name: 'Taken.' });
    expect(atKeyField({ name: 'Taken.' })).toEqual({ name: 'Taken.' });
  });

  it('knows names of headers', () => {
    expect(isHeader(' X-Signature ')).toBe(true);
    for (const wrong of ['', 'X Signature', 'X-Signature:', 'x'.repeat(101)]) expect(isHeader(wrong)).toBe(false);
  });
});

describe('the platforms on offer', () => {
  it('are each there once', () => {
    const offered: ConnectionPlatform[] = Object.values(PLATFORM_GROUPS).flat();
    expect(new Set(offered).size).toBe(offered.length);
    expect(offered).toHaveLength(15);
  });
});
