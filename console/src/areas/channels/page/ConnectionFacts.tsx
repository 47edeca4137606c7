import { useFormat, useSelling } from '@/i18n';
import type { Connection, Scheme } from '@/api/types';
import { useShop } from '@/shell/useShop';
import { Facts } from '@/ui/Facts';
import { Section } from '@/ui/Section';

/** What is set of a connection; never its secret. */
export function ConnectionFacts({ connection }: { connection: Connection }) {
  const { channels: words } = useSelling();
  const format = useFormat();
  const { shops } = useShop();
  const { settings, old_secret_ends_at: endsAt } = connection;
  const recipients = settings.recipients ?? [];
  const shop = shops.find(({ id }) => id === connection.shop_id);
  const items: (readonly [string, React.ReactNode])[] = [
    [words.state, words.states[connection.state]],
    [words.shop, shop?.name ?? words.noShop],
  ];
  if (connection.has_secret) {
    items.push([words.secret, endsAt === null ? words.setKey : `${words.setKey}. ${words.oldUntil(format.dateTime(endsAt))}`]);
  }
  if (connection.has_key) items.push([words.publicKey, words.setKey]);
  if (settings.webhook_id !== null) items.push([words.webhookId, <span key="id" className="mono">{settings.webhook_id}</span>]);
  if (recipients.length > 0) items.push([words.recipients, <span key="to" className="mono">{recipients.join(', ')}</span>]);
  if (settings.scheme !== null) items.push([words.schemeKind, <SchemeText key="scheme" scheme={settings.scheme} />]);
  return (
    <Section title={words.facts}>
      <Facts items={items} />
    </Section>
  );
}

function SchemeText({ scheme }: { scheme: Scheme }) {
  const { channels: words } = useSelling();
  return (
    <>
      {words.schemes[scheme.kind]}
      {detailOf(scheme).map((detail) => (
        <span key={detail} className="mono">
          {` · ${detail}`}
        </span>
      ))}
    </>
  );
}

function detailOf(scheme: Scheme): string[] {
  switch (scheme.kind) {
    case 'hmac':
      return [scheme.header, scheme.hash, scheme.encoding];
    case 'api_key':
      return [scheme.header];
    case 'basic':
      return [scheme.username];
    case 'standard_webhooks':
      return [];
  }
}
