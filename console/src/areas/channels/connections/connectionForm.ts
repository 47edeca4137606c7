import type { ConnectionPlatform, NewConnection, Scheme } from '@/api/types';
import { needsOf, type SchemeKind } from '../platforms';

type Hmac = Extract<Scheme, { kind: 'hmac' }>;

/** What the form holds. It is nested as the API's fields are, so that what the server finds wrong lands at its place. */
export interface ConnectionValues {
  platform: ConnectionPlatform | null;
  name: string;
  shop_id: string | null;
  secret: string;
  public_key: string;
  settings: { recipients: string[]; webhook_id: string; scheme: SchemeValues };
}

export interface SchemeValues {
  kind: SchemeKind;
  header: string;
  hash: Hmac['hash'];
  encoding: Hmac['encoding'];
  prefix: string;
  signed: NonNullable<Hmac['signed']>;
  username: string;
}

export const EMPTY: ConnectionValues = {
  platform: null,
  name: '',
  shop_id: null,
  secret: '',
  public_key: '',
  settings: {
    recipients: [],
    webhook_id: '',
    scheme: { kind: 'hmac', header: '', hash: 'sha256', encoding: 'hex', prefix: '', signed: 'body', username: '' },
  },
};

/** Only what the platform has a use for: a value that was typed for another one before stays here. */
export function newConnection(platform: ConnectionPlatform, values: ConnectionValues): NewConnection {
  const { settings } = values;
  const needs = needsOf(platform, settings.scheme.kind);
  return {
    platform,
    name: values.name.trim(),
    shop_id: values.shop_id,
    secret: (needs.secret !== 'none' && values.secret.trim()) || null,
    ...(needs.key && values.public_key.trim() !== '' ? keyOf(values.public_key) : {}),
    settings: {
      recipients: needs.recipients ? settings.recipients : [],
      webhook_id: (needs.webhookId && settings.webhook_id.trim()) || null,
      scheme: needs.scheme ? schemeOf(settings.scheme) : null,
    },
  };
}

/** Platforms show one or the other, and a person need not know which of them they copied. */
export function keyOf(pem: string): { certificate: string } | { public_key: string } {
  const text = pem.trim();
  return text.startsWith('-----BEGIN CERTIFICATE-----') ? { certificate: text } : { public_key: text };
}

function schemeOf({ kind, header, hash, encoding, prefix, signed, username }: SchemeValues): Scheme {
  switch (kind) {
    case 'hmac':
      return { kind, header: header.trim(), hash, encoding, prefix, signed };
    case 'api_key':
      return { kind, header: header.trim(), prefix };
    case 'basic':
      return { kind, username: username.trim() };
    case 'standard_webhooks':
      return { kind };
  }
}

const TOKEN = /^[\w-]{32,80}$/;
const HEADER = /^[A-Za-z0-9_-]{1,100}$/;

export const isToken = (text: string) => TOKEN.test(text.trim());
export const isHeader = (text: string) => HEADER.test(text.trim());

/** What is said of a certificate is said at the one field for keys. */
export function atKeyField({ certificate, ...errors }: Record<string, string>): Record<string, string> {
  return certificate === undefined ? errors : { public_key: certificate, ...errors };
}
